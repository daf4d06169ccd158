using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>Lets one warning a minute through per cause; an outage must not fill the host's disk.</summary>
internal sealed class WarningThrottle<TCause>(TimeProvider clock)
    where TCause : notnull
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TCause, Entry> _entries = new();

    /// <param name="cause">The cause, of which there are few.</param>
    /// <param name="suppressed">How many were held back since the last one that went through.</param>
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
