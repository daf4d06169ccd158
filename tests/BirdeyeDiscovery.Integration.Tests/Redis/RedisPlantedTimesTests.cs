using System.Globalization;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>Values that claim a later time than the last cycle, or that outlive it: a reader finds them, and never fresh.</summary>
public sealed class RedisPlantedTimesTests : IAsyncDisposable
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    private const string Other = "EKpQGSJtjMFqKZ9KQanSqYXRcF8fBopzLHYxdM65zcjm";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private RedisHarness? _harness;

    /// <summary>Gets times that are later than two intervals after the last cycle.</summary>
    public static TheoryData<DateTimeOffset> Later { get; } =
    [
        CacheSamples.Now.AddMinutes(10), CacheSamples.Now.AddHours(1), CacheSamples.Now.AddDays(430), At(2030), At(2050), At(2099),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RedisHarness Harness => _harness!;

    public ValueTask DisposeAsync() => _harness?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Later))]
    public async Task A_score_of_a_later_time_than_the_last_cycle_is_stale_whatever_is_kept_in_memory(DateTimeOffset time)
    {
        await OpenAsync(TimeSpan.FromSeconds(1));
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now, Interval), Ct);
        await PlantScoreAsync(time);
        var reader = Reader();
        Assert.Equal(time.ToUnixTimeSeconds(), (await Harness.Layer.GetScoreAsync(Mint, Ct))!.Timestamp);
        for (var read = 0; read < 3; read++)
        {
            Assert.Equal((LiveAnswerKind.Found, true, true), await ScoreAsync(reader));
        }

        // The next cycle overwrites it.
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now + Interval, Interval), Ct);
        Assert.Equal((LiveAnswerKind.Found, false, false), await ScoreAsync(reader));
    }

    [Theory]
    [MemberData(nameof(Later))]
    public async Task A_view_and_candles_of_a_later_time_than_the_last_cycle_are_stale(DateTimeOffset time)
    {
        await OpenAsync(TimeSpan.FromSeconds(1));
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now, Interval), Ct);
        Assert.Equal((false, false), await ViewAndCandlesAsync());

        var view = (string)(await Harness.Database.StringGetAsync(Harness.Raw(CacheKeys.View)))!;
        await Harness.Database.StringSetAsync(
            Harness.Raw(CacheKeys.View), view.Replace("2026-03-01T12:00:00", time.ToString("yyyy-MM-dd'T'HH:mm:ss"), StringComparison.Ordinal));
        var bucket = time.ToUnixTimeSeconds() / 300 * 300;
        await Harness.Database.ListRightPushAsync(Harness.Raw("candles:BONK:5m"), $$"""{"timestamp":{{bucket}},"open":1,"high":1,"low":1,"close":1,"volume":1}""");
        Assert.Equal((true, true), await ViewAndCandlesAsync());
    }

    [Fact]
    public async Task A_score_of_the_cycle_that_is_just_being_published_is_fresh_and_not_kept()
    {
        await OpenAsync(TimeSpan.FromSeconds(1));
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now, Interval), Ct);
        await PlantScoreAsync(CacheSamples.Now + Interval);
        Assert.Equal((LiveAnswerKind.Found, false, false), await ScoreAsync(Reader()));
        Assert.False(Harness.Layer.TryGetScore(Mint, out _));
    }

    [Fact]
    public async Task The_first_cycle_after_a_pause_is_fresh_to_a_reader_that_remembers_the_one_before()
    {
        await OpenAsync(TimeSpan.FromSeconds(1));
        var other = (await Harness.OpenSecondAsync())!;
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now, Interval), Ct);
        Assert.Equal((LiveAnswerKind.Found, false, false), await ScoreAsync(Reader()));

        // No clock moves, so the time of the cycle before is still remembered.
        var later = Cycle(CacheSamples.Now.AddMinutes(20), Interval);
        await other.PublishAsync(later with { View = later.View with { Scores = [CacheSamples.Score(Other, at: CacheSamples.Now.AddMinutes(20))] } }, Ct);
        Assert.False((await Reader().GetScoreAsync(Other, Ct)).IsStale);
    }

    [Fact]
    public async Task A_view_that_is_published_between_the_two_questions_of_a_reader_is_fresh()
    {
        await OpenAsync(TimeSpan.Zero);
        var server = await RedisServers.RedisAsync();
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now, Interval), Ct);
        await using var proxy = new HoldingProxy(int.Parse(server[(server.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture), "*4\r\n$8\r\nGETRANGE\r\n");
        var options = new RedisCacheLayerOptions { Configuration = $"127.0.0.1:{proxy.Port}", Timeout = TimeSpan.FromSeconds(30), LocalScores = TimeSpan.Zero };
        await using var connection = new RedisConnection(options, Harness.Raw("").ToString(), null, Harness.Clock, Harness.Logger);
        var reader = new LiveReader(new RedisCacheLayer(connection, TimeSpan.Zero, Harness.Clock), Interval, Harness.Clock);
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);

        proxy.Hold();
        var reading = reader.GetViewAsync(Ct).AsTask();
        await proxy.Held;
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now.AddMinutes(20), Interval), Ct);
        proxy.Release();
        var view = await reading;
        Assert.Equal((CacheSamples.Now.AddMinutes(20), false), (view.AsOf, view.IsStale));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_score_without_a_lifetime_is_stale_once_the_leader_is_dead(bool wasReadBefore)
    {
        await OpenAsync(TimeSpan.Zero);
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now, Interval), Ct);
        await PlantScoreAsync(CacheSamples.Now);
        var reader = Reader();
        if (wasReadBefore)
        {
            Assert.Equal((LiveAnswerKind.Found, false, false), await ScoreAsync(reader));
        }

        await Harness.AdvanceAsync(2 * Interval);
        Assert.Equal((LiveAnswerKind.Found, true, true), await ScoreAsync(reader));
    }

    [Fact]
    public async Task A_freshness_that_never_expires_is_believed_no_longer_than_its_view_stated()
    {
        await OpenAsync(TimeSpan.Zero);
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now, Interval), Ct);
        var reader = Reader();
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);
        await Harness.Database.KeyPersistAsync(Harness.Raw(CacheKeys.Fresh));
        await Harness.AdvanceAsync(2 * Interval);
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.True((await reader.GetViewAsync(Ct)).IsStale);

        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now + Interval, Interval), Ct);
        Assert.False((await reader.GetViewAsync(Ct)).IsStale);
    }

    [Theory]
    [InlineData(2030)]
    [InlineData(2099)]
    public async Task A_score_of_the_future_is_stale_where_no_leader_published_a_freshness(int year)
    {
        await OpenAsync(TimeSpan.FromSeconds(1));
        await PlantScoreAsync(At(year));
        var reader = Reader();
        for (var read = 0; read < 2; read++)
        {
            Assert.Equal((LiveAnswerKind.Found, true, true), await ScoreAsync(reader));
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e9")]
    public async Task A_view_with_an_impossible_freshness_is_no_view(string seconds)
    {
        await OpenAsync(TimeSpan.Zero);
        await Harness.Layer.PublishAsync(Cycle(CacheSamples.Now, Interval), Ct);
        var view = (string)(await Harness.Database.StringGetAsync(Harness.Raw(CacheKeys.View)))!;
        var planted = view.Replace("\"fresh_seconds\":240", $"\"fresh_seconds\":{seconds}", StringComparison.Ordinal);
        Assert.NotEqual(view, planted);
        await Harness.Database.StringSetAsync(Harness.Raw(CacheKeys.View), planted);
        Assert.Equal(LiveAnswerKind.Unavailable, (await Reader().GetViewAsync(Ct)).Kind);
    }

    private static DateTimeOffset At(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static LiveUpdate Cycle(DateTimeOffset at, TimeSpan interval)
    {
        var update = CacheSamples.Cycle(at, CacheSamples.Score(Mint, at: at));
        return update with
        {
            View = update.View with { FreshSeconds = 2 * interval.TotalSeconds },
            ViewLifetime = 2 * interval,
            ScoreLifetime = 2 * interval,
            Candles = [new CandleUpdate("BONK", CandleInterval.FiveMinutes, [CacheSamples.At(0, 1) with { Timestamp = at.ToUnixTimeSeconds() / 300 * 300 }], Replace: true)],
            CandleOwners = new Dictionary<string, string> { ["BONK"] = Mint },
        };
    }

    private static async Task<(LiveAnswerKind Kind, bool Score, bool Rank)> ScoreAsync(LiveReader reader)
    {
        var score = await reader.GetScoreAsync(Mint, Ct);
        return (score.Kind, score.IsStale, (await reader.GetRankAsync(Mint, Ct)).IsStale);
    }

    private async Task<(bool View, bool Candles)> ViewAndCandlesAsync()
    {
        var (view, candles) = (await Reader().GetViewAsync(Ct), await Reader().GetCandlesAsync(Mint, CandleInterval.FiveMinutes, Ct));
        Assert.Equal((LiveAnswerKind.Found, LiveAnswerKind.Found), (view.Kind, candles.Kind));
        Assert.Equal(view.IsStale, (await Reader().GetActiveTokensAsync(Ct)).IsStale);
        return (view.IsStale, candles.IsStale);
    }

    private LiveReader Reader() => new(Harness.Layer, Interval, Harness.Clock);

    /// <summary>Writes a score as another program could: in the right form, and without a lifetime.</summary>
    private async Task PlantScoreAsync(DateTimeOffset time) => await Harness.Database.StringSetAsync(
        Harness.Raw(CacheKeys.Score(Mint)),
        System.Text.Json.JsonSerializer.Serialize(CacheSamples.Score(Mint, at: time), CacheJsonContext.Live.TokenScoreView));

    private async Task OpenAsync(TimeSpan localScores)
    {
        var options = new RedisCacheLayerOptions { Timeout = TimeSpan.FromSeconds(30), LocalScores = localScores };
        _harness = new RedisHarness(await RedisServers.AdminAsync(await RedisServers.RedisAsync()), options, SharedRedis.NewPrefix(), "");
    }
}
