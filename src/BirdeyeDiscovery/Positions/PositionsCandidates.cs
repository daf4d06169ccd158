namespace BirdeyeDiscovery;

/// <summary>The tables that may hold the bot's positions, and the choice among them once their open positions are read. Pure.</summary>
/// <param name="Places">The tables that fit.</param>
/// <param name="Hidden">Why the open positions of a table that fits cannot be seen.</param>
/// <param name="Misfits">The tables that do not fit.</param>
/// <param name="OfOthers">The tables that belong to other engines.</param>
internal sealed record PositionsCandidates(
    IReadOnlyList<PositionsPlace> Places,
    IReadOnlyList<string> Hidden,
    IReadOnlyList<PositionsMisfit> Misfits,
    IReadOnlyList<PositionsTable> OfOthers)
{
    private const string ByKey = "set Positions:Schema and Positions:Table";

    /// <summary>Gets the place of the bot's positions, or the reason why it cannot be used; neither when there is no such table.</summary>
    /// <remarks>
    /// An empty table must not hide one with open positions: the bot writes to the one that has some. Where several have, or where one with
    /// rows cannot be judged, only the configuration can tell which of them is the bot's.
    /// </remarks>
    /// <param name="home">The engine's own schema, whose table is preferred when no position is open.</param>
    /// <param name="open">The open positions of each of the places that could be read.</param>
    public (PositionsPlace? Place, string? Fault) Choose(
        string? home,
        IReadOnlyList<(PositionsPlace Place, IReadOnlyList<OpenPositionGroup> Open)> open)
    {
        if (Hidden.Count > 0)
        {
            return (null, Places.Count + Hidden.Count == 1
                ? Hidden[0]
                : $"{Hidden[0]}; or {ByKey}, because there are several tables of positions");
        }

        var used = Uncovered([.. open.Where(static table => table.Open.Count > 0)]);
        if (used.Count > 1)
        {
            return (null, $"there are several tables with open positions ({Named(used)}), so that no token counts as flat; {ByKey}");
        }

        if (Misfits.Count > 0)
        {
            var (table, why) = (Misfits[0].Table, Misfits[0].Reason);
            return (null, Places.Count == 0 ? why
                : used.Count == 0 ? $"no position is open in {Named(Places)}, but {why}; or {ByKey}"
                : $"positions are open in {Named(used)}, but {table} has rows too, which may be open positions, "
                    + $"so that no token counts as flat: {why}; or {ByKey}");
        }

        if (used.Count == 1)
        {
            return (used[0], null);
        }

        return (Places.FirstOrDefault(place => place.Table.Schema == home) ?? (Places.Count > 0 ? Places[0] : null), null);
    }

    // A view is no candidate for the bot's positions if a table that it reads has all of its open positions. A view with further open
    // positions may read other tables too, so it stays.
    private static List<PositionsPlace> Uncovered(List<(PositionsPlace Place, IReadOnlyList<OpenPositionGroup> Open)> used) =>
    [
        .. used
            .Where(view => !used.Exists(
                table => view.Place.Table.Sources.Contains(table.Place.Table.ToString()) && Covers(table.Open, view.Open)))
            .Select(static table => table.Place),
    ];

    private static bool Covers(IReadOnlyList<OpenPositionGroup> table, IReadOnlyList<OpenPositionGroup> view)
    {
        var counts = table.ToLookup(static position => position.Token?.Trim(), static position => position.Count);
        return view
            .GroupBy(static position => position.Token?.Trim(), static position => position.Count)
            .All(position => position.Sum() <= counts[position.Key].Sum());
    }

    private static string Named(IEnumerable<PositionsPlace> places) =>
        string.Join(", ", places.Select(static place => place.Table.ToString()).Order(StringComparer.Ordinal));
}
