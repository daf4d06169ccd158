namespace BirdeyeDiscovery;

/// <summary>The rates that an account allows, as windows: a number of requests per length of time.</summary>
internal readonly record struct RateLimits(decimal RequestsPerSecond, decimal? RequestsPerMinute)
{
    private const decimal LeastRate = .01m;

    /// <summary>Gets the length of a second for the rate limits; tests shorten it.</summary>
    public TimeSpan Second { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the longest time that the rate limiter allows one request, from its permit to its completion.</summary>
    public TimeSpan LongestAttempt { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets the configured number of hosts that share the account's limits, used when the shared count cannot be read; null when it is not
    /// configured.
    /// </summary>
    public int? Hosts { get; init; }

    /// <summary>Gets the name of the store for which the rate limits count the requests; null when the store has none.</summary>
    public string? StoreId { get; init; }

    /// <summary>
    /// Gets a value indicating whether the API refused a request although these rate limits were kept. Requests then have more slack and
    /// are spaced evenly.
    /// </summary>
    public bool IsCautious { get; init; }

    public static RateLimits Of(BirdeyeOptions options) =>
        new(options.RequestsPerSecond, options.RequestsPerMinute) { LongestAttempt = options.AttemptTimeout, Hosts = options.Hosts };

    /// <summary>
    /// Gets the shortest time between the starts of two requests under the rate limits. Usually there is none: a window may be used as soon
    /// as it has room.
    /// </summary>
    public TimeSpan Spacing => IsCautious ? Divide(Second, RequestsPerSecond) : TimeSpan.Zero;

    public RateWindow PerSecond => Window(RequestsPerSecond, Second);

    public RateWindow? PerMinute => RequestsPerMinute is { } rate ? Window(rate, Second * 60) : null;

    public TimeSpan LongestWindow =>
        PerMinute is { } perMinute && perMinute.Length > PerSecond.Length ? perMinute.Length : PerSecond.Length;

    /// <summary>Gets the part of the rate limits that some of the hosts may use together.</summary>
    /// <param name="hosts">The number of hosts that the part is for.</param>
    /// <param name="of">The number of all hosts.</param>
    /// <param name="taken">The number of requests of the minute that are already used.</param>
    public RateLimits Part(int hosts, int of, int taken = 0) => this with
    {
        RequestsPerSecond = RequestsPerSecond * hosts / of,
        RequestsPerMinute = RequestsPerMinute is { } rate ? Math.Max(rate - taken, LeastRate) * hosts / of : null,
    };

    // At a rate limit below one, the window would have no room for a whole request, so it grows until it holds one.
    private RateWindow Window(decimal rate, TimeSpan unit)
    {
        var length = rate >= 1 ? unit : Divide(unit, rate);

        // One percent of a rate limit's window covers the differences between the clocks of this host and of the API's servers: rounding to
        // milliseconds, some milliseconds between servers, and clock corrections. A cautious account gets the largest slack that was ever
        // needed.
        var slack = IsCautious
            ? TimeSpan.FromTicks(Math.Min(Second.Ticks / 4, Divide(unit, rate).Ticks / 4))
            : length / 100;
        return new RateWindow(rate >= 1 ? (int)Math.Floor(rate) : 1, length + slack);
    }

    private static TimeSpan Divide(TimeSpan span, decimal by) => TimeSpan.FromTicks((long)Math.Ceiling(span.Ticks / by));
}
