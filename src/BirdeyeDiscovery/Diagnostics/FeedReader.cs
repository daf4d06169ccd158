namespace BirdeyeDiscovery;

/// <summary>What one reader of the feed works on. A call stores one number, because nobody may be listening.</summary>
internal sealed class FeedReader(FeedReaders readers) : IDisposable
{
    private const long None = -1;

    private long _since = None;

    /// <summary>
    /// Gets for the meter the time of the event that the feed's reader was given and has not handled; null when it waits for the next one.
    /// </summary>
    public DateTimeOffset? UnhandledSince => Volatile.Read(ref _since) is var ticks and not None ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>Sets the event that the reader was given. All events before it are handled.</summary>
    /// <param name="createdAt">The time of the event.</param>
    public void Given(DateTimeOffset createdAt) => Volatile.Write(ref _since, createdAt.UtcTicks);

    /// <summary>Records for the meter that the feed's reader has handled all events that it was given.</summary>
    public void Handled() => Volatile.Write(ref _since, None);

    public void Dispose() => readers.Remove(this);
}
