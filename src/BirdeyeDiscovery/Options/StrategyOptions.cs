namespace BirdeyeDiscovery.Configuration;

/// <summary>The thresholds of the categories and the strategy of each category.</summary>
public sealed class StrategyOptions
{
    /// <summary>Gets or sets the minimum fully diluted value, in USD, of a blue chip (with liquidity of at least 1e6).</summary>
    /// <value>The default is 1e9; allowed are 0 to 1e18.</value>
    public decimal BluechipMinFdvUsd { get; set; } = 1_000_000_000;

    /// <summary>Gets or sets the minimum fully diluted value, in USD, of a mid cap (with liquidity of at least 2e5).</summary>
    /// <value>The default is 5e7; allowed are 0 to <see cref="BluechipMinFdvUsd"/>.</value>
    public decimal MidcapMinFdvUsd { get; set; } = 50_000_000;

    /// <summary>Gets or sets the strategy type of blue chips.</summary>
    /// <value>The default is <c>momentum</c>; allowed are 1 to 50 characters.</value>
    public string Bluechip { get; set; } = "momentum";

    /// <summary>Gets or sets the strategy type of mid caps.</summary>
    /// <value>The default is <c>aggressive_momentum</c>; allowed are 1 to 50 characters.</value>
    public string Midcap { get; set; } = "aggressive_momentum";

    /// <summary>Gets or sets the strategy type of emerging tokens.</summary>
    /// <value>The default is <c>aggressive_momentum</c>; allowed are 1 to 50 characters.</value>
    public string Emerging { get; set; } = "aggressive_momentum";

    /// <summary>
    /// Gets or sets the configuration with which blue chips enter, as JSON; the key is <c>Strategies:Bluechip:Config</c>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: none; allowed is a JSON object of up to 100,000 characters.</value>
    public string? BluechipConfig { get; set; }

    /// <summary>Gets or sets the configuration with which mid caps enter, as JSON; the key is <c>Strategies:Midcap:Config</c>.</summary>
    /// <value>The default is <see langword="null"/>: none; allowed is a JSON object of up to 100,000 characters.</value>
    public string? MidcapConfig { get; set; }

    /// <summary>
    /// Gets or sets the configuration with which emerging tokens enter, as JSON; the key is <c>Strategies:Emerging:Config</c>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: none; allowed is a JSON object of up to 100,000 characters.</value>
    public string? EmergingConfig { get; set; }

    /// <summary>
    /// Gets or sets how many good cycles in a row a token must measure in another category before it gets that category and its strategy.
    /// </summary>
    /// <value>The default is 0: the token keeps the category of its entry; allowed are 0 to 10,000.</value>
    public int ReevaluateAfterCycles { get; set; }

    /// <summary>Gets or sets the fraction of a threshold by which a token must pass it to change its category.</summary>
    /// <value>The default is 0.1; allowed are 0 to 1.</value>
    public double CategoryBand { get; set; } = .1;
}
