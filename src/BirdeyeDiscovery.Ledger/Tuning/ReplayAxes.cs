namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Compares the active tokens of a replay with those that were really active, over windows that do not overlap. Tokens on which the replay
/// cannot decide count for neither.
/// </summary>
internal sealed class ReplayAxes
{
    private const int Fewest = 20;

    // The list changes slowly: neighbouring cycles have the same one.
    private static readonly TimeSpan Window = TimeSpan.FromHours(4);

    private readonly PairedWindows _active = new(Fewest);
    private readonly PairedWindows _turnover = new(Fewest);
    private HashSet<string>? _current;
    private HashSet<string>? _variant;
    private long _next = long.MinValue;

    public long Undecided { get; private set; }

    public long Cycles { get; private set; }

    public void Add(ReplayedCycle cycle)
    {
        Cycles++;
        Undecided += cycle.Undecided.Count;
        var ticks = cycle.Plan.Snapshot.CycleTimestamp.UtcTicks;
        if (ticks < _next)
        {
            return;
        }

        _next = ticks + Window.Ticks;
        var current = cycle.StoredActive.ToHashSet(StringComparer.Ordinal);
        var variant = cycle.Active.ToHashSet(StringComparer.Ordinal);
        var undecided = cycle.Undecided.Select(static token => token.Address).ToHashSet(StringComparer.Ordinal);
        List<string> decidedCurrent = [.. current.Except(undecided)], decidedVariant = [.. variant.Except(undecided)];
        _active.Add(decidedCurrent.Count, decidedVariant.Count);
        if (_current is not null)
        {
            _turnover.Add(New(_current, decidedCurrent), New(_variant!, decidedVariant));
        }

        (_current, _variant) = (current, variant);
    }

    public IEnumerable<TuneAxis> ToAxes()
    {
        yield return TuneAxis.Of("active tokens", null, _active);
        yield return TuneAxis.Of("turnover of the list", null, _turnover, isLowerBetter: true);
    }

    /// <summary>Replays the part that was held out with a variant, and adds the axes that need it.</summary>
    public static async Task<TuneResult> AddAsync(
        TuneResult result,
        TunePlan plan,
        TuneVariant variant,
        ICycleReplayer replayer,
        Action<long>? progress,
        CancellationToken cancellationToken)
    {
        var axes = new ReplayAxes();
        var change = new ReplayChange { Configure = variant.Apply };
        try
        {
            await foreach (var cycle in replayer.ReplayAsync(change, plan.Boundary, plan.To.AddMilliseconds(-1), cancellationToken)
                .ConfigureAwait(false))
            {
                axes.Add(cycle);
                progress?.Invoke(axes.Cycles);
            }
        }
        catch (LedgerException unanswered)
        {
            return result with { NotReplayed = unanswered.Message };
        }

        return axes.Cycles == 0
            ? result with { NotReplayed = "No input of a cycle of this part is stored." }
            : result with { Axes = [.. result.Axes, .. axes.ToAxes()], Undecided = axes.Undecided };
    }

    private static double New(HashSet<string> before, List<string> now) =>
        now.Count == 0 ? double.NaN : (double)now.Count(token => !before.Contains(token)) / now.Count;
}
