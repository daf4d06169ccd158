namespace BirdeyeDiscovery;

/// <summary>Computes how much of the score's input was known, weighted by its influence.</summary>
internal static class Coverage
{
    public static double Of(in ScoreInputs inputs)
    {
        var momentum = If(inputs.Change5mPercent, .25) + If(inputs.Change1hPercent, .45) + If(inputs.Change24hPercent, .30);
        var volume = If(inputs.Volume24hUsd, .60) + If(inputs.UniqueWallets24h, .25) + If(inputs.RoundTripShare, .15);
        var flow = (inputs.BuyVolume24hUsd is not null && inputs.SellVolume24hUsd is not null ? .36 : 0)
            + (inputs.BuyCount24h is not null && inputs.SellCount24h is not null ? .24 : 0)
            + If(inputs.UniqueWallets24h, .40);
        var security = inputs.Security is { } known
            ? .40 + If(known.Top10Share, .30) + If(known.CreatorShare, .10) + If(known.AgeHours, .20)
            : 0;
        var coverage = (.20 * momentum) + If(inputs.LiquidityUsd, .25) + (.15 * volume) + (.15 * flow) + (.25 * security);

        // Every sum of the shares of the score's coverage is a multiple of .0005. Rounding removes only the error of the addition, which
        // would otherwise decide at the threshold of .80.
        return Curve.Clamp01(Math.Round(coverage, 4));
    }

    private static double If(double? value, double share) => value is null ? 0 : share;
}
