using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The kind of an answer of the live view.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LiveAnswerKind>))]
public enum LiveAnswerKind
{
    /// <summary>
    /// The cache did not answer, or its entry cannot be read: nothing is known. This is no reason to trade, nor to stop holding.
    /// </summary>
    Unavailable = 0,

    /// <summary>The cache answered that there is no value: it was not published, or it expired.</summary>
    Missing = 1,

    /// <summary>There is a value.</summary>
    Found = 2,
}
