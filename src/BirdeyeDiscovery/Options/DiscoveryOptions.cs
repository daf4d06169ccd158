namespace BirdeyeDiscovery.Configuration;

/// <summary>How a cycle runs and by which rules a token enters, stays and leaves.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>Gets or sets the time between the starts of two cycles.</summary>
    /// <value>The default is 2 minutes; allowed are 1 second to 1 day.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how long a cycle may take; it may outlast the interval.</summary>
    /// <value>The default is 10 minutes; allowed are 1 second to 1 day.</value>
    public TimeSpan CycleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many trending tokens a cycle asks for.</summary>
    /// <value>The default is 50; allowed are 1 to 5,000. The API's page holds 20.</value>
    public int TrendingLimit { get; set; } = 50;

    /// <summary>Gets or sets the least liquidity, in USD, of a candidate.</summary>
    /// <value>The default is 10,000; allowed are 0 to 1e15.</value>
    public decimal MinLiquidityUsd { get; set; } = 10_000;

    /// <summary>Gets or sets the least volume of 24 hours, in USD, of a candidate.</summary>
    /// <value>The default is 25,000; allowed are 0 to 1e15.</value>
    public decimal MinVolume24hUsd { get; set; } = 25_000;

    /// <summary>Gets or sets the worst slot rank that enters.</summary>
    /// <value>The default is 7; allowed are 1 to 1,000.</value>
    public int ActiveSlots { get; set; } = 7;

    /// <summary>Gets or sets the worst slot rank that stays, which is also the most non-permanent tokens that can be active.</summary>
    /// <value>The default is 10; allowed are <see cref="ActiveSlots"/> to 1,000.</value>
    public int KeepRank { get; set; } = 10;

    /// <summary>Gets or sets the score below which a token is on its way out, and which an entry needs.</summary>
    /// <value>The default is 60; allowed are 0 to 100.</value>
    public decimal PauseBelowScore { get; set; } = 60;

    /// <summary>Gets or sets how many good cycles in a row below the line pause a token.</summary>
    /// <value>The default is 3; allowed are 1 to 1,000.</value>
    public int PauseAfterCycles { get; set; } = 3;

    /// <summary>Gets or sets after how long a paused and flat token is removed.</summary>
    /// <value>The default is 1 day; allowed are 0 to 365 days.</value>
    public TimeSpan RemoveAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Gets or sets for which candidates candles are read.</summary>
    /// <value>The default is <see cref="CandleScope.Tracked"/>.</value>
    public CandleScope CandlesFor { get; set; } = CandleScope.Tracked;

    /// <summary>Gets or sets what a cycle may write.</summary>
    /// <value>The default is <see cref="DiscoveryMode.Manage"/>.</value>
    public DiscoveryMode Mode { get; set; } = DiscoveryMode.Manage;

    /// <summary>Gets or sets the tokens that are tracked from the start.</summary>
    /// <value>The default (<see langword="null"/>) is SOL and JUP, permanent, on solana, and none on another chain.</value>
    public IList<SeedToken>? Seeds { get; set; }

    /// <summary>Gets the dampers against flapping; all are off by default.</summary>
    public DampingOptions Damping { get; } = new();
}
