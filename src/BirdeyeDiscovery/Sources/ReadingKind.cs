namespace BirdeyeDiscovery.Sources;

/// <summary>The three outcomes of a question to the API.</summary>
public enum ReadingKind
{
    /// <summary>The API answered with data.</summary>
    Value = 0,

    /// <summary>The API answered that it does not know: 404, <c>data:null</c> or <c>{}</c>.</summary>
    Unknown = 1,

    /// <summary>There was no usable answer.</summary>
    Failed = 2,
}
