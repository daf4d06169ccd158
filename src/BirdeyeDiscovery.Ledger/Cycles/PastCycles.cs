namespace BirdeyeDiscovery.Ledger;

/// <summary>Finds and reads past cycles in the history of a store, with their inputs, for the ledger.</summary>
/// <param name="history">The history.</param>
/// <param name="scorer">Makes the scorer of a cycle from its options.</param>
/// <param name="policy">The host's strategy policy, or null.</param>
/// <param name="chain">Gets the chain of the engine that asks.</param>
internal sealed class PastCycles(
    IDiscoveryHistory history, Func<ScoringOptions, ITokenScorer> scorer, IStrategyPolicy? policy, Func<string> chain)
{
    public IDiscoveryHistory History => history;

    /// <summary>Gets a reader of past cycles over another history.</summary>
    public PastCycles With(IDiscoveryHistory other) => new(other, scorer, policy, chain);

    /// <summary>Finds the last past cycle up to a time; the newest one if no time is given.</summary>
    /// <exception cref="LedgerException">There is none.</exception>
    public async ValueTask<SnapshotRecord> FindAsync(DateTimeOffset? at, CancellationToken cancellationToken)
    {
        if (at is not { } time)
        {
            var newest = await history.GetSnapshotsAsync(1, cancellationToken).ConfigureAwait(false);
            return newest.Count > 0 ? newest[0] : throw NoCycles();
        }

        if (await history.FindSnapshotAsOfAsync(time, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var first = await history.GetSnapshotsAfterAsync(0, 1, cancellationToken).ConfigureAwait(false);
        throw first.Count == 0
            ? NoCycles()
            : new LedgerException(
                LedgerFault.BeforeFirstCycle,
                FormattableString.Invariant($"There is no cycle up to {time:O}. The first cycle is of {first[0].CycleTimestamp:O}."));
    }

    /// <summary>Reads the stored input of a past cycle.</summary>
    /// <exception cref="LedgerException">It is not stored, not readable, or of another chain.</exception>
    public async ValueTask<PastCycle> ReadAsync(SnapshotRecord snapshot, CancellationToken cancellationToken) =>
        await TryReadAsync(snapshot, cancellationToken).ConfigureAwait(false)
        ?? throw new LedgerException(
            LedgerFault.NoStoredInput,
            FormattableString.Invariant(
                $"The input of the cycle of {snapshot.CycleTimestamp:O} is not stored. ")
            + "Retention dropped it, or an older version wrote the cycle.");

    /// <summary>Reads the stored input of a past cycle, or null if it is not stored.</summary>
    /// <exception cref="LedgerException">It is not readable, or of another chain.</exception>
    public async ValueTask<PastCycle?> TryReadAsync(SnapshotRecord snapshot, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> block;
        CycleInput input;
        try
        {
            block = await history.GetCycleInputAsync(snapshot.Id, cancellationToken).ConfigureAwait(false);
            if (block.IsEmpty)
            {
                return null;
            }

            input = CycleInputCodec.Unpack(block);
        }
        catch (InvalidDataException unreadable)
        {
            throw new LedgerException(
                LedgerFault.UnreadableInput,
                FormattableString.Invariant(
                    $"The input of the cycle of {snapshot.CycleTimestamp:O} cannot be read: {unreadable.Message}"),
                unreadable);
        }

        var own = chain();
        return input.Chain == own
            ? new PastCycle(snapshot, input, scorer(input.Options.Scoring), policy)
            : throw new LedgerException(
                LedgerFault.OtherChain,
                FormattableString.Invariant(
                    $"The cycle of {snapshot.CycleTimestamp:O} is of the chain {input.Chain}, and this engine reads {own}. ")
                + "Ask with an engine of that chain.");
    }

    private static LedgerException NoCycles() => new(LedgerFault.NoCycles, "The store has no cycle yet.");
}
