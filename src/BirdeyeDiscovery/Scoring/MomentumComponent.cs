namespace BirdeyeDiscovery;

/// <summary>
/// The momentum score: the price changes, each window relative to its usual spread; a rise counts less when liquidity is low.
/// </summary>
internal static class MomentumComponent
{
    private const double Missing = 25;

    public static double Of(in ScoreInputs inputs, double liquidityScore)
    {
        var raw = (.25 * Window(inputs.Change5mPercent, .05))
            + (.45 * Window(inputs.Change1hPercent, .15))
            + (.30 * Window(inputs.Change24hPercent, .50));
        if (raw <= 50)
        {
            return raw;
        }

        // The momentum score discounts only a rise, because in illiquid tokens a rise tends to reverse.
        var gate = Math.Min(1, Math.Max(.25, liquidityScore / 60));
        return 50 + ((raw - 50) * gate);
    }

    /// <summary>How much of the component's input is known, 0 to 1.</summary>
    public static double Known(in ScoreInputs inputs) =>
        Curve.Known(inputs.Change5mPercent, .25) + Curve.Known(inputs.Change1hPercent, .45) + Curve.Known(inputs.Change24hPercent, .30);

    private static double Window(double? percent, double spread)
    {
        if (percent is not { } known)
        {
            return Missing;
        }

        var logReturn = Math.Log(1 + (Math.Max(known, -99.9) / 100));
        return 50 * (1 + Math.Tanh(logReturn / spread));
    }
}
