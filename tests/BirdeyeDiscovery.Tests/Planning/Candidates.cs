namespace BirdeyeDiscovery.Tests;

/// <summary>Candidates that pass every gate with a stated score; see <see cref="StatedScorer"/>.</summary>
internal static class Candidates
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static CandidateFacts Token(string name, double score, double coverage = 1, double liquidity = 100_000) => new()
    {
        Address = Address(name),
        Symbol = name,
        Name = name,
        ListPosition = 1,
        LiquidityUsd = liquidity,
        Volume24hUsd = 1_000_000,
        UniqueWallets24h = score,
        RoundTripShare = coverage,
        Security = new SecurityFacts { CreatedAt = Start.AddDays(-100), MutableMetadata = false },
        SecurityAsked = true,
        MarketAsked = true,
        CandlesAsked = true,
        SwapsAsked = true,
    };

    /// <summary>Tokens A1, A2 and on, each two points below the one before.</summary>
    public static CandidateFacts[] Ladder(int count, double best = 95, string prefix = "A") =>
        [.. Enumerable.Range(1, count).Select(place => Token($"{prefix}{place}", best - (2 * (place - 1))))];

    public static string Address(string name) => name.PadRight(40, 'x');

    public static CandidateFacts Failing(this CandidateFacts facts) => facts with { FailedCalls = ["Overview"] };
}
