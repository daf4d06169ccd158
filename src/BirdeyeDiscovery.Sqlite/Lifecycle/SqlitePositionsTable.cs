using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the bot's table of positions in the same file. Values are compared as text, because a column of any type holds any value in
/// SQLite.
/// </summary>
internal sealed class SqlitePositionsTable(SqliteDatabase database) : IPositionsTable
{
    private const string Purpose = "read positions";

    public string? Home => null;

    public ValueTask<IReadOnlyList<PositionsTable>> FindAsync(
        string plainName,
        CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PositionsTable>>(
        Purpose,
        (transaction, cancelled) =>
        [.. transaction.List(SqlitePositionSql.FindTables, MapColumn, cancelled, plainName)
            .GroupBy(static row => row.Table, StringComparer.Ordinal)
            .Select(static table => new PositionsTable(
                null,
                table.Key,
                hidesRows: false,
                [.. table
                    .GroupBy(static row => row.Column.Name, StringComparer.Ordinal)
                    .Select(static column => WithKeys(
                        column.First().Column, [.. column.Select(static row => row.Key).OfType<PositionsForeignKey>()]))]))],
        cancellationToken);

    public async ValueTask<bool> HasRowsAsync(PositionsTable table, CancellationToken cancellationToken) =>
        (await database.ListAsync(Purpose, SqlitePositionSql.HasRows(table), static row => row.Flag(0), cancellationToken)
            .ConfigureAwait(false))[0];

    public ValueTask<IReadOnlyList<OpenPositionGroup>> ReadOpenAsync(PositionsPlace place, CancellationToken cancellationToken)
    {
        var latest = database.Clock.GetUtcNow().ToUniversalTime().AddDays(1);
        return database.ListAsync(
            Purpose,
            SqlitePositionSql.Open(place),
            static row => new OpenPositionGroup(row.TextOrNull(0), row.Long(1)) { ClosedAt = row.TextOrNull(2) },
            cancellationToken,
            latest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            latest.ToUnixTimeSeconds());
    }

    public ValueTask<IReadOnlyList<string>> FindStrayNumbersAsync(PositionsPlace place, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(Purpose, SqlitePositionSql.StrayNumbers(place), static row => row.Text(0), cancellationToken, limit);

    public ValueTask<IReadOnlyList<PositionMatch>> MatchAsync(
        IReadOnlyCollection<string> texts,
        CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PositionMatch>>(
        Purpose,
        (transaction, cancelled) =>
        [.. texts.SelectMany(text => Read(
            transaction,
            SqlitePositionSql.Match,
            text,
            cancelled,
            text,
            Number(text),
            TokenAddress.IsEvm(text) ? 1 : 0))],
        cancellationToken);

    public ValueTask<IReadOnlyList<PositionMatch>> MatchEarlierSymbolsAsync(
        IReadOnlyCollection<string>? addresses,
        IReadOnlyCollection<string> symbols,
        CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PositionMatch>>(
        Purpose,
        (transaction, cancelled) =>
        addresses is null
            ? [.. symbols.SelectMany(symbol => Read(transaction, SqlitePositionSql.EarlierOfAll, symbol, cancelled, symbol))]
            : [.. symbols.SelectMany(symbol => addresses.SelectMany(
                address => Read(transaction, SqlitePositionSql.Earlier, symbol, cancelled, symbol, address)))],
        cancellationToken);

    public ValueTask<IReadOnlyList<string>> KnownAsync(
        IReadOnlyCollection<string> addresses,
        CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        Purpose,
        (transaction, cancelled) =>
        {
            using var query = transaction.Prepare(SqlitePositionSql.IsKnown, parameters: 1);
            return [.. addresses.Where(address => query.With(address).ExecuteScalar() is 1L)];
        },
        cancellationToken);

    private static PositionsColumn WithKeys(PositionsColumn column, IReadOnlyList<PositionsForeignKey> keys) =>
        new(column.Name, column.IsWhole, column.IsRequired) { Type = column.Type, ForeignKeys = keys };

    // In the bot's table of positions, SQLite gives a column integer affinity if its declared type contains INT.
    private static bool IsWhole(string type) => type.Contains("INT", StringComparison.OrdinalIgnoreCase);

    // Reads the text of a token in the bot's SQLite table of positions as the id of a row. Returns 0, which is the id of no row, if the
    // text is not a number as SQLite writes it; "007" is not.
    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text
            ? number
            : 0;

    private static (string Table, PositionsColumn Column, PositionsForeignKey? Key) MapColumn(StoredRow row) =>
        (
            row.Text(0),
            new PositionsColumn(row.Text(1), IsWhole(row.Text(2)), row.Flag(3)) { Type = row.Text(2) },
            row.IsNull(4) ? null : new PositionsForeignKey(null, row.Text(4), row.Text(5)));

    private static List<PositionMatch> Read(
        SqliteTransaction transaction, string sql, string text, CancellationToken cancellationToken, params object[] values) =>
        transaction.List(sql, row => new PositionMatch(text, row.Text(0), (PositionToken)row.Int(1)), cancellationToken, values);
}
