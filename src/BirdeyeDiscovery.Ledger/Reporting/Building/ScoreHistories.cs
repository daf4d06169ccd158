namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Keeps the scores that a report shows of some tokens: the newest row of each, and for a part of them one point for each span of time.
/// </summary>
internal sealed class ScoreHistories(IEnumerable<string> addresses, PeriodGrid grid)
{
    private readonly Dictionary<string, History> _all = addresses.Distinct(StringComparer.Ordinal)
        .ToDictionary(static address => address, static _ => new History(), StringComparer.Ordinal);

    public void Add(int period, StoredCycle cycle)
    {
        foreach (var score in cycle.Scores)
        {
            if (_all.TryGetValue(score.TokenAddress, out var history))
            {
                history.Add(period, cycle.Snapshot.CycleTimestamp, score);
            }
        }
    }

    public ScoreHistoryEntry? Newest(string address) => _all.GetValueOrDefault(address)?.Newest;

    public IReadOnlyList<ScorePoint> Points(string address) => _all.TryGetValue(address, out var history)
        ? [.. history.Spans.Select(span => new ScorePoint
        {
            Start = grid.At(span.Period),
            Cycles = span.Cycles,
            Lowest = span.Lowest,
            Mean = span.Sum / span.Cycles,
            Highest = span.Highest,
        })]
        : [];

    private sealed class History
    {
        public List<(int Period, int Cycles, double Sum, double Lowest, double Highest)> Spans { get; } = [];

        public ScoreHistoryEntry? Newest { get; private set; }

        public void Add(int period, DateTimeOffset time, ScoreRecord score)
        {
            Newest = new ScoreHistoryEntry(time, score);
            var total = (double)score.TotalScore;
            if (Spans is [.., var last] && last.Period == period)
            {
                Spans[^1] = (
                    period, last.Cycles + 1, last.Sum + total, Math.Min(last.Lowest, total), Math.Max(last.Highest, total));
            }
            else
            {
                Spans.Add((period, 1, total, total, total));
            }
        }
    }
}
