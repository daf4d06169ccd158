using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The size class of a token; it determines the default strategy.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TokenCategory>))]
public enum TokenCategory
{
    /// <summary>The tokens with the largest fully diluted value and liquidity.</summary>
    Bluechip = 1,

    /// <summary>The tokens in between.</summary>
    Midcap = 2,

    /// <summary>All other tokens, including those whose fully diluted value is not known.</summary>
    Emerging = 3,
}
