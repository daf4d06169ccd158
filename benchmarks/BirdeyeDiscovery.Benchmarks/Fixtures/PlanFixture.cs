using System.Globalization;

namespace BirdeyeDiscovery.Benchmarks.Fixtures;

/// <summary>
/// Generates reproducible cycles as a store receives them: score rows with all their figures, rejections, seven tracked tokens, an event,
/// and an input block of the usual size.
/// </summary>
internal static class PlanFixture
{
    public const int Slots = 7;

    private const int InputBytes = 16 * 1024;

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Input = Bytes();

    /// <summary>Gets a cycle. The first one inserts the tracked tokens, and all others update them.</summary>
    public static CyclePlan Create(int cycle, int candidates)
    {
        var time = Start.AddMinutes(2 * cycle);
        var random = new Random(cycle);
        var rejections = candidates / 2;
        return new CyclePlan
        {
            Snapshot = new SnapshotRecord
            {
                CycleTimestamp = time,
                DiscoveryFrequencySecs = 120,
                TrendingLimit = 50,
                MinLiquidityUsd = 10_000,
                MinVolume24hUsd = 25_000,
                CandidatesCount = candidates,
                ScoredCount = candidates,
                RejectedCount = rejections,
                DurationMs = 40_000,
                ApiCallsMade = 110,
                ComputeUnits = 2_500,
                Outcome = CycleOutcome.Complete,
                Mode = DiscoveryMode.Manage,
                ScoreVersion = "1",
                OptionsHash = "0123456789abcdef",
            },
            Scores = [.. Enumerable.Range(0, candidates).Select(index => Score(random, index))],
            Rejections = [.. Enumerable.Range(candidates, rejections).Select(static index =>
                new RejectionRecord(Address(index), Symbol(index), RejectionStage.Trending, ReasonCodes.LiquidityLow, 9_123.45m, 10_000m))],
            Tokens = [.. Enumerable.Range(0, Slots).Select(index => Token(index, cycle, time))],
            Events = [new LifecycleEvent
            {
                TokenAddress = Address(0),
                EventType = LifecycleEventType.Paused,
                FromStatus = TokenStatus.Active,
                ToStatus = TokenStatus.Paused,
                Reason = ReasonCodes.ScoreLow,
                CreatedAt = time,
            }],
            Input = Input,
        };
    }

    /// <summary>Gets only the rows of a cycle that the first design also has.</summary>
    public static CyclePlan SeedOnly(CyclePlan plan) =>
        plan with { Rejections = [], Events = [], Input = default, Snapshot = plan.Snapshot with { RejectedCount = 0 } };

    public static string Address(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"Bench{index + 111111:D6}").Replace('0', 'z').PadRight(43, 'x');

    private static string Symbol(int index) => string.Create(CultureInfo.InvariantCulture, $"TOK{index}");

    private static ScoreRecord Score(Random random, int index) => new()
    {
        TokenAddress = Address(index),
        Symbol = Symbol(index),
        TotalScore = Figure(random, 100, 2),
        MomentumScore = Figure(random, 100, 2),
        LiquidityScore = Figure(random, 100, 2),
        VolumeScore = Figure(random, 100, 2),
        SafetyScore = Figure(random, 100, 2),
        FlowScore = Figure(random, 100, 2),
        Rank = index + 1,
        SlotRank = index + 1,
        Coverage = Figure(random, 1, 4),
        PriceChange5m = Figure(random, 40, 4),
        PriceChange1h = Figure(random, 100, 4),
        PriceChange24h = Figure(random, 400, 4),
        LiquidityUsd = Figure(random, 5e6, 2),
        Volume24hUsd = Figure(random, 5e7, 2),
        BuySellImbalance = Figure(random, 1, 4),
        Action = index < Slots ? ScoreAction.Keep : ScoreAction.Skip,
        ActionReason = index < Slots ? ReasonCodes.RankKept : ReasonCodes.RankOut,
    };

    private static TrackedToken Token(int index, int cycle, DateTimeOffset time) => new()
    {
        Address = Address(index),
        Symbol = Symbol(index),
        Name = string.Create(CultureInfo.InvariantCulture, $"Token number {index}"),
        Category = TokenCategory.Midcap,
        FdvUsd = 60_000_000,
        LiquidityUsd = 400_000,
        DiscoveredAt = Start,
        DiscoveryScore = 81.5m,
        DiscoveryRank = index + 1,
        Status = TokenStatus.Active,
        StatusReason = ReasonCodes.RankIn,
        StrategyType = "aggressive_momentum",
        LastScoredAt = time,
        StatusCycles = cycle,
        Revision = cycle,
        CreatedAt = Start,
        UpdatedAt = time,
    };

    private static decimal Figure(Random random, double scale, int decimals) =>
        Math.Round((decimal)(random.NextDouble() * scale), decimals);

    // The bytes are random, because a compressed block does not compress again.
    private static byte[] Bytes()
    {
        var bytes = new byte[InputBytes];
        new Random(17).NextBytes(bytes);
        return bytes;
    }
}
