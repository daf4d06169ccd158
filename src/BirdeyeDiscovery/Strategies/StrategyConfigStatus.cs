using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Strategies;

/// <summary>The status of a strategy's configuration that was read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StrategyConfigStatus>))]
internal enum StrategyConfigStatus
{
    /// <summary>The token has no configuration: the strategy uses its behavior without one.</summary>
    None = 1,

    /// <summary>The strategy configuration was read and passed the validator.</summary>
    Valid = 2,

    /// <summary>The strategy configuration cannot be read, or did not pass the validator. Nothing replaces it.</summary>
    Invalid = 3,
}
