using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The steps of a cycle at which two tokens can part.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonStep>))]
public enum ComparisonStep
{
    /// <summary>Both tokens have the same decision and reason.</summary>
    Nowhere = 0,

    /// <summary>One of them was not read.</summary>
    List = 1,

    /// <summary>A gate stopped one of them.</summary>
    Gate = 2,

    /// <summary>One of them could not be ranked, or was not read in full.</summary>
    Data = 3,

    /// <summary>Both were ranked; the score and the rank part them.</summary>
    Rank = 4,

    /// <summary>The status before the cycle, a counter, a hold or a slot parts them.</summary>
    Standing = 5,
}
