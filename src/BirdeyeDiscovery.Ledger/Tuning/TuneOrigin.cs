using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The origin of a variant in a tuning search.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TuneOrigin>))]
internal enum TuneOrigin
{
    /// <summary>The variant has the options now, with which the others are compared.</summary>
    Current,

    /// <summary>The variant of the search has the default options of the library.</summary>
    Default,

    /// <summary>The variant was drawn at random.</summary>
    Random,

    /// <summary>The variant was drawn near the best variant of the fitted part.</summary>
    Refined,

    /// <summary>The caller gave the variant.</summary>
    Given,
}
