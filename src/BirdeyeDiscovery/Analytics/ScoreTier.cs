using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Analytics;

/// <summary>Specifies a range of total scores.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreTier>))]
public enum ScoreTier
{
    /// <summary>80 and above.</summary>
    Excellent = 1,

    /// <summary>From 60 to below 80.</summary>
    Good = 2,

    /// <summary>Below 60.</summary>
    Poor = 3,

    /// <summary>No score was stored when the trade was opened.</summary>
    Unscored = 4,
}
