namespace BirdeyeDiscovery;

/// <summary>The size class of a token and the strategy that the class gets.</summary>
internal static class CategoryRules
{
    private const double BluechipMinLiquidityUsd = 1e6;
    private const double MidcapMinLiquidityUsd = 2e5;

    /// <summary>Classifies by both values; what is not known, or not a number, never lifts a token above emerging.</summary>
    public static TokenCategory Classify(double? fdvUsd, double? liquidityUsd, StrategyOptions options)
    {
        if (fdvUsd >= (double)options.BluechipMinFdvUsd && liquidityUsd >= BluechipMinLiquidityUsd)
        {
            return TokenCategory.Bluechip;
        }

        return fdvUsd >= (double)options.MidcapMinFdvUsd && liquidityUsd >= MidcapMinLiquidityUsd ? TokenCategory.Midcap : TokenCategory.Emerging;
    }

    /// <exception cref="ArgumentOutOfRangeException">The category is none of the three.</exception>
    public static string StrategyFor(TokenCategory category, StrategyOptions options) => category switch
    {
        TokenCategory.Bluechip => options.Bluechip,
        TokenCategory.Midcap => options.Midcap,
        TokenCategory.Emerging => options.Emerging,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Allowed are Bluechip, Midcap and Emerging."),
    };
}
