namespace BirdeyeDiscovery;

/// <summary>The readers of the feed in this process, for the age of the oldest event that one of them has not handled.</summary>
internal sealed class FeedReaders(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private FeedReader[] _readers = [];

    /// <summary>Gets the age of the oldest event that a reader has not handled: zero when none waits, null without a reader.</summary>
    public TimeSpan? OldestUnhandled
    {
        get
        {
            TimeSpan? oldest = null;
            foreach (var reader in Volatile.Read(ref _readers))
            {
                var age = reader.UnhandledSince is { } since ? clock.GetUtcNow() - since : TimeSpan.Zero;
                oldest = age > (oldest ?? TimeSpan.Zero) ? age : oldest ?? TimeSpan.Zero;
            }

            return oldest;
        }
    }

    /// <summary>Adds a reader of the feed, which counts until it is disposed.</summary>
    public FeedReader Add()
    {
        var reader = new FeedReader(this);
        lock (_gate)
        {
            _readers = [.. _readers, reader];
        }

        return reader;
    }

    internal void Remove(FeedReader reader)
    {
        lock (_gate)
        {
            _readers = [.. _readers.Where(other => other != reader)];
        }
    }
}
