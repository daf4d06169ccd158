using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Makes variants of the weights of the five components: at least 0, in thousandths, with a sum of 1.</summary>
internal static class WeightVariants
{
    private const int Whole = 1_000;

    private static readonly string[] Keys =
    [
        "Scoring:MomentumWeight", "Scoring:LiquidityWeight", "Scoring:VolumeWeight", "Scoring:SafetyWeight", "Scoring:FlowWeight",
    ];

    public static int Components => Keys.Length;

    /// <summary>Makes a tuning variant of the weights that options have.</summary>
    public static TuneVariant Of(TuneOrigin origin, ScoringOptions options)
    {
        var weights = ScoreWeights.From(options);
        return Of(origin, [weights.Momentum, weights.Liquidity, weights.Volume, weights.Safety, weights.Flow]);
    }

    /// <summary>Draws the weights of a tuning variant uniformly from all that are possible.</summary>
    public static TuneVariant Draw(Random random) => Of(TuneOrigin.Random, Simplex(random));

    /// <summary>Gets a tuning variant whose weights are a blend of those of another variant and of weights drawn at random.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="random">The generator.</param>
    /// <param name="share">The share of the random ones, 0 to 1.</param>
    public static TuneVariant Near(TuneVariant variant, Random random, double share)
    {
        var weights = Simplex(random);
        for (var index = 0; index < Keys.Length; index++)
        {
            var own = double.Parse(variant.Options[Keys[index]], CultureInfo.InvariantCulture);
            weights[index] = ((1 - share) * own) + (share * weights[index]);
        }

        return Of(TuneOrigin.Refined, weights);
    }

    public static TokenScorer ScorerOf(TuneVariant variant)
    {
        var options = new BirdeyeDiscoveryOptions();
        variant.Apply(options);
        return new TokenScorer(options.Scoring);
    }

    private static TuneVariant Of(TuneOrigin origin, double[] weights)
    {
        // The weights of a variant are whole thousandths by the largest remainder, so that the sum is exact and the values can be pasted.
        var parts = weights.Select(static weight => (int)Math.Floor((weight * Whole) + 1e-9)).ToArray();
        var order = Enumerable.Range(0, parts.Length).OrderByDescending(index => Math.Round((weights[index] * Whole) - parts[index], 9))
            .ThenBy(static index => index).ToArray();
        for (int missing = Whole - parts.Sum(), index = 0; index < missing; index++)
        {
            parts[order[index]]++;
        }

        return TuneVariant.Of(origin, Keys.Zip(
            parts, static (key, part) => KeyValuePair.Create(key, ((double)part / Whole).ToString("0.###", CultureInfo.InvariantCulture))));
    }

    // Random weights of a variant: exponential values divided by their sum are uniform on the simplex.
    private static double[] Simplex(Random random)
    {
        var weights = new double[Keys.Length];
        for (var index = 0; index < weights.Length; index++)
        {
            weights[index] = -Math.Log(1 - random.NextDouble());
        }

        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
