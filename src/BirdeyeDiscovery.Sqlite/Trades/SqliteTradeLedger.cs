namespace BirdeyeDiscovery;

/// <summary>The trades in SQLite.</summary>
internal sealed class SqliteTradeLedger(SqliteDatabase database) : ITradeLedger
{
    public ValueTask<TradeCloseResult> RecordTradeClosedAsync(TradeClose close, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(close);
        var stored = close.ToStored();
        return database.WriteAsync(
            "record a trade",
            (transaction, cancelled) =>
            {
                var result = SqliteTradeBook.Record(transaction.Connection!, stored, Now(), cancelled);
                if (result.Status == TradeCloseStatus.Recorded)
                {
                    transaction.Commit();
                }

                return result;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ReadAsync<IReadOnlyList<TradeClose>>(
            "read trades",
            (connection, cancelled) =>
            {
                using var query = connection.Query(SqliteTradeSql.SelectSpan, TokenAddress.Normalize(address), SqliteValue.Time(from), SqliteValue.Time(to));
                return query.ReadAll(SqliteTradeSql.Map, cancelled);
            },
            cancellationToken);
    }

    public async ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default) => await database.WriteAsync(
        "rebuild the performance",
        (transaction, cancelled) =>
        {
            SqliteTradeBook.Rebuild(transaction.Connection!, Now(), cancelled);
            cancelled.ThrowIfCancellationRequested();
            transaction.Commit();
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    private string Now() => SqliteValue.Time(database.Clock.GetUtcNow());
}
