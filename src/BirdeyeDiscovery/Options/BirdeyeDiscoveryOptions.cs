using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The options of one engine; the configuration section is <c>BirdeyeDiscovery</c>.</summary>
public sealed class BirdeyeDiscoveryOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string SectionName = "BirdeyeDiscovery";

    /// <summary>Gets the settings of the API.</summary>
    [JsonIgnore]
    public BirdeyeOptions Birdeye { get; } = new();

    /// <summary>Gets the settings of a cycle and the rules by which tokens enter and leave.</summary>
    public DiscoveryOptions Discovery { get; private set; } = new();

    /// <summary>Gets the weights and gates of the score.</summary>
    public ScoringOptions Scoring { get; } = new();

    /// <summary>Gets the categories and their strategies.</summary>
    public StrategyOptions Strategies { get; } = new();

    /// <summary>Gets the settings of the durable store.</summary>
    public StorageOptions Storage { get; } = new();

    /// <summary>Gets the location of the bot's positions, used unless the host has its own <see cref="IOpenPositionSource"/>.</summary>
    [JsonIgnore]
    public PositionsTableOptions Positions { get; } = new();

    /// <summary>Gets the settings of the live view.</summary>
    public CacheOptions Cache { get; } = new();

    /// <summary>
    /// Gets or sets the path of the configuration section that the options were read from; messages use it in the names of keys.
    /// </summary>
    internal string ConfigurationPath { get; set; } = SectionName;

    /// <summary>Gets the full path of an option in the configuration, for messages.</summary>
    /// <param name="key">The path below the section, such as <c>Birdeye:ApiKey</c>.</param>
    internal string PathOf(string key) => ConfigurationPath.Length == 0 ? key : $"{ConfigurationPath}:{key}";

    /// <summary>Gets or sets whether these options were read from a configuration section, and not set by code alone.</summary>
    internal bool IsRead { get; set; }

    /// <summary>
    /// Gets or sets whether the configuration section of these options has no key at all, as a misspelt one has none.
    /// </summary>
    internal bool IsSectionEmpty { get; set; }

    /// <summary>
    /// Gets or sets the values of these options that could not be read, one line per fault; validation reports them before its own
    /// findings.
    /// </summary>
    internal IReadOnlyList<string> ReadErrors { get; set; } = [];

    /// <summary>Gets a copy of these options with changed settings of a cycle; it shares all other settings.</summary>
    internal BirdeyeDiscoveryOptions With(Action<DiscoveryOptions> change)
    {
        var copy = (BirdeyeDiscoveryOptions)MemberwiseClone();
        copy.Discovery = Discovery.Copy();
        change(copy.Discovery);
        return copy;
    }
}
