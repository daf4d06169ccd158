namespace BirdeyeDiscovery.Storage;

/// <summary>
/// The default of <see cref="IDiscoveryHistory.GetCyclesAsync"/> for a host's own store: the newest cycles, then the rows of each.
/// </summary>
internal static class NewestCycles
{
    /// <exception cref="NotSupportedException">There are more cycles since the start than the history returns.</exception>
    public static async ValueTask<IReadOnlyList<StoredCycle>> ReadAsync(
        IDiscoveryHistory history, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        const int most = 10_000;
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        var newest = await history.GetSnapshotsAsync(most, cancellationToken).ConfigureAwait(false);
        if (newest.Count == most && newest.Min(static row => row.CycleTimestamp) > from)
        {
            throw new NotSupportedException(
                $"The store {history.GetType().Name} reads only its newest {most:N0} cycles, which do not reach back to {from:u}. "
                + $"Read a shorter period, or implement {nameof(IDiscoveryHistory.GetCyclesAsync)} in the store.");
        }

        var cycles = new List<StoredCycle>();
        foreach (var snapshot in newest
            .Where(row => row.CycleTimestamp >= from && row.CycleTimestamp < to)
            .OrderBy(static row => row.CycleTimestamp)
            .Take(limit))
        {
            cycles.Add(new StoredCycle(
                snapshot,
                await history.GetScoresAsync(snapshot.Id, cancellationToken).ConfigureAwait(false),
                await history.GetRejectionsAsync(snapshot.Id, cancellationToken).ConfigureAwait(false)));
        }

        return cycles;
    }
}
