namespace BirdeyeDiscovery;

/// <summary>Determines the category of a token (its size class) and the strategy of that category.</summary>
internal static class CategoryRules
{
    private const double BluechipMinLiquidityUsd = 1e6;
    private const double MidcapMinLiquidityUsd = 2e5;

    /// <summary>
    /// Determines the category by both values; a value that is unknown or not a number never lifts a token above emerging.
    /// </summary>
    public static TokenCategory Classify(double? fdvUsd, double? liquidityUsd, StrategyOptions options)
    {
        if (fdvUsd >= (double)options.BluechipMinFdvUsd && liquidityUsd >= BluechipMinLiquidityUsd)
        {
            return TokenCategory.Bluechip;
        }

        return fdvUsd >= (double)options.MidcapMinFdvUsd && liquidityUsd >= MidcapMinLiquidityUsd
            ? TokenCategory.Midcap
            : TokenCategory.Emerging;
    }

    /// <summary>
    /// Determines the category of a token that has one: to leave it, one or both values must be beyond the threshold by the band.
    /// </summary>
    public static TokenCategory ClassifyFrom(TokenCategory current, double? fdvUsd, double? liquidityUsd, StrategyOptions options)
    {
        return Reaches(TokenCategory.Bluechip, (double)options.BluechipMinFdvUsd, BluechipMinLiquidityUsd) ? TokenCategory.Bluechip
            : Reaches(TokenCategory.Midcap, (double)options.MidcapMinFdvUsd, MidcapMinLiquidityUsd) ? TokenCategory.Midcap
            : TokenCategory.Emerging;

        bool Reaches(TokenCategory category, double minFdvUsd, double minLiquidityUsd)
        {
            // The category Bluechip has the lowest number. A token that is in this category, or in a higher class, may fall below the
            // threshold by the band. Any other token must exceed the threshold by the band.
            var factor = current <= category ? 1 - options.CategoryBand : 1 + options.CategoryBand;
            return fdvUsd >= minFdvUsd * factor && liquidityUsd >= minLiquidityUsd * factor;
        }
    }

    /// <summary>Gets the configuration of the strategy that a token gets by its category when it enters, or null.</summary>
    public static string? ConfigFor(TokenCategory category, StrategyOptions options) => category switch
    {
        TokenCategory.Bluechip => options.BluechipConfig,
        TokenCategory.Midcap => options.MidcapConfig,
        TokenCategory.Emerging => options.EmergingConfig,
        _ => null,
    };

    /// <summary>
    /// Gets whether a text can configure the strategy that a token gets by its category: a JSON object that every store can keep.
    /// </summary>
    public static bool IsConfig(string json) => json.AsSpan().TrimStart().StartsWith("{") && StrategyJson.Fault(json) is null;

    /// <exception cref="ArgumentOutOfRangeException">The category is not one of the three.</exception>
    public static string StrategyFor(TokenCategory category, StrategyOptions options) => category switch
    {
        TokenCategory.Bluechip => options.Bluechip,
        TokenCategory.Midcap => options.Midcap,
        TokenCategory.Emerging => options.Emerging,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Allowed are Bluechip, Midcap and Emerging."),
    };
}
