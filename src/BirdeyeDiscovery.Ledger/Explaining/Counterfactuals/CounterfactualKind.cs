using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The kinds of values that a counterfactual changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CounterfactualKind>))]
public enum CounterfactualKind
{
    /// <summary>A figure or fact of the market.</summary>
    Input = 1,

    /// <summary>A counter, hold or peak that earlier cycles or people left.</summary>
    State = 2,

    /// <summary>A key of the configuration.</summary>
    Option = 3,
}
