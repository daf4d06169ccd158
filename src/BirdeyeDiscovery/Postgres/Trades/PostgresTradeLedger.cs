using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>The trades in PostgreSQL.</summary>
internal sealed class PostgresTradeLedger(PostgresDatabase database) : ITradeLedger
{
    private const int FirstDelay = 25;
    private const int Attempts = 7;

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
            stored.TradeId,
            cancellationToken).ConfigureAwait(false);

        // An earlier attempt had sent its commit and lost the answer: it was stored then, and by this call.
        return perhapsStored && result.Status == TradeCloseStatus.AlreadyRecorded ? result with { Status = TradeCloseStatus.Recorded } : result;
    }

    public ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return StorableText.CanStore(address)
            ? database.ListAsync(
                "read trades", database.Sql<PostgresTradeSql>().SelectSpan, PostgresTradeSql.Rows, cancellationToken, TokenAddress.Normalize(address), PostgresValue.Time(from), PostgresValue.Time(to))
            : new([]);
    }

    public async ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default) => await RetryAsync(
        "rebuild the performance",
        async (transaction, cancelled) =>
        {
            await _rebuild.RunAsync(transaction, cancelled).ConfigureAwait(false);
            return true;
        },
        string.Empty,
        cancellationToken).ConfigureAwait(false);

    // Every attempt looks the trade up first, on a connection of its own and behind the lock that an unfinished one still holds: none is repeated blindly.
    private async Task<T> RetryAsync<T>(string purpose, Func<NpgsqlTransaction, CancellationToken, Task<T>> work, string jitter, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(purpose, work, cancellationToken).ConfigureAwait(false);
            }
            catch (DiscoveryStoreException exception) when (
                exception.IsTransient && attempt + 1 < Attempts && TimeProvider.System.GetElapsedTime(started) < database.Timeout)
            {
                // Real time, as all that waits for a server; callers that met are spread by what differs between them.
                var delay = FirstDelay << attempt;
                var spread = (int)((uint)jitter.GetHashCode(StringComparison.Ordinal) % (uint)delay);
                await Task.Delay(TimeSpan.FromMilliseconds(delay + spread), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
