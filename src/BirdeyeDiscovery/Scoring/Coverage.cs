namespace BirdeyeDiscovery;

/// <summary>Computes how much of the score's input was known, weighted by its influence.</summary>
internal static class Coverage
{
    public static double Of(in ScoreInputs inputs)
    {
        var coverage = (.20 * MomentumComponent.Known(in inputs)) + (.25 * LiquidityComponent.Known(in inputs))
            + (.15 * VolumeComponent.Known(in inputs)) + (.15 * FlowComponent.Known(in inputs)) + (.25 * SafetyComponent.Known(in inputs));

        // Every sum of the shares of the score's coverage is a multiple of .0005. Rounding removes only the error of the addition, which
        // would otherwise decide at the threshold of .80.
        return Curve.Clamp01(Math.Round(coverage, 4));
    }

    /// <summary>The share of an input, if it is known. The shares of a component add up to 1.</summary>
    public static double If(double? value, double share) => value is null ? 0 : share;
}
