namespace BirdeyeDiscovery;

/// <summary>The volume score: the real swap volume, which counts only as far as liquidity and wallets can carry it.</summary>
internal static class VolumeComponent
{
    private const double MissingWallets = 200;
    private const double MissingRoundTrip = .5;

    public static double Of(in ScoreInputs inputs)
    {
        // In the volume score, volume above what liquidity and wallets can carry is capped and not penalized. More wash volume then stops
        // helping but never lowers the score, so the curve stays monotone.
        var carried = Math.Min(10 * (inputs.LiquidityUsd ?? 0), 1_000 * (inputs.UniqueWallets24h ?? MissingWallets));
        var effective = Math.Min(inputs.Volume24hUsd ?? 0, carried);
        var roundTrip = inputs.RoundTripShare ?? MissingRoundTrip;
        return 100 * Curve.LogSaturation(effective, 10_000, 5_000_000) * (1 - (.8 * Curve.Clamp01((roundTrip - .4) / .5)));
    }

    /// <summary>How much of the component's input is known, 0 to 1.</summary>
    public static double Known(in ScoreInputs inputs) =>
        Curve.Known(inputs.Volume24hUsd, .60) + Curve.Known(inputs.UniqueWallets24h, .25) + Curve.Known(inputs.RoundTripShare, .15);
}
