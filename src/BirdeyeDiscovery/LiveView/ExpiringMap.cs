using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>
/// The dictionary of the in-process cache: entries expire by the injected clock and the total weight is bounded. It is not thread-safe: its
/// owner locks.
/// </summary>
internal sealed class ExpiringMap<TValue>(TimeProvider clock, long capacity)
    where TValue : class
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    // Entries of the in-process cache expire by elapsed time. By the wall clock, they would outlive their lifetime whenever that clock is
    // set back.
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _nextSweep = SweepEvery;

    public int Count => _entries.Count;

    public long Weight { get; private set; }

    private TimeSpan Now => clock.GetElapsedTime(_start);

    public bool TryGet(string key, [NotNullWhen(true)] out TValue? value)
    {
        var found = _entries.TryGetValue(key, out var entry) && entry.ExpiresAt > Now;
        value = found ? entry.Value : null;
        return found;
    }

    public void Set(string key, TValue value, long weight, TimeSpan lifetime)
    {
        Remove(key);
        var now = Now;
        if (now >= _nextSweep)
        {
            Sweep(now);
        }

        if (weight > capacity)
        {
            return;
        }

        if (Weight + weight > capacity)
        {
            MakeRoom(now, weight);
        }

        _entries.Add(key, new Entry(value, weight, now + lifetime));
        Weight += weight;
    }

    /// <summary>Gives a cache entry that has not expired a new lifetime from now; an expired one stays expired.</summary>
    public void Extend(string key, TimeSpan lifetime)
    {
        var now = Now;
        if (_entries.TryGetValue(key, out var entry) && entry.ExpiresAt > now)
        {
            _entries[key] = entry with { ExpiresAt = now + lifetime };
        }
    }

    /// <summary>Gets cache entries that have not expired, those with the longest remaining lifetime first.</summary>
    public Kept[] Newest(int count)
    {
        var now = Now;
        return [.. _entries
            .Where(pair => pair.Value.ExpiresAt > now)
            .OrderByDescending(static pair => pair.Value.ExpiresAt)
            .Take(count)
            .Select(pair => new Kept(pair.Key, pair.Value.Value, pair.Value.ExpiresAt - now))];
    }

    public void Remove(string key)
    {
        if (_entries.Remove(key, out var entry))
        {
            Weight -= entry.Weight;
        }
    }

    private void Sweep(TimeSpan now)
    {
        _nextSweep = now + SweepEvery;
        foreach (var (key, entry) in _entries)
        {
            if (entry.ExpiresAt <= now)
            {
                Remove(key);
            }
        }
    }

    private void MakeRoom(TimeSpan now, long weight)
    {
        Sweep(now);
        if (Weight + weight <= capacity)
        {
            return;
        }

        // At least a tenth of the capacity is freed, so that a full in-process cache does not sort its entries at each write.
        var target = Math.Max(0, Math.Min(capacity - weight, capacity / 10 * 9));
        foreach (var (key, _) in _entries.OrderBy(static pair => pair.Value.ExpiresAt).ToArray())
        {
            if (Weight <= target)
            {
                return;
            }

            Remove(key);
        }
    }

    /// <summary>A cache entry and its remaining lifetime.</summary>
    internal readonly record struct Kept(string Key, TValue Value, TimeSpan Left);

    private readonly record struct Entry(TValue Value, long Weight, TimeSpan ExpiresAt);
}
