using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Tuning;

/// <summary>
/// A generated market with five components that come and go alike. The price follows one of them, or none. Tokens come and go, and prices
/// are followed for a while.
/// </summary>
internal static class TuneMarket
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private const double Persistence = .97;

    private static readonly (double Mean, double Spread)[] Scales = [(55, 10), (60, 8), (55, 10), (80, 6), (55, 10)];

    /// <summary>Makes cycles.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="cycles">The number of cycles.</param>
    /// <param name="edge">The drift of a step for each component, in standard deviations of a step; none when null.</param>
    /// <param name="slots">The number of listed tokens.</param>
    public static List<ObservedCycle> Make(int seed, int cycles, double[]? edge = null, int slots = 30)
    {
        var random = new Random(seed);
        var made = 0;
        var listed = Enumerable.Range(0, slots).Select(_ => New()).ToArray();
        var gone = new Queue<(int Until, State Token)>();
        var scorer = new TokenScorer(new ScoringOptions());
        var result = new List<ObservedCycle>(cycles);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            while (gone.TryPeek(out var oldest) && oldest.Until < cycle)
            {
                gone.Dequeue();
            }

            result.Add(new ObservedCycle
            {
                Timestamp = Start + (cycle * Interval),
                ScoreVersion = scorer.Version,
                OptionsHash = "h",
                Tokens = [.. listed.Select(token => token.Observed(scorer)), .. gone.Select(static left => left.Token.Observed(null))],
            });
            foreach (var token in listed.Concat(gone.Select(static left => left.Token)))
            {
                var drift = edge is null ? 0 : token.Values.Zip(edge, static (value, weight) => value * weight).Sum();
                token.Log += .01 * (drift + (Normal(random) * (random.NextDouble() < .02 ? 5 : 1)));
                for (var index = 0; index < token.Values.Length; index++)
                {
                    token.Values[index] = (Persistence * token.Values[index]) + (Math.Sqrt(1 - (Persistence * Persistence)) * Normal(random));
                }
            }

            for (var slot = 0; slot < slots; slot++)
            {
                if (random.NextDouble() < 1.0 / 80)
                {
                    gone.Enqueue((cycle + 12, listed[slot]));
                    listed[slot] = New();
                }
            }
        }

        return result;

        State New() => new(FormattableString.Invariant($"token{made++}"), [.. Scales.Select(_ => Normal(random))]);
    }

    public static TuneSource Source(IReadOnlyList<ObservedCycle> cycles) => (from, to) =>
        cycles.Where(cycle => cycle.Timestamp >= from && cycle.Timestamp < to).ToAsyncEnumerable();

    public static TunePlan Plan(IReadOnlyList<ObservedCycle> cycles, int seed = 1) => new()
    {
        From = cycles[0].Timestamp,
        To = cycles[^1].Timestamp.AddMilliseconds(1),
        Seed = seed,
        Horizon = TimeSpan.FromMinutes(6),
        Measure = new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(6)], MaxPriceDelay = TimeSpan.FromMinutes(2) },
    };

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class State(string address, double[] values)
    {
        public double[] Values => values;

        public double Log { get; set; }

        public ObservedToken Observed(TokenScorer? scorer)
        {
            var parts = values.Zip(Scales, static (value, scale) => Math.Clamp(scale.Mean + (scale.Spread * value), 0, 100)).ToArray();
            var price = Math.Exp(Log);
            return scorer is null
                ? new ObservedToken { Address = address, PriceUsd = price, LiquidityUsd = 50_000 }
                : new ObservedToken
                {
                    Address = address,
                    PriceUsd = price,
                    LiquidityUsd = 50_000,
                    Total = scorer.Total(parts[0], parts[1], parts[2], parts[3], parts[4]),
                    Momentum = parts[0],
                    Liquidity = parts[1],
                    Volume = parts[2],
                    Safety = parts[3],
                    Flow = parts[4],
                };
        }
    }
}
