using System.Globalization;

namespace BirdeyeDiscovery.Benchmarks.Fixtures;

/// <summary>
/// Generates reproducible inputs of the planner: a trending list, ten incumbents on it, and the mix of rejections that a real list has.
/// </summary>
internal static class PlannerFixture
{
    private const int Incumbents = 10;
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static CycleInput Create(int candidates, ITokenScorer scorer)
    {
        var random = new Random(29);
        var facts = new CandidateFacts[candidates];
        for (var i = 0; i < candidates; i++)
        {
            facts[i] = Facts(random, i);
        }

        var options = new BirdeyeDiscoveryOptions();
        options.Discovery.TrendingLimit = candidates;
        return new CycleInput
        {
            CycleTimestamp = Now,
            Chain = "solana",
            Options = options,
            ScoreVersion = scorer.Version,
            OptionsHash = scorer.OptionsHash,
            State = new CycleState
            {
                LastCycle = Now - TimeSpan.FromMinutes(2),
                Tokens = [.. facts.Take(Incumbents).Select(Token)],
                PeakLiquidityUsd = facts.Take(candidates / 2)
                    .ToDictionary(f => f.Address, f => (decimal)(f.LiquidityUsd!.Value * 1.05), StringComparer.Ordinal),
            },
            Candidates = facts,
            ListRead = true,
            ApiCalls = candidates * 2,
            DurationMs = 40_000,
            Epoch = 1,
        };
    }

    private static CandidateFacts Facts(Random random, int index)
    {
        var liquidity = Spread(random, 3e3, 1e8);
        var buys = Spread(random, 5e3, 1e8);
        var sells = buys * (0.5 + random.NextDouble());
        return new CandidateFacts
        {
            // An address has forty-three characters of the alphabet of addresses, so that keys have their real length.
            Address = string.Create(CultureInfo.InvariantCulture, $"Bench{index + 111111:D6}").Replace('0', 'z').PadRight(43, 'x'),
            Symbol = string.Create(CultureInfo.InvariantCulture, $"TOK{index}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"Token number {index}"),
            ListPosition = index + 1,
            LiquidityUsd = liquidity,
            Volume24hUsd = buys + sells,
            FdvUsd = Spread(random, 1e6, 5e9),
            Change5mPercent = (random.NextDouble() * 40) - 20,
            Change1hPercent = (random.NextDouble() * 100) - 50,
            Change24hPercent = (random.NextDouble() * 400) - 90,
            BuyVolume24hUsd = buys,
            SellVolume24hUsd = sells,
            Buys24h = Spread(random, 100, 1e5),
            Sells24h = Spread(random, 100, 1e5),
            Buys1h = Spread(random, 10, 1e4),
            Sells1h = Spread(random, 10, 1e4),
            UniqueWallets24h = Spread(random, 20, 5e4),
            RoundTripShare = random.NextDouble(),
            LastTradeAt = Now - TimeSpan.FromSeconds(5),
            Security = index % 20 == 19 ? null : Security(random),
            SecurityAsked = true,
            MarketAsked = true,
            SwapsAsked = true,
            ListAsOf = Now,
            MarketAsOf = Now,
            SecurityAsOf = Now,
        };
    }

    private static SecurityFacts Security(Random random) => new()
    {
        MintAuthorityLive = random.Next(12) == 0,
        FreezeAuthorityLive = random.Next(12) == 0,
        MutableMetadata = random.Next(2) == 0,
        Top10Share = random.NextDouble() * .8,
        CreatorShare = random.NextDouble() * .2,
        CreatedAt = Now - TimeSpan.FromHours(Spread(random, .5, 20_000)),
    };

    private static TrackedToken Token(CandidateFacts facts, int index) => new()
    {
        Id = index + 1,
        Address = facts.Address,
        Symbol = facts.Symbol,
        Category = TokenCategory.Emerging,
        DiscoveredAt = Now - TimeSpan.FromDays(2),
        Status = index < 7 ? TokenStatus.Active : TokenStatus.Paused,
        StrategyType = "momentum",
        DeactivatedAt = index < 7 ? null : Now - TimeSpan.FromHours(1),
        CreatedAt = Now - TimeSpan.FromDays(2),
        UpdatedAt = Now - TimeSpan.FromMinutes(2),
    };

    private static double Spread(Random random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());
}
