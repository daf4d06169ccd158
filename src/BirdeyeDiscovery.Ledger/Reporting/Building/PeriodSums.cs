namespace BirdeyeDiscovery.Ledger;

/// <summary>Sums the cycles of one span of the report's period.</summary>
internal sealed class PeriodSums
{
    private int _cycles;
    private int _failed;
    private int _degraded;
    private long _scored;
    private long _tracked;
    private long _rejected;
    private int _entered;
    private int _left;
    private long _calls;
    private int _mostCalls;
    private long _units;
    private long _mostUnits;
    private long _duration;
    private int _longest;

    public void Add(StoredCycle cycle)
    {
        var row = cycle.Snapshot;
        _cycles++;
        _failed += row.Outcome == CycleOutcome.Failed ? 1 : 0;
        _degraded += row.Outcome == CycleOutcome.Degraded ? 1 : 0;
        _scored += cycle.Scores.Count;
        _rejected += cycle.Rejections.Count;
        foreach (var score in cycle.Scores)
        {
            _tracked += score.Action is ScoreAction.Add or ScoreAction.Keep ? 1 : 0;
        }

        _entered += row.TokensAdded;
        _left += row.TokensRemoved;
        _calls += row.ApiCallsMade;
        _mostCalls = Math.Max(_mostCalls, row.ApiCallsMade);
        _units += row.ComputeUnits;
        _mostUnits = Math.Max(_mostUnits, row.ComputeUnits);
        _duration += row.DurationMs;
        _longest = Math.Max(_longest, row.DurationMs);
    }

    public CyclePeriod At(DateTimeOffset start) => new()
    {
        Start = start,
        Cycles = _cycles,
        Failed = _failed,
        Degraded = _degraded,
        Scored = _scored,
        Tracked = _tracked,
        Rejected = _rejected,
        Entered = _entered,
        Left = _left,
        ApiCalls = _calls,
        MostApiCalls = _mostCalls,
        ComputeUnits = _units,
        MostComputeUnits = _mostUnits,
        DurationMs = _duration,
        LongestMs = _longest,
    };
}
