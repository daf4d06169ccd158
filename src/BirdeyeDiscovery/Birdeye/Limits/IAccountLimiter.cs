namespace BirdeyeDiscovery;

/// <summary>Limits the requests of one account to its rates. The gateway sends no request without a permit.</summary>
internal interface IAccountLimiter
{
    /// <summary>Gets the time that remains of the pause of an account's rate limiter.</summary>
    TimeSpan PauseLeft { get; }

    /// <summary>Waits for a permit of the rate limiter to send one request.</summary>
    /// <param name="limits">The account's rates as this caller knows them.</param>
    /// <param name="maxPause">The longest pause (see <see cref="Pause"/>) that this caller waits for; other waiting has no bound.</param>
    /// <param name="cancellationToken">Removes the caller from the queue.</param>
    /// <returns>The permit, or <see langword="null"/> when the account is paused for longer than <paramref name="maxPause"/>.</returns>
    ValueTask<RatePermit?> AcquireAsync(RateLimits limits, TimeSpan maxPause, CancellationToken cancellationToken);

    /// <summary>
    /// Pauses every caller of the account's rate limiter. If the account is already paused for longer, that pause is kept.
    /// </summary>
    void Pause(TimeSpan duration);

    /// <summary>Records that the API refused a request with 429 although the limits were kept.</summary>
    /// <returns>How long requests are sent with more caution; null when they were before.</returns>
    TimeSpan? NoteRefusal();
}
