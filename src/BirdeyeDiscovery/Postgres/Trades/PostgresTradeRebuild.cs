using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Recomputes all counters and daily rows of trades from the closes. New trades wait meanwhile; cycles wait only while the counters are
/// written.
/// </summary>
internal sealed class PostgresTradeRebuild(PostgresDatabase database)
{
    private readonly PostgresTradeSql _sql = database.Sql<PostgresTradeSql>();

    public async Task RunAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var days = new PostgresTradeDays(database, transaction, PostgresValue.Time(database.Clock.GetUtcNow()));
        await LockAsync(transaction, cancellationToken).ConfigureAwait(false);
        var chains = new MigrationChains(await ReadAsync(
            transaction,
            _sql.SelectMigrations,
            static row => (row.Text(0), row.Text(1)),
            cancellationToken).ConfigureAwait(false));
        var tokens = (await ReadAsync(transaction, _sql.SelectTokens, TradeRow.MapCounters, cancellationToken).ConfigureAwait(false))
            .ToDictionary(static token => token.Address, StringComparer.Ordinal);

        // If another program inserted the row of a token, the trade closes of the token have no category yet.
        var uncounted = await ReadAsync(
            transaction,
            _sql.SelectUncountedAddresses,
            static row => row.Text(0),
            cancellationToken).ConfigureAwait(false);
        await days.CategorizeAsync(
            [.. uncounted.Where(address => tokens.ContainsKey(chains.Resolve(address)))
                .Select(address => (address, tokens[chains.Resolve(address)].Category))],
            cancellationToken).ConfigureAwait(false);

        var totals = new Dictionary<string, TradeTotals>(StringComparer.Ordinal);
        foreach (var address in await ReadAsync(
            transaction,
            _sql.SelectCountedAddresses,
            static row => row.Text(0),
            cancellationToken).ConfigureAwait(false))
        {
            var token = chains.Resolve(address);
            totals[token] = totals.GetValueOrDefault(token).Add(await days.WriteAsync(address, cancellationToken).ConfigureAwait(false));
        }

        await days.ExecuteAsync(
            PostgresDatabase.Command(database.Sql<PostgresPerformanceSql>().DeleteWithoutCloses),
            cancellationToken).ConfigureAwait(false);
        var wrong = tokens.Values.Where(token => token.Totals != totals.GetValueOrDefault(token.Address).Held())
            .Select(token => (token.Address, totals.GetValueOrDefault(token.Address)))
            .ToList();
        if (wrong.Count > 0)
        {
            // The lock on the row of the lease keeps cycles out while the rebuild of the trade counters locks token rows. A cycle locks
            // many of these rows in another order, and the two could block each other.
            await days.ExecuteAsync(
                PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch),
                cancellationToken).ConfigureAwait(false);
            await days.SetCountersAsync(wrong, cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task LockAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.LockForRebuild));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<T>> ReadAsync<T>(
        NpgsqlTransaction transaction,
        string sql,
        Func<StoredRow, T> map,
        CancellationToken cancellationToken)
    {
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(sql));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return await reader.ReadResultAsync(map, cancellationToken).ConfigureAwait(false);
    }
}
