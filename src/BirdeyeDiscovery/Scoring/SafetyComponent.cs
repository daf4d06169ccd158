namespace BirdeyeDiscovery;

/// <summary>
/// The safety score starts at 100 and subtracts a penalty for everything that lets somebody take the money; 0 without a valid security
/// answer.
/// </summary>
internal static class SafetyComponent
{
    private const double MissingTop10 = .50;
    private const double MissingCreator = .05;
    private const double MissingFeeOfToken2022 = .01;
    private const double MissingAgeHours = 1;

    public static double Of(in ScoreInputs inputs)
    {
        if (inputs.Security is not { } security)
        {
            return 0;
        }

        var penalty = Authorities(security)
            + Holders(security)
            + Fee(security)
            + Lock(security.LiquidityLock)
            + Age(inputs.AgeHours);
        return Math.Max(0, 100 - penalty);
    }

    /// <summary>How much of the component's input is known, 0 to 1.</summary>
    public static double Known(in ScoreInputs inputs) =>
        inputs.Security is { } known
            ? .40 + Curve.Known(known.Top10Share, .30) + Curve.Known(known.CreatorShare, .10) + Curve.Known(inputs.AgeHours, .20)
            : 0;

    private static double Authorities(SecurityFacts security) =>
        (security.MintAuthorityLive ? 40 : 0) + (security.FreezeAuthorityLive ? 40 : 0) + (security.MutableMetadata is false ? 0 : 5);

    private static double Holders(SecurityFacts security)
    {
        // The owner's share is null for every renounced mint, so the safety score counts a missing one as 0. A missing creator's share has
        // a cautious default.
        var insider = Math.Max(security.CreatorShare ?? MissingCreator, security.OwnerShare ?? 0);
        return (40 * Curve.Clamp01(((security.Top10Share ?? MissingTop10) - .20) / .50)) + (20 * Curve.Clamp01((insider - .01) / .14));
    }

    private static double Fee(SecurityFacts security) =>
        25 * Curve.Clamp01((security.TransferFee ?? (security.IsToken2022 ? MissingFeeOfToken2022 : 0)) / .05);

    private static double Lock(LiquidityLock state) => state switch
    {
        LiquidityLock.Locked => 0,
        LiquidityLock.Unlocked => 15,
        _ => 5,
    };

    private static double Age(double? hours) => 15 * (1 - Curve.LogSaturation(hours ?? MissingAgeHours, .5, 72));
}
