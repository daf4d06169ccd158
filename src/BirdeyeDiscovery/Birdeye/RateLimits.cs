namespace BirdeyeDiscovery;

/// <summary>The rates that an account allows, as windows: so many requests in so much time.</summary>
internal readonly record struct RateLimits(decimal RequestsPerSecond, decimal? RequestsPerMinute)
{
    public static RateLimits Of(BirdeyeOptions options) => new(options.RequestsPerSecond, options.RequestsPerMinute);

    /// <summary>The least time between the starts of two requests.</summary>
    public TimeSpan Spacing => Divide(TimeSpan.FromSeconds(1), RequestsPerSecond);

    public RateWindow PerSecond => Window(RequestsPerSecond, TimeSpan.FromSeconds(1));

    public RateWindow? PerMinute => RequestsPerMinute is { } rate ? Window(rate, TimeSpan.FromMinutes(1)) : null;

    // A rate below one leaves no room for a whole request in the window, so the window grows until it holds one.
    private static RateWindow Window(decimal rate, TimeSpan unit)
    {
        var length = rate >= 1 ? unit : Divide(unit, rate);

        // Seen live: requests exactly one second apart still draw 429 now and then; clocks and networks are not exact.
        var slack = TimeSpan.FromTicks(Math.Min(TimeSpan.FromSeconds(0.25).Ticks, Divide(unit, rate).Ticks / 4));
        return new RateWindow(rate >= 1 ? (int)Math.Floor(rate) : 1, length + slack);
    }

    private static TimeSpan Divide(TimeSpan span, decimal by) => TimeSpan.FromTicks((long)Math.Ceiling(span.Ticks / by));
}
