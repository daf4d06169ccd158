using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Scoring;

/// <summary>Additional information about a score.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<ScoreNotes>))]
public enum ScoreNotes
{
    /// <summary>There is no note.</summary>
    None = 0,

    /// <summary>An input was invalid and counted as missing.</summary>
    InvalidData = 1,

    /// <summary>The price rose by more than 100 % within an hour.</summary>
    OverExtended = 2,

    /// <summary>The volume over 24 hours is more than 20 times the liquidity.</summary>
    HighTurnover = 4,
}
