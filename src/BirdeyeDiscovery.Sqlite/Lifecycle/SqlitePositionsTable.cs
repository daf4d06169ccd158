using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The bot's table of positions in the same file. Values are compared as text: in SQLite a column of any type holds any value.</summary>
internal sealed class SqlitePositionsTable(SqliteDatabase database) : IPositionsTable
{
    private const string Purpose = "read positions";

    public string? Home => null;

    public ValueTask<IReadOnlyList<PositionsTable>> FindAsync(string plainName, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PositionsTable>>(
        Purpose,
        (connection, cancelled) =>
        {
            using var query = connection.Query(SqlitePositionSql.FindTables, plainName);
            return [.. query
                .ReadAll(static row => (Table: row.GetString(0), Column: new PositionsColumn(row.GetString(1), IsWhole(row.GetString(2)), row.GetBoolean(3))), cancelled)
                .GroupBy(static row => row.Table, static row => row.Column, StringComparer.Ordinal)
                .Select(static table => new PositionsTable(null, table.Key, HidesRows: false, [.. table]))];
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<OpenPositionGroup>> ReadOpenAsync(PositionsPlace place, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OpenPositionGroup>>(
        Purpose,
        (connection, cancelled) =>
        {
            using var query = connection.Query(SqlitePositionSql.Open(place));
            return query.ReadAll(static row => new OpenPositionGroup(row.ReadTextOrNull(0), row.GetInt64(1)), cancelled);
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<PositionMatch>> MatchAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PositionMatch>>(
        Purpose,
        (connection, cancelled) =>
        {
            using var query = connection.Prepare(SqlitePositionSql.Match, parameters: 3);
            return [.. texts.SelectMany(text => Read(query.With(text, Number(text), TokenAddress.IsEvm(text) ? 1 : 0), text, cancelled))];
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<PositionMatch>> MatchEarlierSymbolsAsync(
        IReadOnlyCollection<string>? addresses, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PositionMatch>>(
        Purpose,
        (connection, cancelled) =>
        {
            if (addresses is null)
            {
                using var all = connection.Prepare(SqlitePositionSql.EarlierOfAll, parameters: 1);
                return [.. symbols.SelectMany(symbol => Read(all.With(symbol), symbol, cancelled))];
            }

            using var one = connection.Prepare(SqlitePositionSql.Earlier, parameters: 2);
            return [.. symbols.SelectMany(symbol => addresses.SelectMany(address => Read(one.With(symbol, address), symbol, cancelled)))];
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<string>> KnownAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        Purpose,
        (connection, cancelled) =>
        {
            using var query = connection.Prepare(SqlitePositionSql.IsKnown, parameters: 1);
            return [.. addresses.Where(address => query.With(address).ExecuteScalar() is 1L)];
        },
        cancellationToken);

    // As SQLite itself gives a declared type its affinity.
    private static bool IsWhole(string type) => type.Contains("INT", StringComparison.OrdinalIgnoreCase);

    // 0 is the number of no row. Only the form in which SQLite would write the number is one.
    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text ? number : 0;

    private static List<PositionMatch> Read(SqliteCommand query, string text, CancellationToken cancellationToken) =>
        query.ReadAll(row => new PositionMatch(text, row.GetString(0), (PositionToken)row.GetInt32(1)), cancellationToken);
}
