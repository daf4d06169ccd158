namespace BirdeyeDiscovery;

/// <summary>
/// Tracks the API's clock by the Date header of its last answer. The header may lag behind the API's clock but is never ahead of it: it has
/// whole seconds and was written before it was read.
/// </summary>
internal sealed class ApiClock(TimeProvider clock)
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    private Word? _word;

    /// <summary>
    /// Gets the API's time by its Date header; this host's time when the host is not ahead, or when no answer carried a time.
    /// </summary>
    public DateTimeOffset Now => clock.GetUtcNow() - Ahead;

    /// <summary>Gets how far this host's clock is ahead of the Date header of the API.</summary>
    public TimeSpan Ahead =>
        Volatile.Read(ref _word) is { } word && word.Heard - word.Told + Drift(word) is var ahead && ahead > TimeSpan.Zero
            ? ahead
            : TimeSpan.Zero;

    /// <summary>Gets the offset of this host's clock from the Date header of the API's responses; null when none carried a time.</summary>
    /// <remarks>
    /// If the host's clock was set after the answer, the offset reflects its new time: elapsed time does not jump with the clock.
    /// </remarks>
    public ClockOffset? Offset => Volatile.Read(ref _word) is { } word
        ? new ClockOffset(ClockOffset.Between(word.Asked, word.Told, word.Heard, Grain) + Drift(word), clock.GetElapsedTime(word.HeardAt))
        : null;

    /// <summary>Reads the Date header of a response, without trusting it yet.</summary>
    /// <param name="response">The response.</param>
    /// <param name="asked">This host's time when the request was sent.</param>
    /// <returns>The time; <see langword="null"/> when the response carries none.</returns>
    public Word? Read(HttpResponseMessage response, DateTimeOffset asked) =>
        // An Age header means that the answer comes from a cache. Its Date header is the time at which the cache received the answer, so it
        // is ignored.
        response.Headers.Age is null && response.Headers.Date is { } told
            ? new Word(asked, told, clock.GetUtcNow(), clock.GetTimestamp())
            : null;

    /// <summary>
    /// Records the Date header of a response that has the API's envelope. A page of a proxy or a CDN has a clock of its own, which is not
    /// trusted.
    /// </summary>
    public void Trust(Word? word)
    {
        if (word is not null)
        {
            Volatile.Write(ref _word, word);
        }
    }

    // The host's clock and the elapsed time around a response are not read at the same moment. A difference below one second is therefore
    // not a jump of the clock.
    private TimeSpan Drift(Word word)
    {
        var drift = clock.GetUtcNow() - word.Heard - clock.GetElapsedTime(word.HeardAt);
        return drift.Duration() < Grain ? TimeSpan.Zero : drift;
    }

    /// <summary>The Date header of a response, with this host's times around it.</summary>
    internal sealed record Word(DateTimeOffset Asked, DateTimeOffset Told, DateTimeOffset Heard, long HeardAt);
}
