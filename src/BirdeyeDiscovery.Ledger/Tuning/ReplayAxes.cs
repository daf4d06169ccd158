namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Compares the active tokens of a tuning variant's replay with those that were really active, over windows that do not overlap. Tokens on
/// which the replay cannot decide do not count. If only one of the lists has such a token, the window is left out, because the other list
/// has another token in its place. Neither figure is judged: a stricter threshold makes a shorter list, and a shorter one changes by a
/// larger share.
/// </summary>
internal sealed class ReplayAxes
{
    /// <summary>The largest share of undecided active tokens in a variant's replay with which its list is judged.</summary>
    public const double MostUndecided = .05;

    private const int Fewest = 20;

    // The list of active tokens changes slowly: neighbouring cycles of a variant have the same one.
    private static readonly TimeSpan Window = TimeSpan.FromHours(4);

    private readonly PairedWindows _active = new(Fewest);
    private readonly PairedWindows _turnover = new(Fewest);
    private HashSet<string>? _current;
    private HashSet<string>? _variant;
    private long _next = long.MinValue;
    private long _listed;
    private long _listedUndecided;

    public long Undecided { get; private set; }

    public long Cycles { get; private set; }

    /// <summary>
    /// Gets which share of the active tokens of a variant's replay is undecided. Nobody knows whether these tokens would have their places.
    /// </summary>
    public double UndecidedShare => _listed == 0 ? 0 : (double)_listedUndecided / _listed;

    public void Add(ReplayedCycle cycle)
    {
        Cycles++;
        Undecided += cycle.Undecided.Count;
        var undecided = cycle.Undecided.Select(static token => token.Address).ToHashSet(StringComparer.Ordinal);
        _listed += cycle.Active.Count;
        _listedUndecided += cycle.Active.Count(undecided.Contains);
        var ticks = cycle.Plan.Snapshot.CycleTimestamp.UtcTicks;
        if (ticks < _next)
        {
            return;
        }

        _next = ticks + Window.Ticks;
        var current = cycle.StoredActive.ToHashSet(StringComparer.Ordinal);
        var variant = cycle.Active.ToHashSet(StringComparer.Ordinal);
        if (HasUnknownPlace(undecided, current, variant))
        {
            (_current, _variant) = (null, null);
            return;
        }

        List<string> decidedCurrent = [.. current.Except(undecided)], decidedVariant = [.. variant.Except(undecided)];
        _active.Add(decidedCurrent.Count, decidedVariant.Count);
        if (_current is not null)
        {
            _turnover.Add(New(_current, decidedCurrent), New(_variant!, decidedVariant));
        }

        (_current, _variant) = (current, variant);
    }

    /// <summary>Gets whether the replay of a tuning variant cannot decide on a token that only one of the two lists has.</summary>
    public static bool HasUnknownPlace(HashSet<string> undecided, HashSet<string> current, HashSet<string> variant) =>
        undecided.Any(address => current.Contains(address) != variant.Contains(address));

    public IEnumerable<TuneAxis> ToAxes()
    {
        var isKnown = UndecidedShare <= MostUndecided;
        yield return TuneAxis.Of(
            "active tokens", null, _active.Current, _active.Variant, isKnown ? _active.TStatistic : null, isJudged: false);
        yield return TuneAxis.Of(
            "turnover of the list", null, _turnover.Current, _turnover.Variant, isKnown ? _turnover.TStatistic : null, isJudged: false);
    }

    /// <summary>
    /// Replays the held-out part with a tuning variant, and adds the figures that need the replay: active tokens, and turnover of the list.
    /// </summary>
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
            : result with { Axes = [.. result.Axes, .. axes.ToAxes()], Undecided = axes.Undecided, UndecidedShare = axes.UndecidedShare };
    }

    private static double New(HashSet<string> before, List<string> now) =>
        now.Count == 0 ? double.NaN : (double)now.Count(token => !before.Contains(token)) / now.Count;
}
