using System.Globalization;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>Entries in the right form whose values no host writes. Each counts as absent, nothing throws, and it is reported.</summary>
public sealed class RedisImplausibleTests : IAsyncDisposable
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    private RedisHarness? _harness;

    /// <summary>Gets a field of a score and a value that no host writes.</summary>
    public static TheoryData<string, string> ScoreFields { get; } = new()
    {
        { "timestamp", "9223372036854775807" },
        { "timestamp", "-9223372036854775808" },
        { "timestamp", "0" },
        { "timestamp", "1772366400000" },
        { "timestamp", "4102444800" },
        { "total_score", "1000000000" },
        { "total_score", "-5" },
        { "momentum_score", "100.01" },
        { "coverage", "1.5" },
        { "rank", "0" },
        { "slot_rank", "-1" },
        { "liquidity_usd", "-1" },
        { "volume_24h_usd", "1e20" },
        { "price_change_5m", "-1e20" },
    };

    /// <summary>Gets rows of a candle list that no host writes.</summary>
    public static TheoryData<string> Candles { get; } =
    [
        """{"timestamp":9223372036854775807,"open":1,"high":1,"low":1,"close":1,"volume":1}""",
        """{"timestamp":4102444800,"open":1,"high":1,"low":1,"close":1,"volume":1}""",
        """{"timestamp":1700001000,"open":1,"high":1,"low":2,"close":1,"volume":1}""",
        """{"timestamp":1700001000,"open":1,"high":1,"low":1,"close":40,"volume":1}""",
        """{"timestamp":1700001000,"open":0.1,"high":1,"low":1,"close":1,"volume":1}""",
        """{"timestamp":1700001000,"open":0,"high":1,"low":0,"close":1,"volume":1}""",
        """{"timestamp":1700001000,"open":1,"high":1,"low":1,"close":1,"volume":-1}""",
        """{"timestamp":1700001000,"open":1,"high":1e300,"low":1,"close":1,"volume":1}""",
        """{"timestamp":1700001000,"open":1,"high":1e999,"low":1,"close":1,"volume":1}""",
    ];

    /// <summary>Gets answers under their keys that the API's reader never lets through.</summary>
    public static TheoryData<string, string> Answers { get; } = new()
    {
        { "trending", """{"limit":20,"tokens":null,"unreadable_rows":0}""" },
        { "trending", """{"limit":20,"tokens":[null],"unreadable_rows":0}""" },
        { "trending", """{"limit":20,"tokens":[{"address":"a b","symbol":"A","name":"A","invalid_fields":[]}],"unreadable_rows":0}""" },
        { "trending", """{"limit":20,"tokens":[{"address":"a","symbol":"A","name":"A","invalid_fields":[],"liquidity_usd":-1}],"unreadable_rows":0}""" },
        { "trending", """{"limit":20,"updated_at":"2100-01-01T00:00:00Z","tokens":[],"unreadable_rows":0}""" },
        { "security", """null""" },
        { "security", """{"top10_share":1.5}""" },
        { "security", """{"transfer_fee":-1}""" },
        { "security", """{"liquidity_lock":77}""" },
        { "security", """{"created_at":"2099-01-01T00:00:00Z"}""" },
        { "trades", """{"address":"x","symbol":"A","name":"A","invalid_fields":[],"liquidity_usd":1e300}""" },
        { "trades", """{"address":"x","symbol":null,"name":"A","invalid_fields":[]}""" },
        { "trades", """{"address":"x","symbol":"A","name":"A","invalid_fields":[],"round_trip_share":2}""" },
        { "trades", """{"address":"x","symbol":"A","name":"A","invalid_fields":[],"buys24h":-3}""" },
        { "ohlcv", """{"candles":null,"unreadable_rows":0}""" },
        { "ohlcv", """{"candles":[{"timestamp":1700001000,"open":1,"high":1,"low":2,"close":1,"volume":1}],"unreadable_rows":0}""" },
        { "ohlcv", """{"candles":[{"timestamp":9223372036854775807,"open":1,"high":1,"low":1,"close":1,"volume":1}],"unreadable_rows":0}""" },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RedisHarness Harness => _harness!;

    public ValueTask DisposeAsync() => _harness?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(ScoreFields))]
    public async Task A_score_with_an_impossible_value_is_no_score(string field, string value)
    {
        await OpenAsync();
        await PlantAsync(CacheKeys.Score(Mint), json => With(json, field, value));
        await IsUnavailableAsync(Reader().GetScoreAsync(Mint, Ct));
        await IsUnavailableAsync(Reader().GetRankAsync(Mint, Ct));
        Assert.Null(await Harness.Layer.GetScoreAsync(Mint, Ct));
        IsReported("score");
    }

    [Theory]
    [MemberData(nameof(ScoreFields))]
    public async Task A_view_with_an_impossible_score_is_no_view(string field, string value)
    {
        await OpenAsync();
        await PlantAsync(CacheKeys.View, json => With(json, field, value));
        await IsNoViewAsync();
    }

    [Theory]
    [InlineData("\"cycle_timestamp\":\"2026-", "\"cycle_timestamp\":\"2100-")]
    [InlineData("\"cycle_timestamp\":\"2026-", "\"cycle_timestamp\":\"0001-")]
    [InlineData("\"candidate_count\":4", "\"candidate_count\":-4")]
    [InlineData("\"active_tokens\":[\"", "\"active_tokens\":[\"not an address\",\"")]
    public async Task A_view_with_an_impossible_value_of_its_own_is_no_view(string text, string planted)
    {
        await OpenAsync();
        await PlantAsync(CacheKeys.View, json => json.Replace(text, planted, StringComparison.Ordinal));
        await IsNoViewAsync();
    }

    [Theory]
    [MemberData(nameof(Candles))]
    public async Task A_list_with_an_impossible_candle_is_no_list_and_the_engine_drops_it(string row)
    {
        await OpenAsync();
        await Harness.Database.ListRightPushAsync(Harness.Raw("candles:BONK:5m"), row);
        await IsUnavailableAsync(Reader().GetCandlesAsync(Mint, CandleInterval.FiveMinutes, Ct));
        Assert.Empty(await Harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        Assert.False(await Harness.Database.KeyExistsAsync(Harness.Raw("candles:BONK:5m")));
        IsReported("candles");
    }

    [Fact]
    public async Task A_candle_of_next_week_is_dropped_by_the_engine_before_it_holds_off_all_later_ones()
    {
        await OpenAsync();
        var ahead = Harness.Clock.GetUtcNow().AddDays(7).ToUnixTimeSeconds();
        await Harness.Database.ListRightPushAsync(
            Harness.Raw("candles:BONK:5m"), $$"""{"timestamp":{{ahead}},"open":1,"high":1,"low":1,"close":1,"volume":1}""");
        Assert.Empty(await Harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        Assert.False(await Harness.Database.KeyExistsAsync(Harness.Raw("candles:BONK:5m")));
    }

    [Fact]
    public async Task A_candle_that_the_reader_would_refuse_is_not_written()
    {
        await OpenAsync();
        var sound = CacheSamples.FiveMinutes("LONG", (0, 1), (1, 2), (2, 3)).Candles;
        Candle[] candles = [sound[0], sound[1] with { Close = 1e6 }, sound[2]];
        await Harness.Layer.PublishAsync(CacheSamples.WithCandles(new CandleUpdate("LONG", CandleInterval.FiveMinutes, candles)), Ct);
        Assert.Equal([sound[0], sound[2]], await Harness.Layer.GetCandlesAsync("LONG", CandleInterval.FiveMinutes, Ct));
    }

    [Fact]
    public async Task Sets_and_owners_hold_addresses_only()
    {
        await OpenAsync();
        await Harness.Database.SetAddAsync(Harness.Raw(CacheKeys.ActiveTokens), ["not an address", "", new string('a', 100)]);
        await Harness.Database.HashSetAsync(Harness.Raw(CacheKeys.CandleOwners), [new("A", "not an address"), new("B", "")]);
        Assert.Equal([Mint], await Harness.Layer.GetActiveTokensAsync(Ct));
        Assert.Equal([new("BONK", Mint)], await Harness.Layer.GetCandleOwnersAsync(Ct));
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("-1")]
    [InlineData("4102444800")]
    public async Task Nobody_is_misled_by_the_time_of_the_last_cycle_or_the_count_of_candidates(string planted)
    {
        await OpenAsync();
        await Harness.Database.StringSetAsync(Harness.Raw(CacheKeys.LastCycle), planted);
        await Harness.Database.StringSetAsync(Harness.Raw(CacheKeys.CandidateCount), planted);
        Assert.Equal(LiveAnswerKind.Found, (await Reader().GetViewAsync(Ct)).Kind);
        await Harness.Layer.PublishAsync(Cycle(), Ct);
        Assert.Equal(CacheSamples.Now.ToUnixTimeSeconds(), (long)await Harness.Database.StringGetAsync(Harness.Raw(CacheKeys.LastCycle)));
        Assert.Equal(4, (long)await Harness.Database.StringGetAsync(Harness.Raw(CacheKeys.CandidateCount)));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_with_an_impossible_value_is_deleted_and_fetched_once(string family, string json)
    {
        await OpenAsync();
        await PlantAnswerAsync(family, json, Harness.Clock.GetUtcNow());
        Assert.True(await IsAskedAsync(family));
        IsReported("birdeye:" + family);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2026-03-03T12:00:00Z")]
    [InlineData("2100-01-01T00:00:00Z")]
    public async Task An_answer_of_an_impossible_time_is_deleted_and_fetched_once(string asOf)
    {
        await OpenAsync();
        await PlantAnswerAsync("trades", """{"address":"x","symbol":"A","name":"A","invalid_fields":[],"liquidity_usd":1}""", DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture));
        Assert.True(await IsAskedAsync("trades"));
        IsReported("birdeye:trades");
    }

    [Fact]
    public async Task A_plausible_answer_is_taken()
    {
        await OpenAsync();
        await PlantAnswerAsync(
            "trades",
            """{"address":"x","symbol":"A","name":"A","invalid_fields":[],"liquidity_usd":1,"change5m_percent":-100,"round_trip_share":0.5}""",
            Harness.Clock.GetUtcNow());
        Assert.False(await IsAskedAsync("trades"));
    }

    private static LiveUpdate Cycle() => CacheSamples.Cycle(
        CacheSamples.Now, CacheSamples.Score(Mint) with { LiquidityUsd = 10, Volume24hUsd = 10, PriceChange5m = 1 }) with
    {
        Candles = [CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))],
        CandleOwners = new Dictionary<string, string> { ["BONK"] = Mint },
    };

    private static string With(string json, string field, string value)
    {
        var start = json.IndexOf($"\"{field}\":", StringComparison.Ordinal) + field.Length + 3;
        return json[..start] + value + json[json.IndexOfAny([',', '}'], start)..];
    }

    private static async Task IsUnavailableAsync<T>(ValueTask<LiveAnswer<T>> asking) =>
        Assert.Equal(LiveAnswerKind.Unavailable, (await asking).Kind);

    private async Task IsNoViewAsync()
    {
        await IsUnavailableAsync(Reader().GetViewAsync(Ct));
        await IsUnavailableAsync(Reader().GetActiveTokensAsync(Ct));
        Assert.Null(await Harness.Layer.GetViewAsync(Ct));
        IsReported(CacheKeys.View);
    }

    private LiveReader Reader() => new(Harness.Layer, TimeSpan.FromSeconds(60), Harness.Clock);

    private void IsReported(string family) => Assert.Contains(
        Harness.Logger.Collector.GetSnapshot(),
        record => record.Id.Id == 3004 && record.Message.Contains($" {family} ", StringComparison.Ordinal));

    private async Task PlantAsync(string key, Func<string, string> planted)
    {
        var json = (string)(await Harness.Database.StringGetAsync(Harness.Raw(key)))!;
        Assert.NotEqual(json, planted(json));
        await Harness.Database.StringSetAsync(Harness.Raw(key), planted(json));
    }

    private async Task PlantAnswerAsync(string family, string json, DateTimeOffset asOf)
    {
        var envelope = RedisEnvelope.TryWrite(CachedAnswer.Of<MarketFacts>(System.Text.Encoding.UTF8.GetBytes(json), asOf));
        await Harness.Database.StringSetAsync(Harness.Raw($"birdeye:{family}:x"), envelope, TimeSpan.FromSeconds(25));
    }

    private async Task<bool> IsAskedAsync(string family) => family switch
    {
        "trending" => await IsAskedAsync(family, DiscoveryJson.MarketList, new MarketList { Limit = 20, Tokens = [] }),
        "security" => await IsAskedAsync(family, DiscoveryJsonContext.Default.SecurityFacts, new SecurityFacts()),
        "trades" => await IsAskedAsync(family, DiscoveryJsonContext.Default.MarketFacts, new MarketFacts { Address = Mint }),
        _ => await IsAskedAsync(family, DiscoveryJson.CandleSeries, new CandleSeries([], 0)),
    };

    private async Task<bool> IsAskedAsync<T>(string family, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> typeInfo, T answer)
        where T : class
    {
        var asked = 0;
        foreach (var layer in new[] { Harness.Layer, (await Harness.OpenSecondAsync())! })
        {
            var reading = await layer.GetOrReadAsync(
                $"birdeye:{family}:x",
                TimeSpan.FromSeconds(30),
                typeInfo,
                _ =>
                {
                    asked++;
                    return ValueTask.FromResult(Reading<T>.Of(answer, Harness.Clock.GetUtcNow()));
                },
                Ct);
            Assert.NotNull(reading.Value);
        }

        Assert.InRange(asked, 0, 1);
        return asked == 1;
    }

    private async Task OpenAsync()
    {
        var options = new RedisCacheLayerOptions { Timeout = TimeSpan.FromSeconds(30), LocalScores = TimeSpan.Zero };
        _harness = new RedisHarness(await RedisServers.AdminAsync(await RedisServers.RedisAsync()), options, SharedRedis.NewPrefix(), "");
        await Harness.Layer.PublishAsync(Cycle(), Ct);
    }
}
