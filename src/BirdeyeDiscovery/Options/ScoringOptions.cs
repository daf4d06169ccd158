namespace BirdeyeDiscovery.Configuration;

/// <summary>The weights of the five components and the thresholds of the gates.</summary>
public sealed class ScoringOptions
{
    /// <summary>Gets or sets the weight of momentum.</summary>
    /// <value>The default is .20. Weights must be finite and at least 0, and at least one above 0; they are divided by their sum.</value>
    public double MomentumWeight { get; set; } = .20;

    /// <summary>Gets or sets the weight of liquidity.</summary>
    /// <value>The default is .25.</value>
    public double LiquidityWeight { get; set; } = .25;

    /// <summary>Gets or sets the weight of volume.</summary>
    /// <value>The default is .15.</value>
    public double VolumeWeight { get; set; } = .15;

    /// <summary>Gets or sets the weight of safety.</summary>
    /// <value>The default is .25.</value>
    public double SafetyWeight { get; set; } = .25;

    /// <summary>Gets or sets the weight of trade flow.</summary>
    /// <value>The default is .15.</value>
    public double FlowWeight { get; set; } = .15;

    /// <summary>Gets or sets the minimum coverage for a rank and an entry.</summary>
    /// <value>The default is .80; allowed are 0 to 1.</value>
    public double MinCoverage { get; set; } = .80;

    /// <summary>Gets or sets the highest allowed transfer fee, as a fraction.</summary>
    /// <value>The default is .10; allowed are 0 to 1.</value>
    public double MaxTransferFee { get; set; } = .10;

    /// <summary>Gets or sets the highest allowed share of the ten largest holders, as a fraction.</summary>
    /// <value>The default is .70; allowed are 0 to 1.</value>
    public double MaxTop10Share { get; set; } = .70;

    /// <summary>Gets or sets the highest allowed share of the creator or owner, as a fraction.</summary>
    /// <value>The default is .15; allowed are 0 to 1.</value>
    public double MaxCreatorShare { get; set; } = .15;

    /// <summary>Gets or sets the minimum age of a token.</summary>
    /// <value>The default is 1 hour; allowed are 0 to 30 days.</value>
    public TimeSpan MinAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how many buys within an hour, without any sell, lead to the rejection of a token.</summary>
    /// <value>The default is 50; allowed are 1 to 1,000,000.</value>
    public int NoSellsMinBuys { get; set; } = 50;

    /// <summary>
    /// Gets the addresses that never enter, in addition to the built-in quote coins, stable coins and liquid-staking tokens.
    /// </summary>
    public ISet<string> DenyList { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Gets the addresses for which a live mint or freeze authority is accepted.</summary>
    public ISet<string> AuthorityAllowList { get; } = new HashSet<string>(StringComparer.Ordinal);
}
