using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>What a host writes of the library's types it reads again, with reflection and with a generated context.</summary>
public sealed class HostJsonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TokenScoreView Score = new()
    {
        Address = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263",
        Symbol = "BONK",
        Category = "midcap",
        TotalScore = 71.25m,
        Coverage = 0.95m,
        Action = "keep",
        ActionReason = "RANK_KEPT",
        Timestamp = 1772366400,
        PriceChange5m = -2.5m,
        Volume24hUsd = 1000000.25m,
    };

    [Fact]
    public void An_answer_of_the_live_view_comes_back()
    {
        var back = Same(new LiveAnswer<TokenScoreView>(LiveAnswerKind.Found, Score, Noon, isStale: true), HostJson.Default.LiveAnswerTokenScoreView);
        Assert.True(back.TryGet(out var score) && back.IsStale);
        Assert.Equal((Score, Noon), (score, back.AsOf));

        Same(new LiveAnswer<int?>(LiveAnswerKind.Missing, null, Noon, isStale: false), HostJson.Default.LiveAnswerNullableInt32);
        Same(default, HostJson.Default.LiveAnswerLiveView);
        Same(
            new LiveAnswer<IReadOnlyList<Candle>>(LiveAnswerKind.Found, [new Candle(1772366400, 1, 2, 1, 2, 3)], Noon, isStale: false),
            HostJson.Default.LiveAnswerIReadOnlyListCandle);
    }

    [Fact]
    public void What_a_cache_and_a_market_source_answer_comes_back()
    {
        Same(LiveRead<TokenScoreView>.Of(Score), HostJson.Default.LiveReadTokenScoreView);
        Same(Reading<CandleSeries>.Of(new CandleSeries([new Candle(1772366400, 1, 2, 1, 2, 3)], 1), Noon), HostJson.Default.ReadingCandleSeries);
        Same(Reading<MarketList>.Of(new MarketList { Limit = 20, Tokens = [] }, Noon), HostJson.Default.ReadingMarketList);
        Same(Reading<MarketList>.Unknown(Noon), HostJson.Default.ReadingMarketList);
    }

    [Fact]
    public void The_budget_comes_back_without_anything_internal() => Same(
        new BudgetForecast
        {
            UnitsPerMonth = 5_000_000,
            Spent = 1_200,
            ResetsAt = Noon,
            ExpectedAtReset = 4_913_000,
            Stretch = new BudgetStretch { TrendingLimit = 50 },
        },
        HostJson.Default.BudgetForecast);

    [Theory]
    [InlineData("""{"kind":"Found","asOf":"2026-03-01T12:00:00Z"}""")]
    [InlineData("""{"kind":"Unavailable","asOf":"2026-03-01T12:00:00Z"}""")]
    [InlineData("{}")]
    public void Parts_that_contradict_each_other_are_refused(string json) =>
        Assert.Contains(
            "kind",
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, HostJson.Default.LiveAnswerTokenScoreView)).Message,
            StringComparison.Ordinal);

    private static T Same<T>(T value, JsonTypeInfo<T> generated)
    {
        var json = JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
        var back = JsonSerializer.Deserialize(json, generated)!;
        Assert.Equal(json, JsonSerializer.Serialize(value, generated));
        Assert.Equal(json, JsonSerializer.Serialize(back, generated));
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
        return back;
    }
}
