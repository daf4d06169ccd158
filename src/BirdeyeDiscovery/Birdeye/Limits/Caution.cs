namespace BirdeyeDiscovery;

/// <summary>
/// Decides how long the rate limiter of an account stays cautious after the API refused a request with 429. Times are timestamps of the
/// limiter's clock. Not thread-safe: its owner locks.
/// </summary>
/// <remarks>
/// The limiter keeps to the published limits, so a refusal means that the API counts in another way, or that somebody else uses the
/// account. Both may pass, so caution ends by itself; where it does not help for long, it lasts longer each time.
/// </remarks>
internal sealed class Caution(long timestampFrequency)
{
    private static readonly TimeSpan First = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private TimeSpan _length;
    private long _until = long.MinValue;

    public bool IsAt(long now) => now < _until;

    /// <summary>Records for the rate limiter that the API refused a request with 429.</summary>
    /// <returns>How long the account is cautious from now on; null when it was cautious before.</returns>
    public TimeSpan? Note(long now)
    {
        var wasCautious = IsAt(now);
        if (!wasCautious)
        {
            var isRepeated = _length > TimeSpan.Zero && now - _until < Ticks(Longest);
            _length = !isRepeated ? First : _length * 2 < Longest ? _length * 2 : Longest;
        }

        _until = now + Ticks(_length);
        return wasCautious ? null : _length;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * timestampFrequency);
}
