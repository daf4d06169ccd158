using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class SharedCautionTests
{
    [Fact]
    public async Task A_host_that_was_refused_asks_with_more_slack_and_even_spacing()
    {
        var clock = new FakeTimeProvider();
        var windows = new ScriptedWindows();
        using var limiter = new SharedAccountLimiter(new AccountRateLimiter(clock), windows, "me", clock, new FakeLogger());
        var limits = new RateLimits(8, null);
        await AskAsync();
        limiter.NoteRefusal();
        await AskAsync();
        clock.Advance(TimeSpan.FromHours(1));
        await AskAsync();

        Assert.Equal(
            [1.01, 1.03125, 1.01],
            windows.Asks.Where(static ask => ask.Request.Length > 0).Select(static ask => Math.Round(ask.Limits.PerSecond.Length.TotalSeconds, 6)));
        Assert.Equal(
            [0, .125, 0],
            windows.Asks.Where(static ask => ask.Request.Length > 0).Select(static ask => ask.Limits.Spacing.TotalSeconds));

        async Task AskAsync() =>
            (await limiter.AcquireAsync(limits, TimeSpan.FromDays(1), TestContext.Current.CancellationToken))!.Dispose();
    }
}
