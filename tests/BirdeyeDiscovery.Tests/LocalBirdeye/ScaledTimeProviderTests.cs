using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Tests.LocalBirdeyes;

public class ScaledTimeProviderTests
{
    [Fact]
    public async Task It_stands_still_until_the_first_request()
    {
        var clock = new ScaledTimeProvider(Local.Origin, 3600);
        await using var local = Local.Generated(clock);
        using var client = local.Client();

        Assert.False(clock.IsRunning);
        Assert.Equal(Local.Origin, clock.GetUtcNow());
        Assert.Equal(0, clock.GetTimestamp());
        await client.AskAsync("defi/networks");
        Assert.True(clock.IsRunning);
    }

    [Fact]
    public async Task Timers_made_before_the_start_fire_after_it_and_never_early()
    {
        var clock = new ScaledTimeProvider(Local.Origin, 1000);
        var delay = Task.Delay(TimeSpan.FromSeconds(50), clock, TestContext.Current.CancellationToken);
        var fired = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var timer = clock.CreateTimer(
            _ =>
            {
                if (Interlocked.Increment(ref count) == 3)
                {
                    fired.TrySetResult(count);
                }
            },
            null,
            TimeSpan.FromSeconds(10),
            TimeSpan.FromSeconds(10));

        Assert.False(delay.IsCompleted);
        clock.Start();
        clock.Start();
        await fired.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(clock.GetUtcNow() >= Local.Origin.AddSeconds(30));
        await delay;
        Assert.True(clock.GetUtcNow() >= Local.Origin.AddSeconds(50));
        Assert.Equal(TimeSpan.TicksPerSecond, clock.TimestampFrequency);
    }

    [Fact]
    public async Task A_disposed_timer_stays_silent_and_one_due_at_once_needs_no_running_clock()
    {
        var clock = new ScaledTimeProvider(Local.Origin, 1000);
        var silent = 0;
        var disposed = clock.CreateTimer(_ => silent++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await disposed.DisposeAsync();
        var atOnce = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var immediate = clock.CreateTimer(_ => atOnce.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await atOnce.Task.WaitAsync(TestContext.Current.CancellationToken);
        clock.Start();
        await Task.Delay(TimeSpan.FromSeconds(5), clock, TestContext.Current.CancellationToken);
        Assert.Equal(0, silent);
        Assert.False(disposed.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e7)]
    public void A_speed_out_of_range_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScaledTimeProvider(Local.Origin, speed));
}
