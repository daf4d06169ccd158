namespace BirdeyeDiscovery.Configuration;

/// <summary>The location of the bot's positions: a table or view in the database of the store. Read at start.</summary>
/// <remarks>A host with its own <see cref="IOpenPositionSource"/> does not need these options.</remarks>
public sealed class PositionsTableOptions
{
    /// <summary>Gets or sets the schema of the table, if the store has schemas.</summary>
    /// <value>
    /// The default is <see langword="null"/>: every schema is searched, the only table with open positions is read, and no token counts as
    /// flat while there are several, or while another one may have open positions; allowed is <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>.
    /// SQLite has no schemas and ignores it.
    /// </value>
    public string? Schema { get; set; }

    /// <summary>Gets or sets the table or view.</summary>
    /// <value>
    /// The default is <c>positions</c>; allowed is <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>. If there is none with exactly this name, case and
    /// underscores are ignored.
    /// </value>
    public string Table { get; set; } = "positions";

    /// <summary>Gets or sets the column that identifies the token.</summary>
    /// <value>
    /// The default is <c>token</c>; allowed is <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>. If there is none with exactly this name, case and
    /// underscores are ignored.
    /// </value>
    public string TokenColumn { get; set; } = "token";

    /// <summary>Gets or sets what the token column contains.</summary>
    /// <value>The default is <see cref="PositionToken.Auto"/>.</value>
    public PositionToken Token { get; set; } = PositionToken.Auto;

    /// <summary>Gets or sets the column with the closing time, which is <c>NULL</c> while the position is open.</summary>
    /// <remarks>
    /// Only a plausible time closes a position: from 2009-01-03 to a day after now, as a time, as a text that begins with an ISO date, or
    /// as seconds or milliseconds since 1970. In a Boolean column <c>true</c> does. Every other value means that it is open.
    /// </remarks>
    /// <value>
    /// The default is <c>closed_at</c>; allowed is <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>. If there is none with exactly this name, case and
    /// underscores are ignored.
    /// </value>
    public string ClosedAtColumn { get; set; } = "closed_at";

    /// <summary>Gets or sets the state that positions have while the table does not exist.</summary>
    /// <value>
    /// The default is <see cref="PositionState.Unknown"/>: nothing is removed. <see cref="PositionState.Flat"/> is for hosts that do not
    /// trade.
    /// </value>
    public PositionState WithoutTable { get; set; } = PositionState.Unknown;
}
