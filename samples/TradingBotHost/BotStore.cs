using System.Data.Common;
using System.Globalization;

namespace TradingBotHost;

/// <summary>
/// Stores the bot's own state in the database of the engine: its positions and its progress. Each cycle is one transaction.
/// </summary>
internal sealed class BotStore(DbConnection connection) : IAsyncDisposable
{
    // The column "recorded" is the outbox: a closed position remains in it until the ledger has recorded its close.
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS positions (
            id TEXT PRIMARY KEY, token TEXT NOT NULL, strategy TEXT NOT NULL, opened_at TEXT NOT NULL,
            entry_price DOUBLE PRECISION NOT NULL,
            stop_price DOUBLE PRECISION NOT NULL, target_price DOUBLE PRECISION NOT NULL, expires_at TEXT NOT NULL,
            closed_at TEXT, exit_price DOUBLE PRECISION, pnl_cents BIGINT, close_reason TEXT, recorded INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS bot_progress (
            id INTEGER PRIMARY KEY, seed TEXT NOT NULL, cycle TEXT, event_id BIGINT NOT NULL DEFAULT 0);
        """;

    private const string Columns =
        "id, token, strategy, opened_at, entry_price, stop_price, target_price, expires_at, closed_at, exit_price, pnl_cents, close_reason";

    /// <summary>Creates the tables, and checks that they belong to this market.</summary>
    public async Task OpenAsync(ulong seed)
    {
        await connection.OpenAsync();
        await ExecuteAsync(null, Tables);
        var text = seed.ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync(null, "INSERT INTO bot_progress (id, seed) VALUES (1, @seed) ON CONFLICT (id) DO NOTHING", ("@seed", text));
        if ((await QueryAsync("SELECT seed FROM bot_progress", static row => row.GetString(0)))[0] is var stored && stored != text)
        {
            throw new InvalidOperationException(
                $"--seed is '{text}'; the database was begun with {stored}, and only that is allowed in it.");
        }
    }

    /// <summary>Gets the last cycle on which the bot traded, and the last event of the feed that it handled.</summary>
    public async Task<(DateTimeOffset? Cycle, long EventId)> ProgressAsync() =>
        (await QueryAsync(
            "SELECT cycle, event_id FROM bot_progress",
            static row => (row.IsDBNull(0) ? (DateTimeOffset?)null : Time(row.GetString(0)), row.GetInt64(1))))[0];

    public Task<List<Position>> OpenPositionsAsync() =>
        QueryAsync($"SELECT {Columns} FROM positions WHERE closed_at IS NULL ORDER BY id", Read);

    public Task<List<Position>> UnrecordedAsync() =>
        QueryAsync($"SELECT {Columns} FROM positions WHERE closed_at IS NOT NULL AND recorded = 0 ORDER BY closed_at, id", Read);

    public Task MarkRecordedAsync(string id) => ExecuteAsync(null, "UPDATE positions SET recorded = 1 WHERE id = @id", ("@id", id));

    /// <summary>Writes everything that the bot did in a cycle, and the cycle itself, in one transaction.</summary>
    public async Task SaveAsync(DateTimeOffset cycle, long eventId, IEnumerable<Position> opened, IEnumerable<Position> closed)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var position in opened)
        {
            await ExecuteAsync(
                transaction,
                """
                INSERT INTO positions (id, token, strategy, opened_at, entry_price, stop_price, target_price, expires_at)
                VALUES (@id, @token, @strategy, @opened, @entry, @stop, @target, @expires)
                """,
                ("@id", position.Id),
                ("@token", position.Token),
                ("@strategy", position.Strategy),
                ("@opened", Text(position.OpenedAt)),
                ("@entry", position.EntryPrice),
                ("@stop", position.StopPrice),
                ("@target", position.TargetPrice),
                ("@expires", Text(position.ExpiresAt)));
        }

        foreach (var position in closed)
        {
            await ExecuteAsync(
                transaction,
                "UPDATE positions SET closed_at = @closed, exit_price = @exit, pnl_cents = @pnl, close_reason = @reason WHERE id = @id",
                ("@closed", Text(position.ClosedAt!.Value)),
                ("@exit", position.ExitPrice!),
                ("@pnl", (long)(position.PnlUsd! * 100)),
                ("@reason", position.CloseReason!),
                ("@id", position.Id));
        }

        await ExecuteAsync(
            transaction,
            "UPDATE bot_progress SET cycle = @cycle, event_id = @event WHERE id = 1",
            ("@cycle", Text(cycle)),
            ("@event", eventId));
        await transaction.CommitAsync();
    }

    /// <summary>Gets the totals of the closes in the ledger.</summary>
    public async Task<string> TotalsAsync()
    {
        var (count, pnl) = (await QueryAsync(
            "SELECT count(*), coalesce(sum(pnl_usd), 0) FROM trade_closes",
            static row => (row.GetInt64(0), row.GetDouble(1))))[0];
        return string.Create(CultureInfo.InvariantCulture, $"closes={count} pnl={(long)Math.Round(pnl * 100) / 100m:0.00}");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static Position Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Token = row.GetString(1),
        Strategy = row.GetString(2),
        OpenedAt = Time(row.GetString(3)),
        EntryPrice = row.GetDouble(4),
        StopPrice = row.GetDouble(5),
        TargetPrice = row.GetDouble(6),
        ExpiresAt = Time(row.GetString(7)),
        ClosedAt = row.IsDBNull(8) ? null : Time(row.GetString(8)),
        ExitPrice = row.IsDBNull(9) ? null : row.GetDouble(9),
        PnlUsd = row.IsDBNull(10) ? null : row.GetInt64(10) / 100m,
        CloseReason = row.IsDBNull(11) ? null : row.GetString(11),
    };

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private async Task ExecuteAsync(DbTransaction? transaction, string sql, params (string Name, object Value)[] values)
    {
        await using var command = Command(sql, values);
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var command = Command(sql, []);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
        {
            found.Add(read(rows));
        }

        return found;
    }

    private DbCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
