namespace BirdeyeDiscovery.Configuration;

/// <summary>The settings of a cycle and the rules by which a token enters, stays and leaves.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>Gets or sets the time between the starts of two cycles.</summary>
    /// <value>The default is 2 minutes; allowed are 1 second to 1 day.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how long a cycle may take; it may be longer than the interval.</summary>
    /// <value>The default is 10 minutes; allowed are 1 second to 1 day.</value>
    public TimeSpan CycleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many trending tokens a cycle requests.</summary>
    /// <value>The default is 50; allowed are 1 to 5,000. A page of the API holds 20.</value>
    public int TrendingLimit { get; set; } = 50;

    /// <summary>Gets or sets the minimum liquidity, in USD, of a candidate.</summary>
    /// <value>The default is 10,000; allowed are 0 to 1e15.</value>
    public decimal MinLiquidityUsd { get; set; } = 10_000;

    /// <summary>Gets or sets the minimum volume over 24 hours, in USD, of a candidate.</summary>
    /// <value>The default is 25,000; allowed are 0 to 1e15.</value>
    public decimal MinVolume24hUsd { get; set; } = 25_000;

    /// <summary>Gets or sets the worst slot rank at which a token enters.</summary>
    /// <value>The default is 7; allowed are 1 to 1,000.</value>
    public int ActiveSlots { get; set; } = 7;

    /// <summary>
    /// Gets or sets the worst slot rank at which a token stays, which is also the maximum number of active non-permanent tokens.
    /// </summary>
    /// <value>The default is 10; allowed are <see cref="ActiveSlots"/> to 1,000.</value>
    public int KeepRank { get; set; } = 10;

    /// <summary>
    /// Gets or sets the score that an entry needs; tokens with a lower score are paused after <see cref="PauseAfterCycles"/>.
    /// </summary>
    /// <value>The default is 60; allowed are 0 to 100.</value>
    public decimal PauseBelowScore { get; set; } = 60;

    /// <summary>Gets or sets after how many good cycles in a row below <see cref="PauseBelowScore"/> a token is paused.</summary>
    /// <value>The default is 3; allowed are 1 to 1,000.</value>
    public int PauseAfterCycles { get; set; } = 3;

    /// <summary>Gets or sets the time after which a paused and flat token is removed.</summary>
    /// <value>The default is 1 day; allowed are 0 to 365 days.</value>
    public TimeSpan RemoveAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Gets or sets which candidates are read in full.</summary>
    /// <value>The default is <see cref="EnrichmentMode.Staged"/>.</value>
    /// <remarks>
    /// Both modes decide the same. <see cref="EnrichmentMode.Staged"/> needs a scorer that is an <see cref="IBoundedTokenScorer"/>; with
    /// any other scorer the cycles read all candidates.
    /// </remarks>
    public EnrichmentMode Enrichment { get; set; } = EnrichmentMode.Staged;

    /// <summary>
    /// Gets or sets how often, in good cycles, a staged engine reads all candidates and compares the decisions: an audit cycle.
    /// </summary>
    /// <value>The default is 30; allowed are 0 (never) to 10,000.</value>
    public int AuditEvery { get; set; } = 30;

    /// <summary>Gets or sets the candidates whose candles are read.</summary>
    /// <value>The default is <see cref="CandleScope.Tracked"/>.</value>
    public CandleScope CandlesFor { get; set; } = CandleScope.Tracked;

    /// <summary>Gets or sets the data that a cycle may write.</summary>
    /// <value>The default is <see cref="DiscoveryMode.Manage"/>.</value>
    public DiscoveryMode Mode { get; set; } = DiscoveryMode.Manage;

    /// <summary>Gets or sets the tokens that are tracked from the start.</summary>
    /// <value>The default (<see langword="null"/>) is SOL and JUP, permanent, on solana, and none on another chain.</value>
    public IList<SeedToken>? Seeds { get; set; }

    /// <summary>Gets the settings that keep tokens from entering and leaving repeatedly; all are off by default.</summary>
    public DampingOptions Damping { get; } = new();

    internal DiscoveryOptions Copy() => (DiscoveryOptions)MemberwiseClone();
}
