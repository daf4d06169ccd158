namespace BirdeyeDiscovery;

/// <summary>Keeps the requests of one account within its rates; the gateway sends nothing without a permit.</summary>
internal interface IAccountLimiter
{
    /// <summary>Gets how long the account is still paused.</summary>
    TimeSpan PauseLeft { get; }

    /// <summary>Waits for the leave to send one request.</summary>
    /// <param name="limits">The account's rates as this caller knows them.</param>
    /// <param name="maxPause">The longest pause (see <see cref="Pause"/>) that this caller sits out; ordinary waiting has no bound.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    /// <returns>The permit, or <see langword="null"/> when the account is paused for longer than that.</returns>
    ValueTask<RatePermit?> AcquireAsync(RateLimits limits, TimeSpan maxPause, CancellationToken cancellationToken);

    /// <summary>Stops every caller of the account for a while; a pause that already lasts longer stays.</summary>
    void Pause(TimeSpan duration);
}
