using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>What a bot's reader costs Redis and what it says when Redis does not answer.</summary>
public sealed class RedisReaderTests : IAsyncDisposable
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(700);

    private readonly FakeTimeProvider _clock = new(CacheSamples.Now);
    private readonly List<IAsyncDisposable> _open = [];
    private readonly FakeLogger _logger = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var item in _open)
        {
            await item.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_thousand_readers_that_miss_at_once_ask_Redis_once()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint, TimeSpan.FromSeconds(30));
        var reader = Reader(layer);
        var update = Cycle(CacheSamples.Now);
        await layer.PublishAsync(update with { View = update.View with { FreshSeconds = 240 }, ViewLifetime = TimeSpan.FromSeconds(240) }, Ct);
        await (await server.AdminAsync()).ExecuteAsync("CONFIG", "RESETSTAT");

        // Nothing is answered before all have asked.
        server.Freeze();
        var scores = Enumerable.Range(0, 1_000).Select(_ => reader.GetScoreAsync(Mint, Ct).AsTask()).ToArray();
        var views = Enumerable.Range(0, 1_000).Select(_ => reader.GetViewAsync(Ct).AsTask()).ToArray();
        server.Thaw();
        Assert.All(await Task.WhenAll(scores), answer => Assert.Equal(LiveAnswerKind.Found, answer.Kind));
        Assert.All(await Task.WhenAll(views), answer => Assert.Equal(LiveAnswerKind.Found, answer.Kind));
        Assert.Equal(2, await server.CountAsync("getrange"));

        // The time of the cycle, once with the score and once with the view.
        Assert.Equal(2, await server.CountAsync("get"));
    }

    [Fact]
    public async Task A_score_that_was_just_read_is_answered_at_once_and_without_allocation()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint, TimeSpan.FromSeconds(30));
        var reader = Reader(layer);
        await layer.PublishAsync(Cycle(CacheSamples.Now), Ct);
        await reader.GetScoreAsync(Mint, Ct);
        await (await server.AdminAsync()).ExecuteAsync("CONFIG", "RESETSTAT");

        // The runtime may allocate on this thread while it recompiles a method in use. An allocation by the reader is in every measurement.
        long allocated;
        var measurements = 0;
        do
        {
            allocated = AllocatedByReading(reader);
        }
        while (allocated > 0 && ++measurements < 20);

        Assert.Equal(0, allocated);
        Assert.Equal(0, await server.CountAsync("getrange"));
    }

    [Fact]
    public async Task Another_hosts_cycle_is_seen_when_the_local_time_is_over_and_at_once_by_who_has_seen_its_view()
    {
        await using var server = await RedisServer.StartAsync();
        var (host, other) = (Open(server.Endpoint, Timeout), Open(server.Endpoint, Timeout));
        var reader = Reader(other);
        await host.PublishAsync(Cycle(CacheSamples.Now, 50), Ct);
        Assert.Equal(50, await TotalAsync());

        await host.PublishAsync(Cycle(CacheSamples.Now.AddMinutes(2), 60), Ct);
        Assert.Equal(50, await TotalAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(60, await TotalAsync());

        await host.PublishAsync(Cycle(CacheSamples.Now.AddMinutes(4), 70), Ct);
        await reader.GetViewAsync(Ct);
        Assert.Equal(70, await TotalAsync());

        async Task<decimal> TotalAsync() => (await reader.GetScoreAsync(Mint, Ct)).TryGet(out var score) ? score.TotalScore : -1;
    }

    [Fact]
    public async Task A_Redis_that_does_not_answer_is_told_from_one_that_has_nothing()
    {
        await using var server = await RedisServer.StartAsync();
        var reader = Reader(Open(server.Endpoint, Timeout));
        Assert.Equal(LiveAnswerKind.Missing, (await reader.GetScoreAsync(Mint, Ct)).Kind);
        server.Freeze();
        foreach (var answer in await AllAsync(reader))
        {
            Assert.Equal((LiveAnswerKind.Unavailable, null, true), answer);
        }

        server.Thaw();
        Assert.All(await AllAsync(Reader(Open($"127.0.0.1:{Loopback.FreePort()}", Timeout))), answer => Assert.Equal(LiveAnswerKind.Unavailable, answer.Kind));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task What_cannot_be_read_is_not_known_and_is_left_where_it_is(string poison)
    {
        await using var server = await RedisServer.StartAsync();
        var reader = Reader(Open(server.Endpoint, Timeout));
        var admin = await server.AdminAsync();
        await admin.StringSetAsync(CacheKeys.Score(Mint), poison);
        await admin.StringSetAsync(CacheKeys.View, poison);
        await admin.HashSetAsync(CacheKeys.CandleOwners, "BONK", Mint);
        await admin.ListRightPushAsync("candles:BONK:1h", poison);
        Assert.All(await AllAsync(reader), answer => Assert.Equal(LiveAnswerKind.Unavailable, answer.Kind));
        Assert.Equal(4, (long)await admin.ExecuteAsync("DBSIZE"));

        await admin.KeyDeleteAsync("candles:BONK:1h");
        await admin.StringSetAsync("candles:BONK:1h", "not a list");
        Assert.Equal(LiveAnswerKind.Unavailable, (await reader.GetCandlesAsync(Mint, CandleInterval.OneHour, Ct)).Kind);
    }

    [Fact]
    public async Task A_watcher_is_woken_by_the_notice_without_a_look_at_the_clock()
    {
        await using var server = await RedisServer.StartAsync();
        var host = Open(server.Endpoint, TimeSpan.FromSeconds(30));
        await using var watch = Reader(Open(server.Endpoint, TimeSpan.FromSeconds(30))).WatchAsync(Ct).GetAsyncEnumerator(Ct);
        var next = watch.MoveNextAsync().AsTask();
        await Poll.UntilAsync(async () => (long)(await (await server.AdminAsync()).ExecuteAsync("PUBSUB", "NUMSUB", "discovery:changed"))[1] == 1, () => "Nobody listens.");
        await host.PublishAsync(Cycle(CacheSamples.Now), Ct);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20), Ct));
    }

    [Fact]
    public async Task Without_rights_to_the_channel_cycles_are_published_and_watchers_see_them_by_looking()
    {
        await using var server = await RedisServer.StartAsync();
        await (await server.AdminAsync()).ExecuteAsync("ACL", "SETUSER", "silent", "on", ">secret", "~*", "resetchannels", "+@all", "-publish", "-subscribe");
        var configuration = $"{server.Endpoint},user=silent,password=secret";
        var host = Open(configuration, TimeSpan.FromSeconds(30));
        await using var watch = Reader(Open(configuration, TimeSpan.FromSeconds(30))).WatchAsync(Ct).GetAsyncEnumerator(Ct);
        for (var cycle = 0; cycle < 3; cycle++)
        {
            var next = watch.MoveNextAsync().AsTask();
            await host.PublishAsync(Cycle(CacheSamples.Now.AddMinutes(cycle)), Ct);
            await Poll.UntilAsync(
                () =>
                {
                    _clock.Advance(TimeSpan.FromSeconds(15));
                    return next.IsCompleted;
                },
                () => "The watcher does not look.");
            Assert.True(await next);
            Assert.Equal(CacheSamples.Now.AddMinutes(cycle), watch.Current.AsOf);
        }

        Assert.DoesNotContain(_logger.Collector.GetSnapshot(), record => record.Id.Id is 3000 or 3002);
    }

    [Fact]
    public async Task A_process_without_an_engine_reads_the_live_view()
    {
        await using var server = await RedisServer.StartAsync();
        await Open(server.Endpoint, TimeSpan.FromSeconds(30), "sol:").PublishAsync(Cycle(CacheSamples.Now), Ct);
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddBirdeyeLiveReader(options => options.Cache.KeyPrefix = "sol:")
            .UseRedis(server.Endpoint)
            .Services.BuildServiceProvider();
        var reader = services.GetRequiredService<ILiveReader>();
        Assert.True((await reader.GetScoreAsync(Mint, Ct)).TryGet(out var score));
        Assert.Equal(Mint, score.Address);
        Assert.Null(services.GetService<IDiscoveryEngine>());
    }

    [Fact]
    public async Task A_reader_as_the_user_who_may_only_read_is_refused_nothing_that_it_needs()
    {
        await using var server = await RedisAclUser.StartAsync();
        var host = Open(server.Endpoint, TimeSpan.FromSeconds(30), RedisAclUser.Prefix);
        await host.PublishAsync(
            Cycle(CacheSamples.Now) with
            {
                Candles = [CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))],
                CandleOwners = new Dictionary<string, string> { ["BONK"] = Mint },
            },
            Ct);
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddBirdeyeLiveReader(options => options.Cache.KeyPrefix = RedisAclUser.Prefix)
            .UseRedis(RedisAclUser.Configuration(server, "reader"))
            .Services.BuildServiceProvider();
        var reader = services.GetRequiredService<ILiveReader>();

        Assert.True((await reader.GetScoreAsync(Mint, Ct)).TryGet(out _));
        Assert.True((await reader.GetRankAsync(Mint, Ct)).TryGet(out _));
        Assert.True((await reader.GetActiveTokensAsync(Ct)).TryGet(out _));
        Assert.NotEqual(LiveAnswerKind.Unavailable, (await reader.GetCandlesAsync(Mint, CandleInterval.FiveMinutes, Ct)).Kind);
        await using var watch = reader.WatchAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await watch.MoveNextAsync());

        // Time stands still for the reader: only the hint can wake it.
        var admin = await server.AdminAsync();
        var next = watch.MoveNextAsync().AsTask();
        await Poll.UntilAsync(async () => ((RedisResult[])(await admin.ExecuteAsync("PUBSUB", "CHANNELS", RedisAclUser.Prefix + "*"))!).Length > 0, static () => "Nobody listens.");
        await host.PublishAsync(Cycle(CacheSamples.Now.AddMinutes(2)), Ct);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.Equal(CacheSamples.Now.AddMinutes(2), watch.Current.AsOf);

        await RedisAclUser.AssertNothingRefusedAsync(admin.Multiplexer);
        await using var bot = await ConnectionMultiplexer.ConnectAsync(RedisAclUser.Configuration(server, "reader") + ",tieBreaker=,configChannel=");
        await Assert.ThrowsAnyAsync<RedisException>(() => bot.GetDatabase().StringSetAsync(RedisAclUser.Prefix + "mine", 1));
    }

    [Fact]
    public void A_reader_without_a_cache_says_what_to_do()
    {
        using var services = new ServiceCollection().AddBirdeyeLiveReader(static _ => { }).Services.BuildServiceProvider();
        var exception = Assert.Throws<InvalidOperationException>(services.GetRequiredService<ILiveReader>);
        Assert.Contains("UseRedis", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<(LiveAnswerKind Kind, DateTimeOffset? AsOf, bool IsStale)[]> AllAsync(LiveReader reader)
    {
        var (score, rank, view) = (await reader.GetScoreAsync(Mint, Ct), await reader.GetRankAsync(Mint, Ct), await reader.GetViewAsync(Ct));
        var (active, candles) = (await reader.GetActiveTokensAsync(Ct), await reader.GetCandlesAsync(Mint, CandleInterval.OneHour, Ct));
        return
        [
            (score.Kind, score.AsOf, score.IsStale), (rank.Kind, rank.AsOf, rank.IsStale), (view.Kind, view.AsOf, view.IsStale),
            (active.Kind, active.AsOf, active.IsStale), (candles.Kind, candles.AsOf, candles.IsStale),
        ];
    }

    private static long AllocatedByReading(LiveReader reader)
    {
        var found = 0;
        var before = 0L;
        for (var read = 0; read < 2_000; read++)
        {
            before = read == 1_000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            var answer = reader.GetScoreAsync(Mint, CancellationToken.None);
            found += answer is { IsCompletedSuccessfully: true, Result.Kind: LiveAnswerKind.Found } ? 1 : 0;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(2_000, found);
        return allocated;
    }

    private static LiveUpdate Cycle(DateTimeOffset at, decimal total = 50) => CacheSamples.Cycle(at, CacheSamples.Score(Mint, total: total, at: at));

    private LiveReader Reader(RedisCacheLayer layer) => new(layer, TimeSpan.FromSeconds(120), _clock);

    private RedisCacheLayer Open(string configuration, TimeSpan timeout, string prefix = "")
    {
        var options = new RedisCacheLayerOptions { Configuration = configuration, Timeout = timeout };
        var connection = new RedisConnection(options, prefix, null, _clock, _logger);
        _open.Add(connection);
        return new RedisCacheLayer(connection, options.LocalScores, _clock);
    }
}
