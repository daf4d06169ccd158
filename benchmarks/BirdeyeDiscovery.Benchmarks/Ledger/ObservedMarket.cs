using System.Globalization;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Benchmarks.Ledger;

/// <summary>Generates a reproducible stream of cycles whose tokens come and go; all five components are known.</summary>
internal static class ObservedMarket
{
    public const int Slots = 50;

    /// <summary>The mean number of cycles that a token is scored.</summary>
    private const int Dwell = 240;

    public static IEnumerable<ObservedCycle> Read(int cycles)
    {
        var random = new Random(41);
        var start = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        var addresses = new string[Slots];
        var logs = new double[Slots];
        var made = 0;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var tokens = new ObservedToken[Slots];
            for (var slot = 0; slot < Slots; slot++)
            {
                if (cycle == 0 || random.Next(Dwell) == 0)
                {
                    addresses[slot] = string.Create(CultureInfo.InvariantCulture, $"Bench{++made:D6}").PadRight(43, 'x');
                }

                logs[slot] += (random.NextDouble() - .5) / 100;
                tokens[slot] = new ObservedToken
                {
                    Address = addresses[slot],
                    Total = Score(random),
                    Momentum = Score(random),
                    Liquidity = Score(random),
                    Volume = Score(random),
                    Safety = Score(random),
                    Flow = Score(random),
                    IsTracked = slot < 10,
                    PriceUsd = Math.Exp(logs[slot]),
                    LiquidityUsd = 50_000,
                };
            }

            yield return new ObservedCycle
            {
                Timestamp = start.AddMinutes(2 * cycle),
                ScoreVersion = "1",
                OptionsHash = "bench",
                Tokens = tokens,
            };
        }
    }

    // Two decimals, as scores are stored.
    private static double Score(Random random) => Math.Round(random.NextDouble() * 100, 2);
}
