using System.Text.Json;
using CsCheck;

namespace BirdeyeDiscovery.Tests;

public sealed class CacheJsonTests
{
    private static readonly TokenScoreView Score = new()
    {
        Address = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263",
        Symbol = "BONK",
        Category = "midcap",
        Status = "active",
        TotalScore = 71.25m,
        MomentumScore = 60.5m,
        LiquidityScore = 80m,
        SafetyScore = 90m,
        FlowScore = 55.05m,
        Rank = 2,
        SlotRank = 1,
        Coverage = 0.95m,
        Action = "keep",
        ActionReason = "RANK_KEPT",
        Timestamp = 1772366400,
        CandlesKey = "BONK",
        PriceChange1h = -2.5m,
        Volume24hUsd = 1000000.25m,
    };

    [Fact]
    public void A_score_is_written_in_snake_case_and_what_is_unknown_is_null() =>
        Assert.Equal(
            """{"version":1,"address":"DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263","symbol":"BONK","category":"midcap","status":"active","total_score":71.25"""
            + ""","momentum_score":60.5,"liquidity_score":80,"volume_score":null,"safety_score":90,"flow_score":55.05,"rank":2,"slot_rank":1,"coverage":0.95"""
            + ""","action":"keep","action_reason":"RANK_KEPT","timestamp":1772366400,"candles_key":"BONK","price_change_5m":null,"price_change_1h":-2.5"""
            + ""","price_change_24h":null,"liquidity_usd":null,"volume_24h_usd":1000000.25}""",
            JsonSerializer.Serialize(Score, CacheJsonContext.Live.TokenScoreView));

    [Fact]
    public void A_score_is_read_field_by_field_in_the_form_in_which_it_is_written() =>
        Gen.Select(Gen.String, Gen.Decimal[-1000, 1000].Nullable(), Gen.Int.Nullable(), Gen.Long, Gen.String.Null()).Sample(
            (text, number, whole, time, maybe) =>
            {
                var score = Score with
                {
                    Symbol = text,
                    Status = maybe,
                    CandlesKey = maybe,
                    MomentumScore = number,
                    FlowScore = number,
                    Rank = whole,
                    SlotRank = whole,
                    Timestamp = time,
                    PriceChange5m = number,
                    Volume24hUsd = number,
                    Version = whole ?? 1,
                };
                var json = JsonSerializer.SerializeToUtf8Bytes(score, CacheJsonContext.Live.TokenScoreView);
                Assert.Equal(JsonSerializer.Deserialize(json, CacheJsonContext.Live.TokenScoreView), ScoreJson.ReadAsWritten(json));
            },
            iter: 2_000);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"version\":1")]
    [InlineData("{\"version\":\"1\"}")]
    [InlineData("")]
    public void What_is_in_no_form_that_we_write_is_read_as_the_serializer_does(string text)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(text);
        Assert.Equal(
            Record.Exception(() => JsonSerializer.Deserialize(json, CacheJsonContext.Live.TokenScoreView)) is JsonException,
            Record.Exception(() => ScoreJson.Read(json)) is JsonException);
    }

    [Fact]
    public void A_score_with_fields_in_another_order_or_of_a_later_version_is_read_too()
    {
        var json = JsonSerializer.Serialize(Score, CacheJsonContext.Live.TokenScoreView);
        string[] others =
        [
            json.Replace("{\"version\":1,", "{\"later\":[1],\"version\":1,", StringComparison.Ordinal),
            json.Replace("{\"version\":1,", "{", StringComparison.Ordinal).Replace("}", ",\"version\":1}", StringComparison.Ordinal),
        ];
        foreach (var other in others)
        {
            Assert.Null(ScoreJson.ReadAsWritten(System.Text.Encoding.UTF8.GetBytes(other)));
            Assert.Equal(Score, ScoreJson.Read(System.Text.Encoding.UTF8.GetBytes(other)));
        }
    }

    [Fact]
    public void A_candle_is_written_with_the_documented_names() =>
        Assert.Equal(
            """{"timestamp":1772366400,"open":1.5,"high":2,"low":1E-09,"close":1.75,"volume":123456.75}""",
            JsonSerializer.Serialize(new Candle(1772366400, 1.5, 2, 1e-9, 1.75, 123456.75), CacheJsonContext.Live.Candle));

    [Fact]
    public void A_view_is_written_with_its_outcome_as_a_word_and_read_back()
    {
        var view = new LiveView
        {
            CycleTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero),
            Outcome = CycleOutcome.Degraded,
            CandidateCount = 31,
            ActiveTokens = [Score.Address],
            Scores = [Score],
        };
        var json = JsonSerializer.Serialize(view, CacheJsonContext.Live.LiveView);
        Assert.StartsWith(
            """{"cycle_timestamp":"2026-03-01T12:00:00.25+00:00","outcome":"degraded","candidate_count":31,"active_tokens":["Dez""",
            json,
            StringComparison.Ordinal);

        var read = JsonSerializer.Deserialize(json, CacheJsonContext.Live.LiveView)!;
        Assert.Equal(view.CycleTimestamp, read.CycleTimestamp);
        Assert.Equal(view.Outcome, read.Outcome);
        Assert.Equal(view.ActiveTokens, read.ActiveTokens);
        Assert.Equal(view.Scores, read.Scores);
    }

    [Fact]
    public void A_host_writes_a_score_and_a_view_with_the_names_of_its_own_options()
    {
        Assert.Equal(
            ["version", "address", "symbol", "category", "status", "totalScore", "momentumScore", "liquidityScore", "volumeScore", "safetyScore",
             "flowScore", "rank", "slotRank", "coverage", "action", "actionReason", "timestamp", "candlesKey", "priceChange5m", "priceChange1h",
             "priceChange24h", "liquidityUsd", "volume24hUsd"],
            JsonSerializerOptions.Web.GetTypeInfo(typeof(TokenScoreView)).Properties.Select(static property => property.Name));
        Assert.Equal(
            ["cycle_timestamp", "outcome", "candidate_count", "active_tokens", "scores", "fresh_seconds"],
            CacheJsonContext.Live.LiveView.Properties.Select(static property => property.Name));
    }

    [Theory]
    [InlineData("\"Complete\"")]
    [InlineData("1")]
    [InlineData("null")]
    public void An_outcome_that_is_not_a_known_word_is_refused(string outcome) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            $$"""{"cycle_timestamp":"2026-03-01T12:00:00Z","outcome":{{outcome}},"candidate_count":0,"active_tokens":[],"scores":[]}""",
            CacheJsonContext.Live.LiveView));
}
