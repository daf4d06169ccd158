namespace BirdeyeDiscovery.Configuration;

/// <summary>Where the bot keeps its positions: a table or view in the database of the store. Read at start.</summary>
/// <remarks>A host with an <see cref="IOpenPositionSource"/> of its own does not need them.</remarks>
public sealed class PositionsTableOptions
{
    /// <summary>Gets or sets the schema of the table, where the store has schemas.</summary>
    /// <value>The default is <see langword="null"/>: the engine's own, else any other that has the table; allowed is <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>. SQLite has no schemas and ignores it.</value>
    public string? Schema { get; set; }

    /// <summary>Gets or sets the table or view.</summary>
    /// <value>The default is <c>positions</c>; allowed is <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>. Where there is none of exactly this name, capitals and underscores do not count.</value>
    public string Table { get; set; } = "positions";

    /// <summary>Gets or sets the column that says which token.</summary>
    /// <value>The default is <c>token</c>; allowed is <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>. Where there is none of exactly this name, capitals and underscores do not count.</value>
    public string TokenColumn { get; set; } = "token";

    /// <summary>Gets or sets what that column holds.</summary>
    /// <value>The default is <see cref="PositionToken.Auto"/>.</value>
    public PositionToken Token { get; set; } = PositionToken.Auto;

    /// <summary>Gets or sets the column that is <c>NULL</c> while the position is open; an empty text means the same.</summary>
    /// <value>The default is <c>closed_at</c>; allowed is <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>. Where there is none of exactly this name, capitals and underscores do not count.</value>
    public string ClosedAtColumn { get; set; } = "closed_at";

    /// <summary>Gets or sets what is known of positions while the table does not exist.</summary>
    /// <value>
    /// The default is <see cref="PositionState.Unknown"/>: nothing is removed. <see cref="PositionState.Flat"/> is for hosts that trade nothing.
    /// </value>
    public PositionState WithoutTable { get; set; } = PositionState.Unknown;
}
