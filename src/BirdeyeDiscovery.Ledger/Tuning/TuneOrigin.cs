using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Where a variant comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TuneOrigin>))]
internal enum TuneOrigin
{
    /// <summary>The options now, with which the others are compared.</summary>
    Current,

    /// <summary>The defaults of the library.</summary>
    Default,

    /// <summary>Drawn at random.</summary>
    Random,

    /// <summary>Drawn near the best variant of the fitted part.</summary>
    Refined,

    /// <summary>Given by the caller.</summary>
    Given,
}
