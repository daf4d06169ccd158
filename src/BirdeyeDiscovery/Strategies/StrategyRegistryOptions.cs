namespace BirdeyeDiscovery.Strategies;

/// <summary>Options for how live strategies follow the store.</summary>
public sealed class StrategyRegistryOptions
{
    /// <summary>
    /// Gets or sets the time between two reads of the store, by the host's clock: a change on another host is live within it.
    /// </summary>
    /// <value>The default is 5 seconds; allowed are 100 milliseconds to 1 hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
