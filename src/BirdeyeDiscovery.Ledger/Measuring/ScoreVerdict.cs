using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Whether a factor predicts returns.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreVerdict>))]
public enum ScoreVerdict
{
    /// <summary>There are too few tokens or too few independent windows to tell.</summary>
    NotEnoughData,

    /// <summary>No relation was found.</summary>
    No,

    /// <summary>Higher values were followed by higher returns.</summary>
    Yes,

    /// <summary>Higher values were followed by lower returns.</summary>
    Reversed,
}
