using Xunit;

namespace BirdeyeDiscovery.Conformance;

public abstract partial class CacheLayerConformance
{
    /// <summary>Gets the seed's families of answers with their default lifetimes in seconds.</summary>
    public static TheoryData<string, int> AnswerFamilies { get; } = new()
    {
        { "birdeye:trending:1772366400", 60 },
        { "birdeye:security:" + Mint, 24 * 3600 },
        { "birdeye:ohlcv:" + Mint + ":5m:288", 30 },
        { "birdeye:trades:" + Mint, 30 },
    };

    [Fact]
    public void The_default_lifetimes_are_the_documented_ones()
    {
        var ttl = new CacheOptions().Ttl;
        TimeSpan[] lifetimes = [ttl.Trending, ttl.Security, ttl.Ohlcv, ttl.Trades, ttl.Score, ttl.Candles];
        Assert.Equal([60, 24 * 3600, 30, 30, 120, 48 * 3600], lifetimes.Select(lifetime => (int)lifetime.TotalSeconds));
    }

    [Theory]
    [MemberData(nameof(AnswerFamilies))]
    public async Task An_answer_is_kept_for_its_lifetime_and_not_longer(string key, int seconds)
    {
        await using var harness = await CreateAsync();
        var calls = 0;
        var lifetime = TimeSpan.FromSeconds(seconds);
        Reading<SampleAnswer> Source() => CacheSamples.Answer($"answer {++calls}");

        Assert.Equal("answer 1", (await ReadAsync(harness.Layer, key, lifetime, Source)).Value!.Text);
        Assert.True(await harness.ExistsAsync(key));

        await harness.AdvanceAsync(lifetime - TimeSpan.FromSeconds(5));
        Assert.Equal("answer 1", (await ReadAsync(harness.Layer, key, lifetime, Source)).Value!.Text);

        await harness.AdvanceAsync(TimeSpan.FromSeconds(6));
        Assert.False(await harness.ExistsAsync(key));
        Assert.Equal("answer 2", (await ReadAsync(harness.Layer, key, lifetime, Source)).Value!.Text);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_cached_answer_keeps_its_fields_and_the_time_of_its_source()
    {
        await using var harness = await CreateAsync();
        var asOf = CacheSamples.Now.AddMilliseconds(-12_345);
        await ReadAsync(harness.Layer, "birdeye:trades:x", TimeSpan.FromSeconds(30), () => CacheSamples.Answer("kept", asOf));
        await harness.AdvanceAsync(TimeSpan.FromSeconds(10));

        var cached = await ReadAsync(harness.Layer, "birdeye:trades:x", TimeSpan.FromSeconds(30), () => throw new InvalidOperationException("asked again"));
        Assert.Equal(ReadingKind.Value, cached.Kind);
        Assert.Equal(asOf, cached.AsOf);
        Assert.Equal("kept", cached.Value!.Text);
        Assert.Equal(1.5, cached.Value.Number);
        Assert.Equal(["a", "b"], cached.Value.Lines);
    }

    [Fact]
    public async Task A_reader_that_changes_its_answer_changes_nobody_elses()
    {
        await using var harness = await CreateAsync();
        var given = CacheSamples.Answer("as answered");
        var first = await ReadAsync(harness.Layer, "birdeye:trades:x", TimeSpan.FromSeconds(30), () => given);
        first.Value!.Text = "changed by a reader";
        first.Value.Lines.Clear();
        given.Value!.Text = "changed by the source";

        var second = await ReadAsync(harness.Layer, "birdeye:trades:x", TimeSpan.FromSeconds(30), CacheSamples.Failure);
        Assert.Equal("as answered", second.Value!.Text);
        Assert.Equal(["a", "b"], second.Value.Lines);
    }

    [Fact]
    public async Task Unknown_and_failed_are_given_to_the_caller_and_asked_for_again()
    {
        await using var harness = await CreateAsync();
        var answers = new Queue<Reading<SampleAnswer>>([Reading<SampleAnswer>.Unknown(CacheSamples.Now), CacheSamples.Failure(), CacheSamples.Answer("at last")]);
        var kinds = new List<ReadingKind>();
        while (answers.Count > 0)
        {
            kinds.Add((await ReadAsync(harness.Layer, "birdeye:security:x", TimeSpan.FromHours(24), answers.Dequeue)).Kind);
            Assert.Equal(answers.Count == 0, await harness.ExistsAsync("birdeye:security:x"));
        }

        Assert.Equal([ReadingKind.Unknown, ReadingKind.Failed, ReadingKind.Value], kinds);
    }

    [Fact]
    public async Task Answers_of_different_keys_do_not_meet()
    {
        await using var harness = await CreateAsync();
        foreach (var key in new[] { "birdeye:security:a", "birdeye:security:A", "birdeye:security:a ", "birdeye:trades:a" })
        {
            var reading = await ReadAsync(harness.Layer, key, TimeSpan.FromSeconds(30), () => CacheSamples.Answer("of " + key));
            Assert.Equal("of " + key, reading.Value!.Text);
        }
    }
}
