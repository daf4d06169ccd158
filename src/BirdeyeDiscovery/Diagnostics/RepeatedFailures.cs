namespace BirdeyeDiscovery;

/// <summary>
/// Throttles warnings about failures: a new one is logged at once, and the same one once a minute with a count, so that an outage does not
/// fill the host's disk.
/// </summary>
internal sealed class RepeatedFailures(TimeProvider clock)
{
    private const int MostKinds = 16;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <param name="failure">The failure; two failures are the same if their type and text are equal.</param>
    /// <param name="suppressed">The number of failures suppressed since the last allowed one.</param>
    public bool Allows(Exception failure, out int suppressed)
    {
        var key = $"{failure.GetType().Name}: {failure.Message}";
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                // Once there are many different failures, further ones share one entry of the throttled warnings.
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
