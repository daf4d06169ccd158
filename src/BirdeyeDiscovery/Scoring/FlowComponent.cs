namespace BirdeyeDiscovery;

/// <summary>Scores the flow of a token: buys against sells, and the number of wallets that swap.</summary>
internal static class FlowComponent
{
    private const double MissingShare = .45;
    private const double MissingWallets = 200;

    public static double Of(in ScoreInputs inputs)
    {
        // The smaller of the two buy shares counts for the flow score. It is cheap to fake the value or the number of the trades, but less
        // so to fake both.
        var share = Math.Min(
            BuyShare(inputs.BuyVolume24hUsd, inputs.SellVolume24hUsd, 2_500),
            BuyShare(inputs.BuyCount24h, inputs.SellCount24h, 10));
        return (.6 * 50 * (1 + Math.Tanh(((2 * share) - 1) / .25)))
            + (.4 * 100 * Curve.LogSaturation(inputs.UniqueWallets24h ?? MissingWallets, 50, 5_000));
    }

    /// <summary>How much of the component's input is known, 0 to 1.</summary>
    public static double Known(in ScoreInputs inputs) =>
        (inputs.BuyVolume24hUsd is not null && inputs.SellVolume24hUsd is not null ? .36 : 0)
        + (inputs.BuyCount24h is not null && inputs.SellCount24h is not null ? .24 : 0)
        + Curve.Known(inputs.UniqueWallets24h, .40);

    // The flow score adds the pseudo-count to the buys and to the sells, so that the buy share of a small sample stays near one half.
    private static double BuyShare(double? buys, double? sells, double pseudo) =>
        buys is { } buy && sells is { } sell ? (buy + pseudo) / (buy + sell + (2 * pseudo)) : MissingShare;
}
