namespace BirdeyeDiscovery.Conformance;

/// <summary>Tracked tokens and texts for tests of stores.</summary>
internal static class Tokens
{
    public const string Bonk = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";
    public const string Wif = "EKpQGSJtjMFqKZ9KQanSqYXRcF8fBopzLHYxdM65zcjm";

    /// <summary>Gets texts that break what is glued together instead of passed as a parameter; each fits a symbol's 20 characters.</summary>
    public static IReadOnlyList<string> HostileTexts { get; } =
    [
        "'; DROP TABLE t;--", "O'Brien \"x\" `y`", "🚀🌕👩‍👩‍👧", "مرحبا", "\u202Egnp.exe", "<script>1</script>", "a\\b\r\n\tc", "%_*?[a]", "$1 :p @p ?1 {0}", "\u001b[31mred", " ", "NULL",
    ];

    public static TrackedToken New(string address, string symbol, int cycle, TokenStatus status = TokenStatus.Active) => new()
    {
        Address = address,
        Symbol = symbol,
        Category = TokenCategory.Emerging,
        DiscoveredAt = Plans.TimeOf(cycle),
        DiscoveryScore = 87.5m,
        DiscoveryRank = 3,
        Status = status,
        StatusReason = ReasonCodes.RankIn,
        StrategyType = "aggressive_momentum",
    };

    /// <summary>Gets a token with every column set, to the edge where there is one.</summary>
    public static TrackedToken Everything(string address, int cycle) => New(address, "EVERYTHING_20_CHARS_", cycle, TokenStatus.Paused) with
    {
        Name = new string('n', 96) + "🚀\"'",
        Category = TokenCategory.Midcap,
        FdvUsd = 1_000_000_000_000_000_000m,
        LiquidityUsd = 1_234_567_890_123.45m,
        DiscoveryScore = 100m,
        DiscoveryRank = int.MaxValue,
        StatusReason = "SCORE_LOW: below 60 in 3 cycles",
        IsPermanent = true,
        StrategyConfig = """{"rsi_oversold": 35, "text": "it's \"quoted\" 🚀", "nested": {"a": [1, 2.5, null, true]}}""",
        ActivatedAt = Plans.TimeOf(cycle).AddDays(-1).AddMilliseconds(1),
        DeactivatedAt = Plans.TimeOf(cycle).AddMilliseconds(999),
        LastScoredAt = Plans.TimeOf(cycle),
        LowScoreCycles = 3,
        MissingDataCycles = 15,
        StatusCycles = int.MaxValue,
        FirstCandleAt = Plans.TimeOf(cycle).AddDays(-2),
        NextCategory = TokenCategory.Bluechip,
        CategoryCycles = int.MaxValue,
    };
}
