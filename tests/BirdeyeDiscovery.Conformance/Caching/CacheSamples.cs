namespace BirdeyeDiscovery.Conformance;

/// <summary>Values the suite publishes.</summary>
internal static class CacheSamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TokenScoreView Score(string address, string symbol = "BONK", decimal total = 71.25m, DateTimeOffset? at = null) => new()
    {
        Address = address,
        Symbol = symbol,
        Category = "midcap",
        Status = "active",
        TotalScore = total,
        MomentumScore = 60.5m,
        Rank = 1,
        SlotRank = 1,
        Coverage = 0.95m,
        Action = "keep",
        ActionReason = "RANK_KEPT",
        Timestamp = (at ?? Now).ToUnixTimeSeconds(),
        CandlesKey = address,
    };

    public static LiveUpdate Cycle(DateTimeOffset at, params TokenScoreView[] scores) => new()
    {
        View = new LiveView
        {
            CycleTimestamp = at,
            Outcome = CycleOutcome.Complete,
            CandidateCount = scores.Length + 3,
            ActiveTokens = [.. scores.Select(score => score.Address)],
            Scores = scores,
        },
        ScoreLifetime = TimeSpan.FromSeconds(120),
        CandlesLifetime = TimeSpan.FromHours(48),
    };

    public static LiveUpdate WithCandles(params CandleUpdate[] candles) => Cycle(Now) with { Candles = candles };

    /// <summary>Five-minute candles by bucket number, with the close given.</summary>
    public static CandleUpdate FiveMinutes(string name, params (int Bucket, double Close)[] candles) =>
        new(name, CandleInterval.FiveMinutes, [.. candles.Select(candle => At(candle.Bucket, candle.Close))]);

    public static Candle At(int bucket, double close) => new(1_700_000_100L + (300L * bucket), 1, Math.Max(1, close), Math.Min(1, close), close, 1234.5);

    public static Reading<SampleAnswer> Answer(string text, DateTimeOffset? asOf = null) =>
        Reading<SampleAnswer>.Of(new SampleAnswer { Text = text, Number = 1.5, Lines = { "a", "b" } }, asOf ?? Now);

    public static Reading<SampleAnswer> Failure() =>
        Reading<SampleAnswer>.Failed(new SourceFailure { Kind = SourceFailureKind.Server, Call = "Security", Status = 500, Detail = "HTTP 500" }, Now);
}
