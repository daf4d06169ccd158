namespace BirdeyeDiscovery;

/// <summary>Chooses the table of positions and its columns from those of the database. Pure.</summary>
/// <remarks>
/// An exact name is preferred. Otherwise capitals and underscores are ignored, because object-relational mappers write
/// <c>"Positions"."ClosedAt"</c>. Without a configured schema, the engine's own comes first, then all others. Two tables that fit equally
/// well are a fault: a wrong guess could hide a position.
/// </remarks>
internal static class PositionsSearch
{
    /// <summary>Gets the form in which names are compared if no exact match is found.</summary>
    public static string Loose(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Gets the place, or the reason why it cannot be used; neither when there is no such table.</summary>
    public static (PositionsPlace? Place, string? Fault) Find(
        PositionsTableOptions options,
        string? home,
        IReadOnlyList<PositionsTable> found)
    {
        if (found.Count == 0)
        {
            return (null, null);
        }

        var isNamed = options.Schema is not null && home is not null;
        var first = isNamed ? Nearest(found, table => table.Schema!, options.Schema!) : [.. found.Where(table => table.Schema == home)];
        var places = Places(options, first);
        if (places.Count == 0 && !isNamed)
        {
            places = Places(options, found);
        }

        if (places.Count == 0)
        {
            return isNamed && first.Count == 0 ? (null, null) : (null, WithoutColumns(options, first.Count > 0 ? first[0] : found[0]));
        }

        var nearest = Nearest(places, static place => place.Table.Name, options.Table);
        return nearest.Count > 1
            ? (null, $"there are several tables of positions ({string.Join(", ", nearest.Select(static place => place.Table.ToString()).Order(StringComparer.Ordinal))}); "
                + "set Positions:Schema and Positions:Table")
            : Usable(nearest[0]) is { } fault ? (null, fault) : (nearest[0], null);
    }

    private static List<T> Nearest<T>(IReadOnlyList<T> all, Func<T, string> name, string wanted)
    {
        var exact = all.Where(item => name(item) == wanted).ToList();
        return exact.Count > 0 ? exact : [.. all.Where(item => Loose(name(item)) == Loose(wanted))];
    }

    private static string WithoutColumns(PositionsTableOptions options, PositionsTable table) =>
        $"{table} has no columns '{options.TokenColumn}' and '{options.ClosedAtColumn}', it has {string.Join(", ", table.Columns.Select(static column => $"'{column.Name}'"))}; "
            + "set Positions:TokenColumn and Positions:ClosedAtColumn";

    private static List<PositionsPlace> Places(PositionsTableOptions options, IEnumerable<PositionsTable> tables) =>
        [.. tables.Select(table => Place(options, table)).OfType<PositionsPlace>()];

    private static string? Usable(PositionsPlace place) =>
        place.ClosedAt.IsRequired ? $"{place.Table}.{place.ClosedAt.Name} is NOT NULL, so that it cannot say which positions are open; set Positions:ClosedAtColumn"
        : place.Table.HidesRows ? $"row-level security of {place.Table} may hide open positions from this role; let it read a view that shows them all, and name that in Positions:Table"
        : null;

    private static PositionsPlace? Place(PositionsTableOptions options, PositionsTable table) =>
        Column(table, options.TokenColumn) is { } token && Column(table, options.ClosedAtColumn) is { } closedAt
            ? new PositionsPlace(table, token, closedAt)
            : null;

    private static PositionsColumn? Column(PositionsTable table, string name) =>
        Nearest(table.Columns, static column => column.Name, name) is [var only] ? only : null;
}
