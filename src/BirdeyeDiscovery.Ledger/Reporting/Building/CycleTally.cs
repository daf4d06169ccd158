namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Counts the figures of a report over a stream of cycles. Memory grows with tokens and spans of time, and not with rows.
/// </summary>
internal sealed class CycleTally
{
    private const int MostFailures = 20;

    private readonly PeriodGrid _grid;
    private readonly PeriodSums[] _periods;
    private readonly Dictionary<(RejectionStage Stage, string Code), int[]> _rejections = [];
    private readonly Queue<CycleFailure> _failures = new();
    private readonly ScoreMeter _meter;

    public CycleTally(PeriodGrid grid, IEnumerable<string> addresses, ScoreEvaluationOptions measuring)
    {
        _grid = grid;
        _periods = [.. Enumerable.Range(0, grid.Count).Select(static _ => new PeriodSums())];
        Histories = new ScoreHistories(addresses, grid);
        _meter = new ScoreMeter(measuring);
    }

    public ScoreHistories Histories { get; }

    public void Add(StoredCycle cycle)
    {
        var period = _grid.IndexOf(cycle.Snapshot.CycleTimestamp);
        _periods[period].Add(cycle);
        Histories.Add(period, cycle);
        foreach (var row in cycle.Rejections)
        {
            if (!_rejections.TryGetValue((row.Stage, row.ReasonCode), out var counts))
            {
                _rejections[(row.Stage, row.ReasonCode)] = counts = new int[_grid.Count];
            }

            counts[period]++;
        }

        if (cycle.Snapshot.Outcome != CycleOutcome.Complete)
        {
            _failures.Enqueue(new CycleFailure(cycle.Snapshot.CycleTimestamp, cycle.Snapshot.Outcome, cycle.Snapshot.Error));
            if (_failures.Count > MostFailures)
            {
                _failures.Dequeue();
            }
        }

        if (cycle.Scores.Count + cycle.Rejections.Count > 0)
        {
            _meter.Add(ObservedCycle.Of(cycle));
        }
    }

    public IReadOnlyList<CyclePeriod> Periods() => [.. _periods.Select((sums, index) => sums.At(_grid.At(index)))];

    public IReadOnlyList<RejectionCount> Rejections() =>
    [
        .. _rejections
            .Select(static pair => new RejectionCount
            {
                Stage = pair.Key.Stage,
                ReasonCode = pair.Key.Code,
                Count = pair.Value.Sum(static count => (long)count),
                ByPeriod = pair.Value,
            })
            .OrderByDescending(static row => row.Count)
            .ThenBy(static row => row.Stage)
            .ThenBy(static row => row.ReasonCode, StringComparer.Ordinal),
    ];

    public IReadOnlyList<CycleFailure> Failures() => [.. _failures.Reverse()];

    public IReadOnlyList<ScoreReport> Scores() => _meter.Report();
}
