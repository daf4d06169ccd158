namespace BirdeyeDiscovery;

/// <summary>
/// Refuses a store whose newest cycle is of another chain. No table has a column for the chain, so the tracked tokens of two chains could
/// not be told apart, and each engine would pause those of the other.
/// </summary>
internal sealed class ChainCheck(IDiscoveryHistory history)
{
    private (string Hash, string Chain)? _accepted;

    /// <summary>Checks the store before this host leads. It reads one snapshot, and one input for each new options hash.</summary>
    /// <exception cref="InvalidOperationException">The newest cycle is of another chain than the engine.</exception>
    public async ValueTask CheckAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        var own = options.Birdeye.Chain;
        if (await history.GetSnapshotsAsync(1, cancellationToken).ConfigureAwait(false) is not [var newest]
            || _accepted == (newest.OptionsHash, own))
        {
            return;
        }

        if (await ChainOfAsync(newest, cancellationToken).ConfigureAwait(false) is { } chain && chain != own)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"The newest cycle in the store, that of {newest.CycleTimestamp:O}, is of the chain {chain}, ")
                + $"and Birdeye:Chain is {own}: give each chain a store of its own, by Storage:Schema or another SQLite file. "
                + "This host does not lead.");
        }

        _accepted = (newest.OptionsHash, own);
    }

    // Retention drops inputs, and an older version wrote none.
    private async ValueTask<string?> ChainOfAsync(SnapshotRecord cycle, CancellationToken cancellationToken)
    {
        try
        {
            var block = await history.GetCycleInputAsync(cycle.Id, cancellationToken).ConfigureAwait(false);
            return block.IsEmpty ? null : CycleInputCodec.Unpack(block).Chain;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
