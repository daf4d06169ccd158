using System.Globalization;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Notices that the store has lost a cycle which it had confirmed to this host, as after a failover to a standby that was behind.</summary>
internal sealed class CommittedCycles(string name, IDiscoveryHistory history, ILogger<DiscoveryEngine> logger)
{
    private readonly List<string> _losses = [];
    private SnapshotRecord? _last;
    private DateTimeOffset? _newest;

    /// <summary>Remembers a cycle that the store has confirmed.</summary>
    public void Add(SnapshotRecord snapshot) => (_last, _newest) = (snapshot, snapshot.CycleTimestamp);

    /// <summary>Compares with what the store now says is its newest cycle. It asks only when that has changed.</summary>
    public async ValueTask CheckAsync(DateTimeOffset? newest, CancellationToken cancellationToken)
    {
        if (_last is not { } last || newest == _newest)
        {
            return;
        }

        // Cycles of other leaders may hide that ours is gone, or lie where it lay.
        // One that is newest and yet of an earlier time is that of a host whose clock is behind ours, or was set back.
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
            $"The store has lost cycle {last.CycleTimestamp:O} of epoch {last.Epoch}, which it had confirmed; its newest one is {newest?.ToString("O", CultureInfo.InvariantCulture) ?? "none"}"));
    }

    /// <summary>Gets what was lost since the last call, in words.</summary>
    public IReadOnlyList<string> TakeLosses()
    {
        string[] losses = [.. _losses];
        _losses.Clear();
        return losses;
    }
}
