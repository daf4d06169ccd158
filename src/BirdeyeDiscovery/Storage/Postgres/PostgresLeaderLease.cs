using System.Diagnostics;
using System.Security.Cryptography;

namespace BirdeyeDiscovery;

/// <summary>Leadership by a row of the database that expires by the database's clock.</summary>
internal sealed class PostgresLeaderLease(PostgresDatabase database) : ILeaderLease, IDisposable
{
    // Unique for each lease object: a host that starts again on the same machine, even under the same process number, is another host.
    private readonly string _holder =
        FormattableString.Invariant($"{Environment.MachineName}:{Environment.ProcessId}:{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
    private bool _mayHold;
    private bool _disposed;

    public async ValueTask<long?> AcquireOrRenewAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);

        // Before the answer: an answer that is lost may have been yes.
        _mayHold = true;
        var epochs = await database.ListAsync(
            "take or renew leadership", database.Sql.Lease.AcquireOrRenew, Epochs, cancellationToken, _holder, duration).ConfigureAwait(false);
        _mayHold = epochs.Count == 1;
        return _mayHold ? epochs[0] : null;
    }

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
    {
        if (_mayHold)
        {
            await database.ListAsync("give up leadership", database.Sql.Lease.Release, Epochs, cancellationToken, _holder).ConfigureAwait(false);
            _mayHold = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
        try
        {
            await ReleaseAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DiscoveryStoreException or OperationCanceledException)
        {
            // Then it runs out by itself.
            Debug.WriteLine(exception);
        }
    }

    // Containers that are disposed synchronously: the lease runs out by itself.
    public void Dispose() => _disposed = true;

    private static PostgresRows<long> Epochs { get; } = new(static row => row.GetInt64(0));
}
