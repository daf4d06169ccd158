using System.Globalization;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Detects that the store has lost a cycle that it had confirmed to this host, such as after a failover to a standby that was behind.
/// </summary>
internal sealed class CommittedCycles(string name, IDiscoveryHistory history, ILogger<DiscoveryEngine> logger)
{
    private readonly List<string> _losses = [];
    private SnapshotRecord? _last;
    private DateTimeOffset? _newest;

    /// <summary>Remembers a committed cycle that the store has confirmed.</summary>
    public void Add(SnapshotRecord snapshot) => (_last, _newest) = (snapshot, snapshot.CycleTimestamp);

    /// <summary>
    /// Compares the committed cycles with the store's current newest one. It queries the store only when the newest cycle has changed.
    /// </summary>
    public async ValueTask CheckAsync(DateTimeOffset? newest, CancellationToken cancellationToken)
    {
        if (_last is not { } last || newest == _newest)
        {
            return;
        }

        // The last cycle that this engine committed is looked up by its time, and must have the same epoch. The store's newest cycle is no
        // evidence. Another leader may have stored a newer one, or one of the same time, although the confirmed one is lost. An earlier one
        // may be from a host whose clock is behind.
        var stored = newest is null ? null : await history.FindSnapshotAsync(last.CycleTimestamp, cancellationToken).ConfigureAwait(false);
        _newest = newest;
        if (stored?.Epoch == last.Epoch)
        {
            return;
        }

        _last = null;
        Log.CommittedCycleLost(logger, name, last.CycleTimestamp, last.Epoch, newest);
        _losses.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"The store has lost cycle {last.CycleTimestamp:O} of epoch {last.Epoch}, which it had confirmed; "
            + $"its newest one is {newest?.ToString("O", CultureInfo.InvariantCulture) ?? "none"}"));
    }

    /// <summary>Gets a description of each committed cycle that the store lost since the last call.</summary>
    public IReadOnlyList<string> TakeLosses()
    {
        string[] losses = [.. _losses];
        _losses.Clear();
        return losses;
    }
}
