using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Implements the leader lease with a row of the database that expires by the database's clock.</summary>
internal sealed class PostgresLeaderLease(PostgresDatabase database) : ILeaderLease, IDisposable
{
    /// <summary>How long a stopping host waits for PostgreSQL to release its leader lease.</summary>
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long one attempt to get the lease waits for the lock on its row.</summary>
    private static readonly TimeSpan LockWait = TimeSpan.FromMilliseconds(250);

    // The name of the holder is unique for each lease object. A host that restarts on the same machine, even with the same process id, is
    // another holder.
    private readonly string _holder =
        FormattableString.Invariant(
            $"{Environment.MachineName}:{Environment.ProcessId}:{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _mayHold;
    private volatile bool _disposed;

    public async ValueTask<long?> AcquireOrRenewAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            database.LimitPauses(duration);

            // The lease marks itself as possibly held before the answer arrives: if the answer is lost, the lease may have been granted and
            // must be released.
            _mayHold = true;
            var epochs = await database.RunAsync(
                "take or renew leadership",
                (connection, cancelled) => AskAsync(connection, duration, cancelled),
                cancellationToken).ConfigureAwait(false);
            if (epochs.Current is null)
            {
                throw PostgresLeaseSql.Missing();
            }

            _mayHold = epochs.Own is not null;
            return epochs.Own;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<DateTimeOffset?> GetTimeAsync(CancellationToken cancellationToken = default) =>
        (await database.ListAsync(
            "read the time",
            PostgresLeaseSql.Time,
            static row => row.Time(0),
            cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<string?> GetStoreIdAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var rows = await database.ListAsync(
                "read the name of the store",
                database.Sql<PostgresLeaseSql>().FirstScript,
                static row => row.Text(0),
                cancellationToken).ConfigureAwait(false);
            return rows.Count == 0 ? null : rows[0];
        }
        catch (DiscoveryStoreException unreadable) when (!unreadable.IsTransient)
        {
            // The database role has no right to read the journal of the schema scripts, so the leader lease has no name of the store. Each
            // of the store's hosts then takes a share of the account's limits.
            return null;
        }
    }

    public async ValueTask<(string Holder, DateTimeOffset Since)?> GetHolderAsync(CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            "read which host leads",
            database.Sql<PostgresLeaseSql>().Holder,
            static row => (row.Text(0), row.Time(1)),
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_mayHold)
            {
                await database.ListAsync(
                    "give up leadership",
                    database.Sql<PostgresLeaseSql>().Release,
                    static row => row.LongOrNull(0),
                    cancellationToken,
                    _holder).ConfigureAwait(false);
                _mayHold = false;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        using var deadline = new CancellationTokenSource(ReleaseTimeout, TimeProvider.System);
        try
        {
            await ReleaseAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DiscoveryStoreException or OperationCanceledException)
        {
            // The release failed or took too long. The lease expires by itself.
            Debug.WriteLine(exception);
        }
    }

    // A container that is disposed synchronously calls this method of the lease, which cannot wait for the release. The lease expires by
    // itself.
    public void Dispose() => _disposed = true;

    // A commit in progress locks the row of the lease, so the request for the lease waits for as long as a statement may take. Each attempt
    // first ends the session that locks the row if that session is stalled and its lease has expired.
    private async Task<(long? Own, long? Current)> AskAsync(
        NpgsqlConnection connection,
        TimeSpan duration,
        CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await AskOnceAsync(connection, duration, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (
                exception.SqlState == PostgresErrorCodes.LockNotAvailable && Stopwatch.GetElapsedTime(began) < database.Timeout)
            {
                continue;
            }
        }
    }

    private async Task<(long? Own, long? Current)> AskOnceAsync(
        NpgsqlConnection connection,
        TimeSpan duration,
        CancellationToken cancellationToken)
    {
        var batch = database.Batch(connection, transaction: null, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(
            PostgresLeaseSql.LimitLockWait,
            FormattableString.Invariant($"{(long)LockWait.TotalMilliseconds}ms")));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().EndStandstill, _holder));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().AcquireOrRenew, _holder, duration));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return (await reader.ReadResultAsync(
            static row => (Own: row.LongOrNull(0), Current: row.LongOrNull(1)),
            cancellationToken).ConfigureAwait(false))[0];
    }
}
