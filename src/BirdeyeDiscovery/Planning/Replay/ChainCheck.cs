namespace BirdeyeDiscovery;

/// <summary>
/// Checks the chain of stored cycle inputs: it refuses a store whose inputs are of another chain and none of the engine's. No table has a
/// column for the chain, so the tracked tokens of two chains could not be told apart, and each engine would pause those of the other.
/// </summary>
/// <remarks>
/// A store with cycles of both chains is accepted. One cycle under a wrong chain must not keep the right engine from its store for ever.
/// </remarks>
internal sealed class ChainCheck(IDiscoveryHistory history)
{
    private string? _accepted;

    /// <summary>
    /// Checks the chain of the stored cycle inputs before this host leads. It unpacks the newest input of each options hash until one has
    /// the engine's chain.
    /// </summary>
    /// <exception cref="InvalidOperationException">The store has cycles of another chain, and none of the engine's.</exception>
    public async ValueTask CheckAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        var own = options.Birdeye.Chain;
        if (_accepted == own)
        {
            return;
        }

        (DateTimeOffset Time, string Chain)? other = null;
        foreach (var cycle in await history.GetNewestOfEachOptionsHashAsync(cancellationToken).ConfigureAwait(false))
        {
            var chain = await ChainOfAsync(cycle, cancellationToken).ConfigureAwait(false);
            if (chain == own)
            {
                _accepted = own;
                return;
            }

            other ??= chain is null ? null : (cycle.CycleTimestamp, chain);
        }

        if (other is { } found)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"The newest cycle in the store, that of {found.Time:O}, is of the chain {found.Chain}, ")
                + $"and Birdeye:Chain is {own}: give each chain a store of its own, by Storage:Schema or another SQLite file. "
                + "This host does not lead.");
        }

        // If no stored input can be unpacked to show its chain, the next check reads again: another host may have written the first one.
    }

    // A cycle has no known chain if retention dropped its input, an older version wrote none, or the input cannot be unpacked.
    private async ValueTask<string?> ChainOfAsync(SnapshotRecord cycle, CancellationToken cancellationToken)
    {
        try
        {
            var block = await history.GetCycleInputAsync(cycle.Id, cancellationToken).ConfigureAwait(false);
            return block.IsEmpty ? null : CycleInputCodec.Unpack(block).Chain;
        }
        catch (Exception unreadable) when (unreadable is not (OperationCanceledException or DiscoveryStoreException))
        {
            return null;
        }
    }
}
