using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Everything that can be configured about one engine; the configuration section is <c>BirdeyeDiscovery</c>.</summary>
public sealed class BirdeyeDiscoveryOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string SectionName = "BirdeyeDiscovery";

    /// <summary>Gets how the API is reached.</summary>
    [JsonIgnore]
    public BirdeyeOptions Birdeye { get; } = new();

    /// <summary>Gets how a cycle runs and who enters and leaves.</summary>
    public DiscoveryOptions Discovery { get; } = new();

    /// <summary>Gets the weights and gates of the score.</summary>
    public ScoringOptions Scoring { get; } = new();

    /// <summary>Gets the categories and their strategies.</summary>
    public StrategyOptions Strategies { get; } = new();

    /// <summary>Gets the settings of the durable store.</summary>
    public StorageOptions Storage { get; } = new();

    /// <summary>Gets where the bot keeps its positions, unless the host has its own <see cref="IOpenPositionSource"/>.</summary>
    [JsonIgnore]
    public PositionsTableOptions Positions { get; } = new();

    /// <summary>Gets the settings of the live view.</summary>
    public CacheOptions Cache { get; } = new();

    /// <summary>The path of the section that the options were read from; messages name keys by it.</summary>
    internal string ConfigurationPath { get; set; } = SectionName;

    /// <summary>What could not be read, one line per fault; validation reports it before its own findings.</summary>
    internal IReadOnlyList<string> ReadErrors { get; set; } = [];
}
