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

    /// <summary>
    /// Classifies a token that has a category: to leave it, both values or one of them must lie beyond the threshold by the band.
    /// </summary>
    public static TokenCategory ClassifyFrom(TokenCategory current, double? fdvUsd, double? liquidityUsd, StrategyOptions options)
    {
        return Reaches(TokenCategory.Bluechip, (double)options.BluechipMinFdvUsd, BluechipMinLiquidityUsd) ? TokenCategory.Bluechip
            : Reaches(TokenCategory.Midcap, (double)options.MidcapMinFdvUsd, MidcapMinLiquidityUsd) ? TokenCategory.Midcap
            : TokenCategory.Emerging;

        bool Reaches(TokenCategory category, double minFdvUsd, double minLiquidityUsd)
        {
            // Bluechip is the lowest number. Who is there already may fall below the line by the band, who is not must rise above it.
            var factor = current <= category ? 1 - options.CategoryBand : 1 + options.CategoryBand;
            return fdvUsd >= minFdvUsd * factor && liquidityUsd >= minLiquidityUsd * factor;
        }
    }

    /// <summary>Gets the configuration that tokens of a category enter with, or null.</summary>
    public static string? ConfigFor(TokenCategory category, StrategyOptions options) => category switch
    {
        TokenCategory.Bluechip => options.BluechipConfig,
        TokenCategory.Midcap => options.MidcapConfig,
        TokenCategory.Emerging => options.EmergingConfig,
        _ => null,
    };

    /// <summary>Says whether a text is a configuration of a category: a JSON object that every store can keep.</summary>
    public static bool IsConfig(string json) => json.AsSpan().TrimStart().StartsWith("{") && StrategyJson.Fault(json) is null;

    /// <exception cref="ArgumentOutOfRangeException">The category is none of the three.</exception>
    public static string StrategyFor(TokenCategory category, StrategyOptions options) => category switch
    {
        TokenCategory.Bluechip => options.Bluechip,
        TokenCategory.Midcap => options.Midcap,
        TokenCategory.Emerging => options.Emerging,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Allowed are Bluechip, Midcap and Emerging."),
    };
}
