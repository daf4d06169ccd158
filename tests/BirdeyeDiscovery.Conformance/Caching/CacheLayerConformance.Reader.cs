using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

public abstract partial class CacheLayerConformance
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_reader_of_an_empty_layer_is_told_that_there_is_nothing()
    {
        await using var harness = await CreateAsync();
        var reader = Reader(harness);
        Assert.Equal(
            [LiveAnswerKind.Missing, LiveAnswerKind.Missing, LiveAnswerKind.Missing, LiveAnswerKind.Missing, LiveAnswerKind.Missing],
            [
                (await reader.GetScoreAsync(Mint, Ct)).Kind, (await reader.GetRankAsync(Mint, Ct)).Kind, (await reader.GetViewAsync(Ct)).Kind,
                (await reader.GetActiveTokensAsync(Ct)).Kind, (await reader.GetCandlesAsync(Mint, CandleInterval.OneDay, Ct)).Kind,
            ]);
        Assert.Equal(harness.Clock.GetUtcNow(), (await reader.GetScoreAsync(Mint, Ct)).AsOf);
    }

    [Fact]
    public async Task A_reader_gets_what_was_published_and_of_what_time_it_is()
    {
        await using var harness = await CreateAsync();
        var reader = Reader(harness);
        var score = CacheSamples.Score(Mint) with { PriceChange1h = -1.5m, LiquidityUsd = 1e6m };
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, score, CacheSamples.Score(OtherMint) with { Rank = null }), Ct);

        var answer = await reader.GetScoreAsync(Mint, Ct);
        Assert.True(answer.TryGet(out var read));
        Assert.Equal((score, CacheSamples.Now, false), (read, answer.AsOf, answer.IsStale));
        Assert.Equal((true, 1), ((await reader.GetRankAsync(Mint, Ct)).TryGet(out var rank), rank));
        Assert.Equal(LiveAnswerKind.Missing, (await reader.GetRankAsync(OtherMint, Ct)).Kind);
        Assert.True((await reader.GetActiveTokensAsync(Ct)).TryGet(out var active));
        Assert.Equal([Mint, OtherMint], active);
        Assert.True((await reader.GetViewAsync(Ct)).TryGet(out var view));
        Assert.Equal((CacheSamples.Now, 2), (view.CycleTimestamp, view.Scores.Count));
    }

    [Fact]
    public async Task A_view_of_which_nobody_says_how_long_it_is_fresh_is_stale_after_two_intervals_and_from_the_future()
    {
        await using var harness = await CreateAsync();
        var reader = Reader(harness);
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)), Ct);
        await harness.AdvanceAsync(2 * Interval);
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((true, true), ((await reader.GetViewAsync(Ct)).IsStale, (await reader.GetActiveTokensAsync(Ct)).IsStale));

        await harness.Layer.PublishAsync(CacheSamples.Cycle(harness.Clock.GetUtcNow() + Interval, CacheSamples.Score(Mint)), Ct);
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);
        await harness.Layer.PublishAsync(CacheSamples.Cycle(harness.Clock.GetUtcNow() + Interval + TimeSpan.FromSeconds(1), CacheSamples.Score(Mint)), Ct);
        Assert.True((await reader.GetViewAsync(Ct)).IsStale);
    }

    [Fact]
    public async Task What_is_published_is_fresh_for_as_long_as_the_cache_counts_whatever_the_clock_of_the_reader()
    {
        await using var harness = await CreateAsync();
        ILiveReader[] readers = [Reader(harness), .. WallClock.Offsets.Select(off => Reader(harness, new WallClock(harness.Clock, off)))];
        await harness.Layer.PublishAsync(Lasting(CacheSamples.Now, 2 * Interval), Ct);
        await harness.AdvanceAsync((2 * Interval) - TimeSpan.FromSeconds(10));
        foreach (var reader in readers)
        {
            Assert.Equal((false, false, false), ((await reader.GetViewAsync(Ct)).IsStale, (await reader.GetScoreAsync(Mint, Ct)).IsStale, await CandlesAsync(reader)));
        }

        // The leader is dead.
        await harness.AdvanceAsync(TimeSpan.FromSeconds(10));
        foreach (var reader in readers)
        {
            Assert.Equal((true, LiveAnswerKind.Missing, true), ((await reader.GetViewAsync(Ct)).IsStale, (await reader.GetScoreAsync(Mint, Ct)).Kind, await CandlesAsync(reader)));
        }

        // What is published when it is stale already is told apart from what nobody said anything of.
        await harness.Layer.PublishAsync(Lasting(CacheSamples.Now.AddHours(1), TimeSpan.Zero), Ct);
        Assert.True((await readers[0].GetViewAsync(Ct)).IsStale);

        static async Task<bool> CandlesAsync(ILiveReader reader)
        {
            var candles = await reader.GetCandlesAsync(Mint, CandleInterval.FiveMinutes, Ct);
            Assert.Equal(LiveAnswerKind.Found, candles.Kind);
            return candles.IsStale;
        }
    }

    [Fact]
    public async Task Candles_are_compared_with_the_time_of_the_last_cycle_and_not_with_the_clock_of_the_reader()
    {
        await using var harness = await CreateAsync();
        var behind = Reader(harness, new WallClock(harness.Clock, TimeSpan.FromHours(-1)));
        foreach (var (age, isStale) in new[] { (600, false), (900, false), (1_200, true) })
        {
            var candle = CacheSamples.At(0, 1) with { Timestamp = CacheSamples.Now.ToUnixTimeSeconds() - age };
            await harness.Layer.PublishAsync(Lasting(CacheSamples.Now, 2 * Interval, candle), Ct);
            Assert.Equal(isStale, (await behind.GetCandlesAsync(Mint, CandleInterval.FiveMinutes, Ct)).IsStale);
        }
    }

    [Fact]
    public async Task A_watcher_gets_the_cycle_after_one_of_the_future_and_is_told_when_it_gets_stale()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(Lasting(CacheSamples.Now.AddYears(73), 2 * Interval), Ct);
        await using var watch = Reader(harness).WatchAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((CacheSamples.Now.AddYears(73), false), (watch.Current.AsOf, watch.Current.IsStale));

        var next = watch.MoveNextAsync().AsTask();
        await harness.Layer.PublishAsync(Lasting(CacheSamples.Now, 2 * Interval), Ct);
        await LookAsync(next);
        Assert.Equal((CacheSamples.Now, false), (watch.Current.AsOf, watch.Current.IsStale));

        next = watch.MoveNextAsync().AsTask();
        await harness.AdvanceAsync(2 * Interval);
        await LookAsync(next);
        Assert.Equal((CacheSamples.Now, true), (watch.Current.AsOf, watch.Current.IsStale));

        async Task LookAsync(Task<bool> seen)
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    await harness.AdvanceAsync(TimeSpan.FromSeconds(1));
                    return seen.IsCompleted;
                },
                "the view was not seen",
                Ct);
            Assert.True(await seen);
        }
    }

    [Fact]
    public async Task A_reader_asks_for_candles_by_address_and_never_gets_those_of_a_homonym()
    {
        await using var harness = await CreateAsync();
        var reader = Reader(harness);
        await PublishAsync(harness, "BONK", Mint, 1);
        Assert.Equal(1, await CloseAsync(reader, Mint));
        Assert.Null(await CloseAsync(reader, OtherMint));
        Assert.Null(await CloseAsync(reader, "BONK"));

        // The name changes hands.
        await harness.Layer.PublishAsync(
            CacheSamples.WithCandles(Update("BONK", 7) with { Replace = true }, Update(Mint, 1) with { Replace = true }) with
            {
                DroppedCandleKeys = ["BONK"],
                CandleOwners = new Dictionary<string, string> { ["BONK"] = OtherMint, [Mint] = Mint },
            },
            Ct);
        Assert.Equal(1, await CloseAsync(reader, Mint));
        Assert.Equal(7, await CloseAsync(reader, OtherMint));

        static CandleUpdate Update(string name, double close) => new(name, CandleInterval.OneHour, [CacheSamples.At(0, close)]);
        static async Task<double?> CloseAsync(ILiveReader reader, string address) =>
            (await reader.GetCandlesAsync(address, CandleInterval.OneHour, Ct)).TryGet(out var candles) ? Assert.Single(candles).Close : null;
        static ValueTask PublishAsync(CacheHarness harness, string name, string owner, double close) => harness.Layer.PublishAsync(
            CacheSamples.WithCandles(Update(name, close)) with { CandleOwners = new Dictionary<string, string> { [name] = owner } }, Ct);
    }

    [Fact]
    public async Task Candles_are_of_the_time_when_the_newest_ended_or_of_now_while_it_is_open()
    {
        await using var harness = await CreateAsync();
        var reader = Reader(harness);
        var now = harness.Clock.GetUtcNow();
        foreach (var (age, asOf, isStale) in new[] { (0, now, false), (300, now, false), (600, now.AddSeconds(-300), false), (1_200, now.AddSeconds(-900), true) })
        {
            var candle = CacheSamples.At(0, 1) with { Timestamp = now.ToUnixTimeSeconds() - age };
            await harness.Layer.PublishAsync(
                CacheSamples.WithCandles(new CandleUpdate("BONK", CandleInterval.FiveMinutes, [candle], Replace: true)) with { CandleOwners = new Dictionary<string, string> { ["BONK"] = Mint } }, Ct);
            var answer = await reader.GetCandlesAsync(Mint, CandleInterval.FiveMinutes, Ct);
            Assert.Equal((LiveAnswerKind.Found, asOf, isStale), (answer.Kind, answer.AsOf, answer.IsStale));
        }
    }

    [Fact]
    public async Task The_newest_candles_are_the_end_of_the_list()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2), (2, 3))), Ct);
        Assert.Equal([2, 3], (await harness.Layer.GetNewestCandlesAsync("BONK", CandleInterval.FiveMinutes, 2, Ct)).Select(candle => candle.Close));
        Assert.Equal(3, (await harness.Layer.GetNewestCandlesAsync("BONK", CandleInterval.FiveMinutes, 99, Ct)).Count);
        Assert.Empty(await harness.Layer.GetNewestCandlesAsync("WIF", CandleInterval.FiveMinutes, 1, Ct));
    }

    [Theory]
    [InlineData(CandleInterval.OneHour, 336)]
    [InlineData(CandleInterval.OneDay, 180)]
    public async Task Longer_candles_have_spans_of_their_own(CandleInterval interval, int span)
    {
        await using var harness = await CreateAsync();
        var candles = Enumerable.Range(0, span + 30).Select(bucket => CacheSamples.At(0, 1) with { Timestamp = 1_600_000_000L / 86_400 * 86_400 + (bucket * (long)interval) }).ToArray();
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(new CandleUpdate("BONK", interval, candles[..span])), Ct);
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(new CandleUpdate("BONK", interval, candles[(span - 2)..]) { From = candles[span - 1].Timestamp }), Ct);
        Assert.Equal(candles[^span..], await harness.Layer.GetCandlesAsync("BONK", interval, Ct));
    }

    [Fact]
    public async Task Who_watches_gets_the_view_that_is_there_and_then_each_newer_one()
    {
        await using var harness = await CreateAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)), Ct);
        await using var watch = Reader(harness).WatchAsync(ended.Token).GetAsyncEnumerator(Ct);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(CacheSamples.Now, watch.Current.AsOf);
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            var next = watch.MoveNextAsync().AsTask();
            await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now.AddMinutes(2 * cycle), CacheSamples.Score(Mint)), Ct);

            // By the notice, or by the next look where it got lost.
            await Eventually.TrueAsync(
                async () =>
                {
                    await harness.AdvanceAsync(TimeSpan.FromSeconds(1));
                    return next.IsCompleted;
                },
                $"cycle {cycle} was not seen",
                Ct);

            Assert.True(await next);
            Assert.Equal(CacheSamples.Now.AddMinutes(2 * cycle), watch.Current.AsOf);
        }

        var last = watch.MoveNextAsync().AsTask();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last);
    }

    [Fact]
    public async Task A_watcher_hears_of_a_token_that_was_paused_after_its_cycle()
    {
        await using var harness = await CreateAsync();
        var update = CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint));
        await harness.Layer.PublishAsync(update, Ct);
        await using var watch = Reader(harness).WatchAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await watch.MoveNextAsync());
        var next = watch.MoveNextAsync().AsTask();

        // The same once more, as after a fault of the cache, is no news.
        await harness.Layer.PublishAsync(update, Ct);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.False(next.IsCompleted);
        await harness.Layer.PublishAsync(update with { View = update.View with { ActiveTokens = [], Scores = [.. update.View.Scores.Select(static score => score with { Status = "paused" })] } }, Ct);
        await Eventually.TrueAsync(
            async () =>
            {
                await harness.AdvanceAsync(TimeSpan.FromSeconds(1));
                return next.IsCompleted;
            },
            "the pause was not seen",
            Ct);

        Assert.True(await next);
        Assert.True(watch.Current.TryGet(out var view));
        Assert.Empty(view.ActiveTokens);
        Assert.Equal("paused", Assert.Single(view.Scores).Status);
    }

    [Fact]
    public async Task Views_that_watchers_get_are_whole()
    {
        await using var harness = await CreateAsync();
        var reader = Reader(harness);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reads = 0;
        var polling = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    if ((await reader.GetViewAsync(Ct)).TryGet(out var view))
                    {
                        Assert.All(view.Scores, score => Assert.Equal(view.CycleTimestamp.ToUnixTimeSeconds(), score.Timestamp));
                        Assert.Equal(view.Scores.Select(score => score.Address), view.ActiveTokens);
                        reads++;
                    }
                }
            },
            Ct);
        for (var cycle = 0; cycle < 50 || reads < 20; cycle++)
        {
            var at = CacheSamples.Now.AddMinutes(cycle);
            await harness.Layer.PublishAsync(CacheSamples.Cycle(at, [.. Enumerable.Range(0, 5 + (cycle % 7)).Select(token => CacheSamples.Score($"T{token + cycle}", at: at))]), Ct);
        }

        await done.CancelAsync();
        await polling;
    }

    private static LiveUpdate Lasting(DateTimeOffset at, TimeSpan fresh, Candle? candle = null)
    {
        var update = CacheSamples.Cycle(at, CacheSamples.Score(Mint, at: at));
        var newest = candle ?? CacheSamples.At(0, 1) with { Timestamp = at.ToUnixTimeSeconds() - 300 };
        return update with
        {
            View = update.View with { FreshSeconds = fresh.TotalSeconds },
            ViewLifetime = fresh,
            ScoreLifetime = fresh > TimeSpan.Zero ? fresh : update.ScoreLifetime,
            Candles = [new CandleUpdate("BONK", CandleInterval.FiveMinutes, [newest], Replace: true)],
            CandleOwners = new Dictionary<string, string> { ["BONK"] = Mint },
        };
    }

    private static ILiveReader Reader(CacheHarness harness, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddSingleton(clock ?? harness.Clock).AddKeyedSingleton(Options.DefaultName, harness.Layer);
        services.AddBirdeyeLiveReader(static options => options.Discovery.Interval = Interval);
        return services.BuildServiceProvider().GetRequiredService<ILiveReader>();
    }
}
