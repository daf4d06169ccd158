namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Values by key that expire. A remote cache would have this on its own side.</summary>
internal sealed class Memory(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (object Value, DateTimeOffset Until)> _entries = new(StringComparer.Ordinal);

    public T? Get<T>(string key)
        where T : class
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out var entry) && entry.Until > clock.GetUtcNow() ? entry.Value as T : null;
        }
    }

    public void Set(string key, object value, TimeSpan? lifetime = null)
    {
        lock (_gate)
        {
            _entries[key] = (value, lifetime is { } life ? clock.GetUtcNow() + life : DateTimeOffset.MaxValue);
        }
    }

    public void Remove(string key)
    {
        lock (_gate)
        {
            _entries.Remove(key);
        }
    }
}
