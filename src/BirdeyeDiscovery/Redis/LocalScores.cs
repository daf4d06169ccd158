using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>
/// Keeps scores in memory after they were read from Redis, so that a bot that asks many times a second reads from Redis less often. It is
/// bounded; a hit takes no lock and allocates nothing.
/// </summary>
internal sealed class LocalScores(TimeSpan lifetime, TimeProvider clock)
{
    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly long _ticks = (long)(lifetime.TotalSeconds * clock.TimestampFrequency);
    private long _clearedAt = long.MinValue;

    /// <summary>Gets whether a score that was requested from Redis at a time may still be used.</summary>
    public bool IsWithinLifetime(long askedAt, long now) => now - askedAt < _ticks;

    public bool TryGet(string address, [NotNullWhen(true)] out TokenScoreView? score)
    {
        var found = _entries.TryGetValue(address, out var entry) && clock.GetTimestamp() - entry.ReadAt < _ticks;
        score = found ? entry.Score : null;
        return found;
    }

    /// <summary>Keeps a score from Redis in memory. Its age counts from the time at which it was requested.</summary>
    public void Set(string address, TokenScoreView score, long askedAt)
    {
        // The local scores were cleared for a newer cycle after this request was sent to Redis, so its answer may belong to the older
        // cycle.
        if (_ticks == 0 || askedAt < Volatile.Read(ref _clearedAt))
        {
            return;
        }

        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[address] = new Entry(score, askedAt);
    }

    public void Clear()
    {
        Volatile.Write(ref _clearedAt, clock.GetTimestamp());
        _entries.Clear();
    }

    private readonly record struct Entry(TokenScoreView Score, long ReadAt);
}
