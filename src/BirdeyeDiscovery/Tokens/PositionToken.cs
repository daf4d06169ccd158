using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Configuration;

/// <summary>The ways in which the bot's positions identify their token.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PositionToken>))]
public enum PositionToken
{
    /// <summary>
    /// By its foreign key, its type and its values: a foreign key to <c>tracked_tokens</c> says it; whole numbers with a foreign key to
    /// another table are no row numbers; those without one are, if each number in the column is that of a tracked token; in any other
    /// column each value is an address, a symbol or such a number. What cannot be told apart is an error, and no token counts as flat.
    /// </summary>
    Auto = 0,

    /// <summary>By the mint address.</summary>
    Address = 1,

    /// <summary>By a symbol that the token has or had; an open position of another token with this symbol counts as open too.</summary>
    Symbol = 2,

    /// <summary>
    /// By the number of the token's row, <c>tracked_tokens.id</c>, which does not change when the token migrates or returns.
    /// </summary>
    Id = 3,
}
