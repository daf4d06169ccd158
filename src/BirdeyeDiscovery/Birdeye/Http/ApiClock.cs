namespace BirdeyeDiscovery;

/// <summary>The API's clock, as its last answer told it. It is at most right, never ahead: the header has whole seconds and was written before it was read.</summary>
internal sealed class ApiClock(TimeProvider clock)
{
    private long _aheadTicks;

    /// <summary>Gets the time of the API; that of this host where it is not ahead, or where no answer told.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() - Ahead;

    /// <summary>Gets how far this host's clock is ahead of the API's.</summary>
    public TimeSpan Ahead => new(Volatile.Read(ref _aheadTicks));

    public void Hear(HttpResponseMessage response)
    {
        // A cache on the way passes on the time at which it got the answer.
        if (response.Headers.Age is null && response.Headers.Date is { } date)
        {
            Volatile.Write(ref _aheadTicks, Math.Max(0, (clock.GetUtcNow() - date).Ticks));
        }
    }
}
