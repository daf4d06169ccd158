using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>The three results of a request to the API.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReadingKind>))]
public enum ReadingKind
{
    /// <summary>The API answered with data.</summary>
    Value = 0,

    /// <summary>The API answered that the value is not known: 404, <c>data:null</c> or <c>{}</c>.</summary>
    Unknown = 1,

    /// <summary>There was no usable answer.</summary>
    Failed = 2,
}
