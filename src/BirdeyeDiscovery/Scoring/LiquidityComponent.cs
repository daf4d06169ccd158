namespace BirdeyeDiscovery;

/// <summary>The liquidity score: how much can be sold into the liquidity, and whether the liquidity is being drained.</summary>
internal static class LiquidityComponent
{
    public static double Of(in ScoreInputs inputs)
    {
        var liquidity = inputs.LiquidityUsd ?? 0;
        return 100 * Curve.LogSaturation(liquidity, 5_000, 500_000) * DrainFactor(liquidity, inputs.PeakLiquidity60mUsd);
    }

    /// <summary>How much of the component's input is known, 0 to 1.</summary>
    public static double Known(in ScoreInputs inputs) =>
        Curve.Known(inputs.LiquidityUsd, 1);

    private static double DrainFactor(double liquidity, double? peak) =>
        peak is > 0 ? Curve.Clamp01((Math.Min(1, liquidity / peak.Value) - .5) / .4) : 1;
}
