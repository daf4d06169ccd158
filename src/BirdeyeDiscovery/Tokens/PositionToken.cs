namespace BirdeyeDiscovery.Configuration;

/// <summary>How the bot's positions name their token.</summary>
public enum PositionToken
{
    /// <summary>By whatever the column holds: a column of whole numbers by the row's number, any other by each value as an address, a symbol or a number.</summary>
    Auto = 0,

    /// <summary>By the mint address.</summary>
    Address = 1,

    /// <summary>By a symbol that the token has or had; an open position of a namesake counts as open too.</summary>
    Symbol = 2,

    /// <summary>By the number of the token's row, <c>tracked_tokens.id</c>, which stays its own when the token migrates or returns.</summary>
    Id = 3,
}
