using System.Diagnostics;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>Several hosts that want one answer.</summary>
public sealed class SharedFetchTests : IAsyncLifetime
{
    private const string Key = "birdeye:security:x";

    private RedisHarness _harness = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _harness = new RedisHarness(
        await RedisServers.AdminAsync(await RedisServers.RedisAsync()),
        new RedisCacheLayerOptions { Timeout = TimeSpan.FromSeconds(30), CycleBudget = TimeSpan.FromMinutes(5) },
        SharedRedis.NewPrefix(),
        "");

    public ValueTask DisposeAsync() => _harness?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Ten_hosts_that_miss_at_once_ask_once()
    {
        var calls = 0;
        var hosts = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => (await _harness.OpenSecondAsync())!));
        var readings = await Task.WhenAll(hosts.Select(host => AskAsync(host, async token =>
        {
            Interlocked.Increment(ref calls);
            await Task.Delay(TimeSpan.FromMilliseconds(150), token);
            return CacheSamples.Answer("for all");
        })));

        Assert.Equal(1, calls);
        Assert.All(readings, reading => Assert.Equal("for all", reading.Value!.Text));
        Assert.Equal([_harness.Raw(Key)], _harness.Keys());
    }

    [Fact]
    public async Task When_the_answer_is_a_failure_the_next_host_asks_for_itself()
    {
        var calls = 0;
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => (await _harness.OpenSecondAsync())!));
        var readings = await Task.WhenAll(hosts.Select(host => AskAsync(host, async token =>
        {
            var call = Interlocked.Increment(ref calls);
            await Task.Delay(TimeSpan.FromMilliseconds(50), token);
            return call == 1 ? CacheSamples.Failure() : CacheSamples.Answer("at last");
        })));

        Assert.Equal(2, calls);
        Assert.Equal(1, readings.Count(reading => reading.Kind == ReadingKind.Failed));
    }

    [Fact]
    public async Task A_host_that_died_while_it_asked_is_waited_for_no_longer_than_its_word_lives()
    {
        await _harness.Database.StringSetAsync(_harness.Raw("discovery:fetch:" + Key), "1", TimeSpan.FromMilliseconds(300));
        var started = Stopwatch.GetTimestamp();
        Assert.Equal("own", (await AskAsync(_harness.Layer, _ => ValueTask.FromResult(CacheSamples.Answer("own")))).Value!.Text);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 200, 5_000);
    }

    [Fact]
    public async Task Answers_that_live_for_seconds_are_not_waited_for()
    {
        await _harness.Database.StringSetAsync(_harness.Raw("discovery:fetch:birdeye:trades:x"), "1", TimeSpan.FromMinutes(1));
        var reading = await _harness.Layer.GetOrReadAsync(
            "birdeye:trades:x", TimeSpan.FromSeconds(30), SampleJsonContext.Default.SampleAnswer, _ => ValueTask.FromResult(CacheSamples.Answer("own")), Ct);
        Assert.Equal("own", reading.Value!.Text);
    }

    [Fact]
    public async Task An_answer_of_another_host_is_kept_as_long_as_it_has_left_to_live()
    {
        await AskAsync(_harness.Layer, _ => ValueTask.FromResult(CacheSamples.Answer("old")));
        await _harness.AdvanceAsync(TimeSpan.FromHours(23));
        var second = (await _harness.OpenSecondAsync())!;
        Assert.Equal("old", (await AskAsync(second, _ => ValueTask.FromResult(CacheSamples.Answer("new")))).Value!.Text);
        await _harness.AdvanceAsync(TimeSpan.FromHours(1.1));
        Assert.Equal("new", (await AskAsync(second, _ => ValueTask.FromResult(CacheSamples.Answer("new")))).Value!.Text);
    }

    private static Task<Reading<SampleAnswer>> AskAsync(ICacheLayer layer, Func<CancellationToken, ValueTask<Reading<SampleAnswer>>> source) =>
        layer.GetOrReadAsync(Key, TimeSpan.FromHours(24), SampleJsonContext.Default.SampleAnswer, source, Ct).AsTask();
}
