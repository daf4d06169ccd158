namespace BirdeyeDiscovery;

/// <summary>Finds the tables that may hold the bot's positions, and their columns, among those of the database. Pure.</summary>
/// <remarks>
/// Capitals and underscores are ignored, because object-relational mappers write <c>"Positions"."ClosedAt"</c>. Where a schema is
/// configured, or where the store has none, a table with exactly the configured name that fits is the only one; otherwise every table with
/// such a name is a candidate, because a wrong guess could hide a position. So is a view beside the table that it reads: it may leave rows
/// out.
/// </remarks>
internal static class PositionsSearch
{
    /// <summary>
    /// Gets the form in which names of tables and columns are compared in the search for the bot's positions if no exact match is found.
    /// </summary>
    public static string Loose(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Gets the candidates for the bot's table of positions.</summary>
    public static PositionsCandidates Find(PositionsTableOptions options, string? home, IReadOnlyList<PositionsTable> found)
    {
        var isNamed = options.Schema is not null && home is not null;
        List<PositionsTable> others = isNamed ? [] : [.. found.Where(table => IsOfAnotherEngine(options, home, table))];
        var tables = isNamed ? Nearest(found, static table => table.Schema!, options.Schema!) : [.. found.Except(others)];
        var fitting = tables.Where(table => Place(options, table) is { ClosedAt.IsRequired: false }).ToList();
        if (isNamed || home is null)
        {
            // In the search for the bot's positions: if the schema is configured, or the store has no schemas, a table with exactly the
            // configured name excludes the tables with similar names.
            var exact = fitting.Where(table => table.Name == options.Table).ToList();
            (tables, fitting) = exact.Count > 0 ? (exact, exact) : (tables, fitting);
        }

        // In the search for the bot's positions, a view that does not fit is ignored if a table that it reads fits: such a view is a report
        // on that table.
        var read = fitting.Select(static table => table.ToString()).ToHashSet(StringComparer.Ordinal);
        return new PositionsCandidates(
            [.. fitting.Where(static table => !table.HidesRows).Select(table => Place(options, table)!)],
            [.. fitting.Where(static table => table.HidesRows).Select(HiddenRows)],
            [.. tables.Except(fitting)
                .Where(table => !table.Sources.Any(read.Contains))
                .Select(table => new PositionsMisfit(table, Misfit(options, table)))],
            others);
    }

    // A table of positions belongs to another engine if it is in that engine's schema or has a foreign key to that engine's tokens. A
    // foreign key to the tokens of this engine outweighs the schema.
    private static bool IsOfAnotherEngine(PositionsTableOptions options, string? home, PositionsTable table)
    {
        var keys = Column(table, options.TokenColumn)?.ForeignKeys ?? [];
        return table.Schema != home
            && !keys.Any(key => PositionsFinding.IsOfTokens(key, home))
            && (table.IsOfAnotherEngine || keys.Any(static key => key.IsOfAnotherEngine));
    }

    private static List<T> Nearest<T>(IReadOnlyList<T> all, Func<T, string> name, string wanted)
    {
        var exact = all.Where(item => name(item) == wanted).ToList();
        return exact.Count > 0 ? exact : [.. all.Where(item => Loose(name(item)) == Loose(wanted))];
    }

    private static string Misfit(PositionsTableOptions options, PositionsTable table) => Place(options, table) is { } place
        ? $"{table}.{place.ClosedAt.Name} is NOT NULL, so that it cannot say which positions are open; set Positions:ClosedAtColumn"
        : $"{table} has no columns '{options.TokenColumn}' and '{options.ClosedAtColumn}', "
            + $"it has {string.Join(", ", table.Columns.Select(static column => $"'{column.Name}'"))}; "
            + "set Positions:TokenColumn and Positions:ClosedAtColumn";

    private static string HiddenRows(PositionsTable table) =>
        $"row-level security of {table} may hide open positions from this role; "
        + "let it read a view that shows them all, and name that in Positions:Table";

    private static PositionsPlace? Place(PositionsTableOptions options, PositionsTable table) =>
        Column(table, options.TokenColumn) is { } token && Column(table, options.ClosedAtColumn) is { } closedAt
            ? new PositionsPlace(table, token, closedAt)
            : null;

    private static PositionsColumn? Column(PositionsTable table, string name) =>
        Nearest(table.Columns, static column => column.Name, name) is [var only] ? only : null;
}
