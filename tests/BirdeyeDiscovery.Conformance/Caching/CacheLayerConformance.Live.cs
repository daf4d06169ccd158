using Xunit;

namespace BirdeyeDiscovery.Conformance;

public abstract partial class CacheLayerConformance
{
    [Fact]
    public async Task An_empty_layer_has_nothing_and_says_so()
    {
        await using var harness = await CreateAsync();
        Assert.Null(await harness.Layer.GetViewAsync(Ct));
        Assert.Null(await harness.Layer.GetScoreAsync(Mint, Ct));
        Assert.Empty(await harness.Layer.GetActiveTokensAsync(Ct));
        foreach (var interval in Enum.GetValues<CandleInterval>())
        {
            Assert.Empty(await harness.Layer.GetCandlesAsync("SOL", interval, Ct));
        }

        foreach (var key in new[] { CacheKeys.View, CacheKeys.LastCycle, CacheKeys.ActiveTokens, CacheKeys.CandidateCount })
        {
            Assert.False(await harness.ExistsAsync(key), key);
        }
    }

    [Fact]
    public async Task A_published_cycle_is_read_back_whole()
    {
        await using var harness = await CreateAsync();
        var score = CacheSamples.Score(Mint) with { LiquidityScore = null, Rank = null, Status = null };
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, score, CacheSamples.Score(OtherMint, "WIF", 64m)), Ct);

        var view = await harness.Layer.GetViewAsync(Ct);
        Assert.NotNull(view);
        Assert.Equal(CacheSamples.Now, view.CycleTimestamp);
        Assert.Equal(CycleOutcome.Complete, view.Outcome);
        Assert.Equal(5, view.CandidateCount);
        Assert.Equal([Mint, OtherMint], view.ActiveTokens);
        Assert.Equal([score, CacheSamples.Score(OtherMint, "WIF", 64m)], view.Scores);
        Assert.Equal(score, await harness.Layer.GetScoreAsync(Mint, Ct));
        Assert.Equal([Mint, OtherMint], (await harness.Layer.GetActiveTokensAsync(Ct)).Order(StringComparer.Ordinal));
        foreach (var key in new[] { CacheKeys.View, CacheKeys.LastCycle, CacheKeys.ActiveTokens, CacheKeys.CandidateCount, CacheKeys.Score(Mint) })
        {
            Assert.True(await harness.ExistsAsync(key), key);
        }
    }

    [Fact]
    public async Task The_next_cycle_replaces_the_whole_view_and_the_active_set()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint), CacheSamples.Score(OtherMint)), Ct);
        var next = CacheSamples.Now.AddMinutes(2);
        await harness.Layer.PublishAsync(CacheSamples.Cycle(next, CacheSamples.Score(OtherMint, at: next)), Ct);

        var view = await harness.Layer.GetViewAsync(Ct);
        Assert.Equal(next, view!.CycleTimestamp);
        Assert.Equal([OtherMint], view.ActiveTokens);
        Assert.Equal(OtherMint, Assert.Single(view.Scores).Address);
        Assert.Equal([OtherMint], await harness.Layer.GetActiveTokensAsync(Ct));
    }

    [Fact]
    public async Task A_cycle_without_active_tokens_leaves_none()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)), Ct);
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now.AddMinutes(2)), Ct);
        Assert.Empty(await harness.Layer.GetActiveTokensAsync(Ct));
        Assert.Empty((await harness.Layer.GetViewAsync(Ct))!.Scores);
    }

    [Fact]
    public async Task The_score_of_a_token_that_left_lives_to_the_end_of_its_lifetime()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint), CacheSamples.Score(OtherMint)), Ct);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(100));
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now.AddSeconds(100), CacheSamples.Score(OtherMint)), Ct);

        Assert.NotNull(await harness.Layer.GetScoreAsync(Mint, Ct));
        await harness.AdvanceAsync(TimeSpan.FromSeconds(21));
        Assert.Null(await harness.Layer.GetScoreAsync(Mint, Ct));
        Assert.False(await harness.ExistsAsync(CacheKeys.Score(Mint)));
        Assert.NotNull(await harness.Layer.GetScoreAsync(OtherMint, Ct));
    }

    [Fact]
    public async Task Extending_keeps_a_living_score_and_does_not_bring_back_a_dead_one()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)), Ct);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(100));
        await harness.Layer.ExtendScoresAsync([Mint, "never published"], TimeSpan.FromSeconds(60), Ct);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(55));
        Assert.NotNull(await harness.Layer.GetScoreAsync(Mint, Ct));
        Assert.Null(await harness.Layer.GetScoreAsync("never published", Ct));

        await harness.AdvanceAsync(TimeSpan.FromSeconds(6));
        await harness.Layer.ExtendScoresAsync([Mint], TimeSpan.FromSeconds(60), Ct);
        Assert.Null(await harness.Layer.GetScoreAsync(Mint, Ct));
    }

    [Fact]
    public async Task The_view_does_not_expire()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)), Ct);
        await harness.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.NotNull(await harness.Layer.GetViewAsync(Ct));
        Assert.Equal([Mint], await harness.Layer.GetActiveTokensAsync(Ct));
    }

    [Fact]
    public async Task A_publisher_that_goes_on_using_its_lists_changes_nothing()
    {
        await using var harness = await CreateAsync();
        var scores = new List<TokenScoreView> { CacheSamples.Score(Mint) };
        var active = new List<string> { Mint };
        var candles = new List<Candle> { CacheSamples.At(0, 1), CacheSamples.At(1, 2) };
        var cycle = CacheSamples.Cycle(CacheSamples.Now);
        await harness.Layer.PublishAsync(
            cycle with
            {
                View = cycle.View with { Scores = scores, ActiveTokens = active },
                Candles = [new CandleUpdate("BONK", CandleInterval.FiveMinutes, candles)],
            },
            Ct);
        scores.Clear();
        active.Add("intruder");
        candles.Clear();

        var view = await harness.Layer.GetViewAsync(Ct);
        Assert.Single(view!.Scores);
        Assert.Equal([Mint], view.ActiveTokens);
        Assert.Equal(2, (await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Count);
    }

    [Fact]
    public async Task A_reader_cannot_change_what_others_read()
    {
        await using var harness = await CreateAsync();
        await harness.Layer.PublishAsync(
            CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)) with { Candles = [CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))] }, Ct);
        var view = await harness.Layer.GetViewAsync(Ct);
        Vandalise(view!.Scores);
        Vandalise(view.ActiveTokens);
        Vandalise(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));

        var again = await harness.Layer.GetViewAsync(Ct);
        Assert.Equal(CacheSamples.Score(Mint), Assert.Single(again!.Scores));
        Assert.Equal([Mint], again.ActiveTokens);
        Assert.Equal([CacheSamples.At(0, 1), CacheSamples.At(1, 2)], await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
    }

    [Fact]
    public async Task Layers_with_different_prefixes_do_not_see_each_other()
    {
        await using var one = await CreateAsync("one:");
        await using var two = await CreateAsync("two:");
        await one.Layer.PublishAsync(
            CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)) with { Candles = [CacheSamples.FiveMinutes("BONK", (0, 1))] }, Ct);
        await ReadAsync(one.Layer, "birdeye:security:x", TimeSpan.FromHours(24), () => CacheSamples.Answer("of one"));

        Assert.Null(await two.Layer.GetViewAsync(Ct));
        Assert.Null(await two.Layer.GetScoreAsync(Mint, Ct));
        Assert.Empty(await two.Layer.GetActiveTokensAsync(Ct));
        Assert.Empty(await two.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        Assert.Equal(
            "of two",
            (await ReadAsync(two.Layer, "birdeye:security:x", TimeSpan.FromHours(24), () => CacheSamples.Answer("of two"))).Value!.Text);

        string[] keys = [CacheKeys.View, CacheKeys.LastCycle, CacheKeys.Score(Mint), CacheKeys.Candles("BONK", CandleInterval.FiveMinutes), "birdeye:security:x"];
        foreach (var key in keys)
        {
            Assert.True(await one.ExistsAsync("one:" + key), key);
            Assert.False(await one.ExistsAsync(key), key);
        }
    }

    [Fact]
    public async Task Another_process_reads_what_was_published()
    {
        await using var harness = await CreateAsync();
        var second = await harness.OpenSecondAsync();
        Assert.SkipWhen(second is null, "The data of this layer is not shared between processes.");
        await harness.Layer.PublishAsync(
            CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)) with { Candles = [CacheSamples.FiveMinutes("BONK", (0, 1))] }, Ct);
        Assert.Equal(CacheSamples.Score(Mint), await second.GetScoreAsync(Mint, Ct));
        Assert.Equal([Mint], await second.GetActiveTokensAsync(Ct));
        Assert.Single(await second.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        Assert.Equal(CacheSamples.Now, (await second.GetViewAsync(Ct))!.CycleTimestamp);
    }

    [Fact]
    public async Task A_cancelled_call_throws_and_publishes_nothing()
    {
        await using var harness = await CreateAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Layer.GetViewAsync(cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Layer.GetScoreAsync(Mint, cancelled.Token));
        Assert.Null(await harness.Layer.GetViewAsync(Ct));
        Assert.Null(await harness.Layer.GetScoreAsync(Mint, Ct));
    }

    private static void Vandalise<T>(IReadOnlyList<T> list)
    {
        try
        {
            if (list is IList<T> { Count: > 0 } writable)
            {
                writable[0] = default!;
                writable.Clear();
            }
        }
        catch (NotSupportedException)
        {
            // A list that refuses is as good as a list of the reader's own.
        }
    }
}
