namespace BirdeyeDiscovery;

/// <summary>Stores closed trades in SQLite.</summary>
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
                var result = SqliteTradeRecording.Run(transaction, stored, Now(), cancelled);
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
        return database.ListAsync(
            "read trades",
            SqliteTradeSql.SelectSpan,
            TradeRow.Map,
            cancellationToken,
            TokenAddress.Normalize(address),
            SqliteValue.Time(from),
            SqliteValue.Time(to));
    }

    public async ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default) => await database.WriteAsync(
        "rebuild the performance",
        (transaction, cancelled) =>
        {
            SqliteTradeRebuild.Run(transaction, Now(), cancelled);
            cancelled.ThrowIfCancellationRequested();
            transaction.Commit();
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    private string Now() => SqliteValue.Time(database.Clock.GetUtcNow());
}
