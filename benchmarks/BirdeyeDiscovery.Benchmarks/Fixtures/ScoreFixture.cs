namespace BirdeyeDiscovery.Benchmarks.Fixtures;

/// <summary>Generates reproducible inputs of the scorer, spread over the range of a real trending list, every tenth with gaps.</summary>
internal static class ScoreFixture
{
    public static ScoreInputs[] Create(int count)
    {
        var random = new Random(17);
        var inputs = new ScoreInputs[count];
        for (var i = 0; i < count; i++)
        {
            inputs[i] = One(random, gaps: i % 10 == 9);
        }

        return inputs;
    }

    private static ScoreInputs One(Random random, bool gaps)
    {
        var liquidity = Spread(random, 1e4, 1e8);
        var buys = Spread(random, 1e4, 1e8);
        var sells = buys * (0.5 + random.NextDouble());
        return new ScoreInputs
        {
            LiquidityUsd = liquidity,
            PeakLiquidity60mUsd = gaps ? null : liquidity * (1 + (random.NextDouble() / 2)),
            Volume24hUsd = buys + sells,
            UniqueWallets24h = gaps ? null : Spread(random, 20, 5e4),
            RoundTripShare = gaps ? null : random.NextDouble(),
            Change5mPercent = gaps ? null : (random.NextDouble() * 40) - 20,
            Change1hPercent = (random.NextDouble() * 100) - 50,
            Change24hPercent = (random.NextDouble() * 400) - 90,
            BuyVolume24hUsd = buys,
            SellVolume24hUsd = sells,
            BuyCount24h = Spread(random, 100, 1e5),
            SellCount24h = Spread(random, 100, 1e5),
            Security = new SecurityFacts
            {
                MutableMetadata = random.Next(2) == 0,
                Top10Share = random.NextDouble() * .7,
                CreatorShare = random.NextDouble() * .15,
                IsToken2022 = random.Next(8) == 0,
            },
            AgeHours = gaps ? null : Spread(random, 1, 20_000),
        };
    }

    private static double Spread(Random random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());
}
