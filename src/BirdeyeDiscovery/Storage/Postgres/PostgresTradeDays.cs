using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Makes daily rows and counters anew from the closes, one address after another: memory holds the closes of one.</summary>
internal sealed class PostgresTradeDays(PostgresDatabase database, NpgsqlTransaction transaction, DateTime time)
{
    private readonly PostgresTradeSql _sql = database.Sql.Trades;

    /// <summary>Gives the closes of addresses their category; from then on they count.</summary>
    public Task CategorizeAsync(IReadOnlyCollection<(string Address, TokenCategory Category)> addresses, CancellationToken cancellationToken) => addresses.Count == 0
        ? Task.CompletedTask
        : ExecuteAsync(
            PostgresDatabase.Command(
                _sql.Categorize, addresses.Select(static entry => entry.Address).ToArray(), addresses.Select(static entry => StoredText.Of(entry.Category)).ToArray()),
            cancellationToken);

    /// <summary>Writes all daily rows of an address.</summary>
    /// <returns>What its closes add up to.</returns>
    public async Task<TradeTotals> WriteAsync(string address, CancellationToken cancellationToken)
    {
        var (totals, rows) = (default(TradeTotals), new List<StrategyPerformance>());
        var days = new DayGroups((category, day) => rows.Add(DailyRollup.Of(category, day)));
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectCounted, address));
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var (close, category) = PostgresTradeSql.MapWithCategory(reader);
                totals = totals.Add(close.PnlUsd);
                days.Add(category!.Value, close);
            }
        }

        days.Complete();
        if (rows.Count > 0)
        {
            await ExecuteAsync(database.Sql.Performance.Upsert(rows, time), cancellationToken).ConfigureAwait(false);
        }

        return totals;
    }

    public Task SetCountersAsync(IReadOnlyCollection<(string Address, TradeTotals Totals)> counters, CancellationToken cancellationToken) => counters.Count == 0
        ? Task.CompletedTask
        : ExecuteAsync(
            PostgresDatabase.Command(
                _sql.SetCounters,
                counters.Select(static entry => entry.Address).ToArray(),
                counters.Select(static entry => entry.Totals.TradesCount).ToArray(),
                counters.Select(static entry => entry.Totals.WinCount).ToArray(),
                counters.Select(static entry => entry.Totals.Held().PnlUsd).ToArray(),
                time),
            cancellationToken);

    public async Task ExecuteAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
