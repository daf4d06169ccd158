namespace BirdeyeDiscovery.Conformance;

/// <summary>Cycle plans for tests of stores.</summary>
internal static class Plans
{
    public static DateTimeOffset Start { get; } = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the time of the cycle with a number: two minutes apart, with milliseconds that sort.</summary>
    public static DateTimeOffset TimeOf(int cycle) => Start.AddMinutes(2 * cycle).AddMilliseconds(cycle);

    public static CyclePlan Cycle(
        int cycle,
        IReadOnlyList<ScoreRecord>? scores = null,
        IReadOnlyList<RejectionRecord>? rejections = null,
        IReadOnlyList<TrackedToken>? tokens = null,
        IReadOnlyList<LifecycleEvent>? events = null,
        CycleOutcome outcome = CycleOutcome.Complete,
        byte[]? input = null) => new()
        {
            Snapshot = new SnapshotRecord
            {
                CycleTimestamp = TimeOf(cycle),
                DiscoveryFrequencySecs = 120,
                TrendingLimit = 50,
                MinLiquidityUsd = 10_000m,
                MinVolume24hUsd = 25_000m,
                CandidatesCount = scores?.Count ?? 0,
                ScoredCount = scores?.Count ?? 0,
                RejectedCount = rejections?.Count ?? 0,
                DurationMs = 1_500,
                ApiCallsMade = 9,
                ComputeUnits = 270,
                Outcome = outcome,
                Mode = DiscoveryMode.Manage,
                ScoreVersion = "1",
                OptionsHash = "abc",
            },
            Scores = scores ?? [],
            Rejections = rejections ?? [],
            Tokens = tokens ?? [],
            Events = events ?? [],
            Input = input,
        };

    /// <summary>
    /// Gets the plan of a cycle in which everything happens: a score, a rejection, a new token, an event, an input, a shadow score.
    /// </summary>
    public static CyclePlan Full(int cycle, string address = Tokens.Bonk) => Cycle(
        cycle,
        [Score(address)],
        [Rejection("rejected")],
        [Tokens.New(address, "BONK", cycle)],
        [Event(address, LifecycleEventType.Added, cycle, to: TokenStatus.Active)],
        input: [1, 2, 3]) with
    {
        ShadowScores = [Shadow(address)],
    };

    public static ScoreRecord Score(string address, decimal? liquidityUsd = 50_000m, ScoreAction action = ScoreAction.Keep, string reason = ReasonCodes.RankKept) => new()
    {
        TokenAddress = address,
        Symbol = "TOK",
        TotalScore = 71.25m,
        Coverage = 1m,
        LiquidityUsd = liquidityUsd,
        Action = action,
        ActionReason = reason,
    };

    public static ShadowScoreRecord Shadow(string address, string scorer = "depth", decimal total = 12.5m) => new()
    {
        TokenAddress = address,
        Scorer = scorer,
        ScorerVersion = "depth-1",
        OptionsHash = "0000000000000001",
        TotalScore = total,
        MomentumScore = 0m,
        LiquidityScore = 100m,
        SafetyScore = 99.99m,
    };

    public static RejectionRecord Rejection(string address) =>
        new(address, "REJ", RejectionStage.Trending, ReasonCodes.LiquidityLow, 9_999.99m, 10_000m) { LiquidityUsd = 9_999.99m, BestSlotRank = 12 };

    public static LifecycleEvent Event(
        string address, LifecycleEventType type, int cycle, TokenStatus? from = null, TokenStatus? to = null, string reason = ReasonCodes.RankIn) => new()
        {
            TokenAddress = address,
            EventType = type,
            FromStatus = from,
            ToStatus = to,
            Reason = reason,
            CreatedAt = TimeOf(cycle),
        };
}
