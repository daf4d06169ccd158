namespace BirdeyeDiscovery;

/// <summary>Replaces impossible inputs of the score by missing ones, so that the components receive only finite values in range.</summary>
internal static class InputCheck
{
    // The sum of two such amounts is finite, and no curve of the score distinguishes larger ones.
    private const double Most = 1e18;

    public static ScoreInputs Clean(in ScoreInputs inputs, out bool anyInvalid)
    {
        var invalid = false;
        var clean = new ScoreInputs
        {
            LiquidityUsd = Amount(inputs.LiquidityUsd, ref invalid),
            PeakLiquidity60mUsd = Amount(inputs.PeakLiquidity60mUsd, ref invalid),
            Volume24hUsd = Amount(inputs.Volume24hUsd, ref invalid),
            UniqueWallets24h = Amount(inputs.UniqueWallets24h, ref invalid),
            RoundTripShare = Share(inputs.RoundTripShare, ref invalid),
            Change5mPercent = Change(inputs.Change5mPercent, ref invalid),
            Change1hPercent = Change(inputs.Change1hPercent, ref invalid),
            Change24hPercent = Change(inputs.Change24hPercent, ref invalid),
            BuyVolume24hUsd = Amount(inputs.BuyVolume24hUsd, ref invalid),
            SellVolume24hUsd = Amount(inputs.SellVolume24hUsd, ref invalid),
            BuyCount24h = Amount(inputs.BuyCount24h, ref invalid),
            SellCount24h = Amount(inputs.SellCount24h, ref invalid),
            Security = inputs.Security is { } security ? Clean(in security, ref invalid) : null,
        };
        anyInvalid = invalid;
        return clean;
    }

    private static SecurityInputs Clean(in SecurityInputs security, ref bool invalid) => security with
    {
        Top10Share = Share(security.Top10Share, ref invalid),
        CreatorShare = Share(security.CreatorShare, ref invalid),
        OwnerShare = Share(security.OwnerShare, ref invalid),
        TransferFee = Share(security.TransferFee, ref invalid),
        AgeHours = Amount(security.AgeHours, ref invalid),
    };

    private static double? Amount(double? value, ref bool invalid)
    {
        if (value is not { } known)
        {
            return null;
        }

        if (double.IsFinite(known) && known >= 0)
        {
            return Math.Min(known, Most);
        }

        invalid = true;
        return null;
    }

    // An input share of the score above 1 is never read as a percentage: 30 is invalid, not 30 %.
    private static double? Share(double? value, ref bool invalid)
    {
        if (value is null or (>= 0 and <= 1))
        {
            return value;
        }

        invalid = true;
        return null;
    }

    // A fall of more than 100 % is kept for the floor of the momentum curve. As a missing value it would score better than a fall of 90 %.
    private static double? Change(double? value, ref bool invalid)
    {
        if (value is not { } known || double.IsFinite(known))
        {
            return value;
        }

        invalid = true;
        return null;
    }
}
