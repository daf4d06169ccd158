namespace BirdeyeDiscovery;

/// <summary>The tables that may hold the bot's positions, and the choice among them once their open positions are read. Pure.</summary>
/// <param name="Places">The tables that fit.</param>
/// <param name="Hidden">Why the open positions of a table that fits cannot be seen.</param>
/// <param name="Misfits">Why a table does not fit.</param>
/// <param name="OfOthers">The tables that belong to other engines.</param>
internal sealed record PositionsCandidates(
    IReadOnlyList<PositionsPlace> Places,
    IReadOnlyList<string> Hidden,
    IReadOnlyList<string> Misfits,
    IReadOnlyList<PositionsTable> OfOthers)
{
    private const string ByKey = "set Positions:Schema and Positions:Table";

    /// <summary>Gets the place, or the reason why it cannot be used; neither when there is no such table.</summary>
    /// <remarks>
    /// An empty table must not hide one with open positions: the bot writes to the one that has some. Where several have, or where one
    /// cannot be judged, only the configuration can tell which of them is the bot's.
    /// </remarks>
    /// <param name="home">The engine's own schema, whose table is preferred when no position is open.</param>
    /// <param name="open">The open positions of each of the places that could be read.</param>
    public (PositionsPlace? Place, string? Fault) Choose(
        string? home,
        IReadOnlyList<(PositionsPlace Place, IReadOnlyList<OpenPositionGroup> Open)> open)
    {
        if (Hidden.Count > 0)
        {
            return (null, Places.Count + Hidden.Count == 1 ? Hidden[0] : $"{Hidden[0]}; or {ByKey}, because there are several tables of positions");
        }

        var used = open.Where(static table => table.Open.Count > 0).Select(static table => table.Place).ToList();
        if (used.Count > 1)
        {
            return (null, $"there are several tables with open positions ({Named(used)}), so that no token counts as flat; {ByKey}");
        }

        if (used.Count == 1)
        {
            return (used[0], null);
        }

        if (Misfits.Count > 0)
        {
            return (null, Places.Count == 0 ? Misfits[0] : $"no position is open in {Named(Places)}, but {Misfits[0]}; or {ByKey}");
        }

        return (Places.FirstOrDefault(place => place.Table.Schema == home) ?? (Places.Count > 0 ? Places[0] : null), null);
    }

    private static string Named(IEnumerable<PositionsPlace> places) =>
        string.Join(", ", places.Select(static place => place.Table.ToString()).Order(StringComparer.Ordinal));
}
