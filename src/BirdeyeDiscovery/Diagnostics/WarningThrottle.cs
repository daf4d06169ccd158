using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>Throttles warnings: one a minute per cause, so that an outage does not fill the host's disk.</summary>
internal sealed class WarningThrottle<TCause>(TimeProvider clock)
    where TCause : notnull
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TCause, Entry> _entries = new();

    /// <param name="cause">The cause, of which there are few.</param>
    /// <param name="suppressed">The number of warnings suppressed since the last allowed one.</param>
    public bool Allows(TCause cause, out int suppressed)
    {
        var entry = _entries.GetOrAdd(cause, static _ => new Entry());
        var now = clock.GetTimestamp();
        lock (entry)
        {
            suppressed = entry.Suppressed;
            if (entry.Last is { } last && clock.GetElapsedTime(last, now) < Quiet)
            {
                entry.Suppressed++;
                return false;
            }

            entry.Last = now;
            entry.Suppressed = 0;
            return true;
        }
    }

    private sealed class Entry
    {
        public long? Last { get; set; }

        public int Suppressed { get; set; }
    }
}
