using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Retry;

namespace BirdeyeDiscovery.Tests;

/// <summary>What is repeated around a store, for how long, and what is not, also under a host's own retry.</summary>
public sealed class StorePipelineTests
{
    private static readonly DiscoveryStoreException Lost = new("lost") { IsTransient = true };
    private static readonly DiscoveryStoreException Full = new("full");

    private readonly FakeTimeProvider _clock = new();
    private int _calls;

    [Fact]
    public async Task A_transient_failure_is_tried_again_with_waits_that_grow()
    {
        var times = new List<DateTimeOffset>();

        await Assert.ThrowsAsync<DiscoveryStoreException>(() => RunAsync(new StoreCall("test", 7), () =>
        {
            times.Add(_clock.GetUtcNow());
            throw Lost;
        }));

        Assert.Equal(7, times.Count);

        // Each wait is drawn at random around its median, so only their bounds and their sum are sure.
        var waits = times.Zip(times.Skip(1), static (before, after) => (after - before).TotalSeconds).ToArray();
        Assert.All(waits, static wait => Assert.InRange(wait, 0, 8.1));
        Assert.InRange(waits[0], 0, 1.2);
        Assert.InRange(waits.Sum(), 3, 30);
        Assert.True(waits[^3..].Sum() > waits[..3].Sum(), string.Join(' ', waits));
    }

    [Fact]
    public async Task What_waiting_does_not_heal_is_called_once()
    {
        Assert.Same(Full, await Assert.ThrowsAsync<DiscoveryStoreException>(() => RunAsync(new StoreCall("test", 7), Failing(Full))));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_call_without_time_left_waits_for_nothing()
    {
        var start = _clock.GetUtcNow();
        await Assert.ThrowsAsync<DiscoveryStoreException>(() => RunAsync(new StoreCall("test", 7) { MayWait = static () => false }, Failing(Lost)));
        Assert.Equal((1, start), (_calls, _clock.GetUtcNow()));
    }

    [Fact]
    public async Task No_attempt_begins_after_the_patience_of_the_call()
    {
        var start = _clock.GetUtcNow();
        await Assert.ThrowsAsync<DiscoveryStoreException>(() => RunAsync(new StoreCall("test", 100) { Patience = TimeSpan.FromSeconds(30) }, Failing(Lost)));
        Assert.InRange(_calls, 5, 14);
        Assert.InRange((_clock.GetUtcNow() - start).TotalSeconds, 30, 39);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_may_have_been_written_is_not_repeated_also_by_a_host_that_retries_everything(bool ownRetry)
    {
        PipelineChange[] changes = ownRetry ? [RetryAll] : [];
        var call = new StoreCall("test", 7) { IsRepeatable = static _ => false };

        Assert.Same(Lost, await Assert.ThrowsAsync<DiscoveryStoreException>(() => RunAsync(call, Failing(Lost), changes)));

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_call_that_was_ended_is_not_repeated_also_by_a_host_that_retries_everything()
    {
        var call = new StoreCall("test", 7);

        await Assert.ThrowsAsync<DiscoveryStoreException>(() => RunAsync(
            call,
            () =>
            {
                _calls++;
                call.End(Lost);
                throw Lost;
            },
            RetryAll));

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_host_s_own_retry_decides_how_often_what_is_safe_is_repeated()
    {
        await Assert.ThrowsAsync<DiscoveryStoreException>(() => RunAsync(new StoreCall("test", 2), Failing(Lost), RetryAll));
        Assert.Equal(5, _calls);
    }

    [Theory]
    [InlineData(1, .25)]
    [InlineData(2, .5)]
    [InlineData(7, 16)]
    [InlineData(8, 30)]
    [InlineData(1_000_000, 30)]
    public void Who_follows_the_store_waits_a_quarter_of_a_second_up_to_half_a_minute(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), StoreDefaults.FollowerDelay(failures));

    private static PipelineChange RetryAll { get; } = new(BirdeyeDiscoveryPipelines.StoreCalls, IsReplacement: true, static builder =>
        builder.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, Delay = TimeSpan.FromSeconds(1) }));

    private Func<ValueTask<int>> Failing(Exception failure) => () =>
    {
        _calls++;
        throw failure;
    };

    private async Task RunAsync(StoreCall call, Func<ValueTask<int>> work, params PipelineChange[] changes)
    {
        var pipelines = new EnginePipelines("", _clock, _clock, changes);
        var run = pipelines.StoreCalls.RunAsync(call, work, static (work, _) => work(), TestContext.Current.CancellationToken);
        await Time.DriveAsync(_clock, run.AsTask(), stepMilliseconds: 50);
    }
}
