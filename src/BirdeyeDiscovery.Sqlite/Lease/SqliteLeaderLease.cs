namespace BirdeyeDiscovery;

/// <summary>
/// Implements the leader lease with an operating system lock on a file beside the database. The lock ends with its holder, so nothing
/// expires by time.
/// </summary>
internal sealed class SqliteLeaderLease(SqliteDatabase database) : ILeaderLease, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private FileLock? _lock;
    private long _epoch;
    private bool _disposed;

    public async ValueTask<long?> AcquireOrRenewAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _lock is null
                ? await AcquireAsync(cancellationToken).ConfigureAwait(false)
                : await RenewAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<string?> GetStoreIdAsync(CancellationToken cancellationToken = default) => await database.ReadAsync(
        "read the name of the store",
        (transaction, _) => SqliteLeaseSql.ReadStoreId(transaction, database.Path),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<(string Holder, DateTimeOffset Since)?> GetHolderAsync(CancellationToken cancellationToken = default)
    {
        var newest = await database.ReadAsync(
            "read which host leads",
            (transaction, _) => SqliteLeaseSql.ReadHolder(transaction),
            cancellationToken).ConfigureAwait(false);

        // The row keeps the holder of a lease that was released. If that was this host, no other host has led since.
        return newest is { } holder && (_lock is not null || holder.Epoch != _epoch) ? (holder.Name, holder.Since) : null;
    }

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Unlock();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        Dispose();
        _gate.Release();
    }

    public void Dispose()
    {
        _disposed = true;
        Unlock();
    }

    private async ValueTask<long?> AcquireAsync(CancellationToken cancellationToken)
    {
        var taken = FileLock.TryTake(database.Path + ".lock");
        if (taken is null)
        {
            return null;
        }

        try
        {
            var holder = FormattableString.Invariant($"{Environment.MachineName}:{Environment.ProcessId}");
            _epoch = await database.WriteAsync(
                "raise the epoch",
                (transaction, _) =>
                {
                    var epoch = SqliteLeaseSql.RaiseEpoch(transaction, holder, SqliteValue.Time(database.Clock.GetUtcNow()));
                    transaction.Commit();
                    return epoch;
                },
                cancellationToken).ConfigureAwait(false);
            _lock = taken;
            return _epoch;
        }
        finally
        {
            if (_lock is null)
            {
                taken.Dispose();
            }
        }
    }

    // If somebody deletes the lock file of the lease, another host can lock a new one and raise the epoch. The lease is therefore renewed
    // only while the epoch is unchanged.
    private async ValueTask<long?> RenewAsync(CancellationToken cancellationToken)
    {
        var current = await database.ReadAsync(
            "check the epoch",
            (transaction, _) => SqliteLeaseSql.ReadEpoch(transaction),
            cancellationToken).ConfigureAwait(false);
        if (current == _epoch)
        {
            return _epoch;
        }

        Unlock();
        return null;
    }

    private void Unlock()
    {
        _lock?.Dispose();
        _lock = null;
    }
}
