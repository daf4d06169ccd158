namespace BirdeyeDiscovery;

/// <summary>The rates that an account allows, as windows: so many requests in so much time.</summary>
internal readonly record struct RateLimits(decimal RequestsPerSecond, decimal? RequestsPerMinute)
{
    private const decimal LeastRate = .01m;

    /// <summary>How long a second is; tests shorten it.</summary>
    public TimeSpan Second { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one request may take, from its permit to its end.</summary>
    public TimeSpan LongestAttempt { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many hosts are said to share the account, for when nobody can be asked; null when nothing is said.</summary>
    public int? Hosts { get; init; }

    public static RateLimits Of(BirdeyeOptions options) =>
        new(options.RequestsPerSecond, options.RequestsPerMinute) { LongestAttempt = options.AttemptTimeout, Hosts = options.Hosts };

    /// <summary>The least time between the starts of two requests.</summary>
    public TimeSpan Spacing => Divide(Second, RequestsPerSecond);

    public RateWindow PerSecond => Window(RequestsPerSecond, Second);

    public RateWindow? PerMinute => RequestsPerMinute is { } rate ? Window(rate, Second * 60) : null;

    public TimeSpan LongestWindow => PerMinute is { } perMinute && perMinute.Length > PerSecond.Length ? perMinute.Length : PerSecond.Length;

    /// <summary>The part of the rates that some of the hosts may use together.</summary>
    /// <param name="hosts">How many hosts the part is for.</param>
    /// <param name="of">How many hosts there are.</param>
    /// <param name="taken">How many requests of the minute are used up already.</param>
    public RateLimits Part(int hosts, int of, int taken = 0) => this with
    {
        RequestsPerSecond = RequestsPerSecond * hosts / of,
        RequestsPerMinute = RequestsPerMinute is { } rate ? Math.Max(rate - taken, LeastRate) * hosts / of : null,
    };

    // A rate below one leaves no room for a whole request in the window, so the window grows until it holds one.
    private RateWindow Window(decimal rate, TimeSpan unit)
    {
        var length = rate >= 1 ? unit : Divide(unit, rate);

        // Seen live: requests exactly one second apart still draw 429 now and then; clocks and networks are not exact.
        var slack = TimeSpan.FromTicks(Math.Min(Second.Ticks / 4, Divide(unit, rate).Ticks / 4));
        return new RateWindow(rate >= 1 ? (int)Math.Floor(rate) : 1, length + slack);
    }

    private static TimeSpan Divide(TimeSpan span, decimal by) => TimeSpan.FromTicks((long)Math.Ceiling(span.Ticks / by));
}
