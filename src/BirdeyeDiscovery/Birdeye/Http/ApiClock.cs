namespace BirdeyeDiscovery;

/// <summary>The API's clock, as its last answer told it. It is at most right, never ahead: the header has whole seconds and was written before it was read.</summary>
internal sealed class ApiClock(TimeProvider clock)
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    private Word? _word;

    /// <summary>Gets the time of the API; that of this host where it is not ahead, or where no answer told.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() - Ahead;

    /// <summary>Gets how far this host's clock is ahead of the API's.</summary>
    public TimeSpan Ahead => Volatile.Read(ref _word) is { } word && word.Heard - word.Told + Drift(word) is var ahead && ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero;

    /// <summary>Gets how far this host's clock is off the API's; null where no answer told.</summary>
    /// <remarks>A clock that was set since the answer counts as it is set now: elapsed time does not jump with it.</remarks>
    public ClockOffset? Offset => Volatile.Read(ref _word) is { } word
        ? new ClockOffset(ClockOffset.Between(word.Asked, word.Told, word.Heard, Grain) + Drift(word), clock.GetElapsedTime(word.HeardAt))
        : null;

    /// <summary>Takes the time that an answer tells.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="asked">The time of this host when its request was sent.</param>
    public void Hear(HttpResponseMessage response, DateTimeOffset asked)
    {
        // A cache on the way passes on the time at which it got the answer.
        if (response.Headers.Age is null && response.Headers.Date is { } told)
        {
            Volatile.Write(ref _word, new Word(asked, told, clock.GetUtcNow(), clock.GetTimestamp()));
        }
    }

    // Two readings of a clock never fall on the same moment; less than a second is no jump.
    private TimeSpan Drift(Word word)
    {
        var drift = clock.GetUtcNow() - word.Heard - clock.GetElapsedTime(word.HeardAt);
        return drift.Duration() < Grain ? TimeSpan.Zero : drift;
    }

    private sealed record Word(DateTimeOffset Asked, DateTimeOffset Told, DateTimeOffset Heard, long HeardAt);
}
