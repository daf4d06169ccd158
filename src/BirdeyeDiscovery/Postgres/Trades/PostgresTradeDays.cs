using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Recomputes the daily rows and counters of trades from the closes. Only the closes of one day are in memory at a time.</summary>
internal sealed class PostgresTradeDays(PostgresDatabase database, NpgsqlTransaction transaction, DateTime time)
{
    private readonly PostgresTradeSql _sql = database.Sql<PostgresTradeSql>();

    /// <summary>Sets the category of the trade closes of addresses; from then on these closes count.</summary>
    public Task CategorizeAsync(
        IReadOnlyCollection<(string Address, TokenCategory Category)> addresses,
        CancellationToken cancellationToken) =>
        addresses.Count == 0 ? Task.CompletedTask : ExecuteAsync(Categorize(addresses), cancellationToken);

    /// <summary>Writes all daily rows of trades of an address.</summary>
    /// <returns>The totals of its closes.</returns>
    public async Task<TradeTotals> WriteAsync(string address, CancellationToken cancellationToken)
    {
        var (totals, rows) = (default(TradeTotals), new List<StrategyPerformance>());
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectCounted, address));
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            totals = await ReadAsync(reader, rows, cancellationToken).ConfigureAwait(false);
        }

        if (rows.Count > 0)
        {
            await ExecuteAsync(database.Sql<PostgresPerformanceSql>().Upsert(rows, time), cancellationToken).ConfigureAwait(false);
        }

        return totals;
    }

    /// <summary>
    /// Sets the category of the trade closes of addresses, and writes their daily rows and the counters of their tokens, in two round trips
    /// for any number of addresses. An address that belongs to another token is omitted.
    /// </summary>
    public async Task CountAsync(
        IReadOnlyList<(string Token, string Address, TokenCategory Category)> members,
        CancellationToken cancellationToken)
    {
        if (members.Count == 0)
        {
            return;
        }

        var (totals, rows) = (new Dictionary<string, TradeTotals>(StringComparer.Ordinal), new List<StrategyPerformance>());
        var reading = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using (reading.ConfigureAwait(false))
        {
            foreach (var member in members)
            {
                reading.BatchCommands.Add(PostgresDatabase.Command(
                    _sql.CategorizeOfToken,
                    member.Address,
                    StoredText.Of(member.Category),
                    member.Token));
                reading.BatchCommands.Add(PostgresDatabase.Command(_sql.Resolve, member.Address));
                reading.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectCounted, member.Address));
            }

            var reader = await reading.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            foreach (var member in members)
            {
                var isOfToken = (await reader.ReadResultAsync(
                    static row => row.Text(0),
                    cancellationToken).ConfigureAwait(false))[0] == member.Token;
                var added = await ReadAsync(reader, isOfToken ? rows : [], cancellationToken).ConfigureAwait(false);
                totals[member.Token] = totals.GetValueOrDefault(member.Token).Add(isOfToken ? added : default);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        var writing = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = writing.ConfigureAwait(false);
        if (rows.Count > 0)
        {
            writing.BatchCommands.Add(database.Sql<PostgresPerformanceSql>().Upsert(rows, time));
        }

        writing.BatchCommands.Add(SetCounters([.. totals.Select(static entry => (entry.Key, entry.Value))]));
        await writing.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task SetCountersAsync(IReadOnlyCollection<(string Address, TradeTotals Totals)> counters, CancellationToken cancellationToken) =>
        counters.Count == 0 ? Task.CompletedTask : ExecuteAsync(SetCounters(counters), cancellationToken);

    public async Task ExecuteAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // Reads the closed trades of one result set, adds one row a day and category to "rows", and returns the totals of the trades.
    private static async Task<TradeTotals> ReadAsync(
        NpgsqlDataReader reader,
        List<StrategyPerformance> rows,
        CancellationToken cancellationToken)
    {
        var totals = default(TradeTotals);
        var days = new DayGroups((category, day) => rows.Add(DailyRollup.Of(category, day)));
        var row = new StoredRow(reader, PostgresValue.Instance);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (close, category) = TradeRow.MapWithCategory(row);
            totals = totals.Add(close.PnlUsd);
            days.Add(category!.Value, close);
        }

        days.Complete();
        return totals;
    }

    private NpgsqlBatchCommand Categorize(
        IReadOnlyCollection<(string Address, TokenCategory Category)> addresses) => PostgresDatabase.Command(
        _sql.Categorize,
        addresses.Select(static entry => entry.Address).ToArray(),
        addresses.Select(static entry => StoredText.Of(entry.Category)).ToArray());

    private NpgsqlBatchCommand SetCounters(IReadOnlyCollection<(string Address, TradeTotals Totals)> counters) => PostgresDatabase.Command(
        _sql.SetCounters,
        counters.Select(static entry => entry.Address).ToArray(),
        counters.Select(static entry => entry.Totals.TradesCount).ToArray(),
        counters.Select(static entry => entry.Totals.WinCount).ToArray(),
        counters.Select(static entry => entry.Totals.Held().PnlUsd).ToArray(),
        time);
}
