namespace BirdeyeDiscovery;

/// <summary>
/// Lets a failure through at once and the same one again once a minute, counted; an outage must not fill the host's disk.
/// </summary>
internal sealed class RepeatedFailures(TimeProvider clock)
{
    private const int MostKinds = 16;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <param name="failure">The failure; the same is what has the same type and text.</param>
    /// <param name="suppressed">How many were held back since the last one that went through.</param>
    public bool Allows(Exception failure, out int suppressed)
    {
        var key = $"{failure.GetType().Name}: {failure.Message}";
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                // Texts that are never the same twice share one entry.
                key = _entries.Count < MostKinds ? key : "";
                entry = _entries.GetValueOrDefault(key);
            }

            if (entry is not null && clock.GetElapsedTime(entry.Last, now) < Quiet)
            {
                _entries[key] = entry with { Suppressed = entry.Suppressed + 1 };
                suppressed = 0;
                return false;
            }

            _entries[key] = new Entry(now, 0);
            suppressed = entry?.Suppressed ?? 0;
            return true;
        }
    }

    private sealed record Entry(long Last, int Suppressed);
}
