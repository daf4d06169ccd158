namespace BirdeyeDiscovery;

/// <summary>
/// The weight options of <see cref="ScoringOptions"/>, divided by their sum. They are copied once, so that later changes of the options do
/// not affect a running scorer.
/// </summary>
internal readonly record struct ScoreWeights(double Momentum, double Liquidity, double Volume, double Safety, double Flow)
{
    /// <exception cref="ArgumentException">A weight is negative or not finite, or none is above 0.</exception>
    public static ScoreWeights From(ScoringOptions options)
    {
        var max = 0d;
        Check(options.MomentumWeight, nameof(ScoringOptions.MomentumWeight), ref max);
        Check(options.LiquidityWeight, nameof(ScoringOptions.LiquidityWeight), ref max);
        Check(options.VolumeWeight, nameof(ScoringOptions.VolumeWeight), ref max);
        Check(options.SafetyWeight, nameof(ScoringOptions.SafetyWeight), ref max);
        Check(options.FlowWeight, nameof(ScoringOptions.FlowWeight), ref max);
        if (max == 0)
        {
            throw new ArgumentException("All weights of the score are 0; at least one must be above 0.", nameof(options));
        }

        // The weights of the options are divided by the largest one first, because the sum of finite weights may not be finite.
        var scaled = new ScoreWeights(
            options.MomentumWeight / max,
            options.LiquidityWeight / max,
            options.VolumeWeight / max,
            options.SafetyWeight / max,
            options.FlowWeight / max);
        var sum = scaled.Momentum + scaled.Liquidity + scaled.Volume + scaled.Safety + scaled.Flow;
        return new ScoreWeights(scaled.Momentum / sum, scaled.Liquidity / sum, scaled.Volume / sum, scaled.Safety / sum, scaled.Flow / sum);
    }

    private static void Check(double weight, string name, ref double max)
    {
        if (!double.IsFinite(weight) || weight < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{name} is {weight}; allowed are finite numbers of at least 0."), name);
        }

        max = Math.Max(max, weight);
    }
}
