using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Stores closed trades in PostgreSQL.</summary>
internal sealed class PostgresTradeLedger(PostgresDatabase database) : ITradeLedger
{
    private const int MaxAttempts = 7;

    private readonly PostgresTradeRecording _recording = new(database);
    private readonly PostgresTradeRebuild _rebuild = new(database);

    public async ValueTask<TradeCloseResult> RecordTradeClosedAsync(TradeClose close, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(close);
        var stored = close.ToStored();
        var perhapsStored = false;
        var result = await RetryAsync(
            "record a trade",
            (transaction, cancelled) => _recording.RunAsync(transaction, stored, () => perhapsStored = true, cancelled),
            cancellationToken).ConfigureAwait(false);

        // An earlier attempt to record the trade sent its commit and lost the reply. The stored trade is therefore its own, so the result
        // is Recorded.
        return perhapsStored && result.Status == TradeCloseStatus.AlreadyRecorded
            ? new TradeCloseResult(TradeCloseStatus.Recorded, result.Stored)
            : result;
    }

    public ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(
        string address,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return StorableText.CanStore(address)
            ? database.ListAsync(
                "read trades",
                database.Sql<PostgresTradeSql>().SelectSpan,
                TradeRow.Map,
                cancellationToken,
                TokenAddress.Normalize(address),
                PostgresValue.Time(from),
                PostgresValue.Time(to))
            : new([]);
    }

    public async ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default) => await RetryAsync(
        "rebuild the performance",
        async (transaction, cancelled) =>
        {
            await _rebuild.RunAsync(transaction, cancelled).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    // Every attempt has its own connection and waits until an unfinished earlier attempt releases its lock. An attempt to record a trade
    // then looks for the trade before it inserts, so that no trade is recorded twice.
    private ValueTask<T> RetryAsync<T>(
        string purpose, Func<NpgsqlTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        database.Retry.RunAsync(
            new StoreCall(purpose, MaxAttempts) { Patience = database.Timeout },
            (database, purpose, work),
            static (run, cancelled) => run.database.WriteAsync(run.purpose, run.work, cancelled),
            cancellationToken);
}
