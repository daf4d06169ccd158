using System.Text.Json;

namespace BirdeyeDiscovery.Tests;

/// <summary>The generic public types that a host may write to JSON, which <see cref="PublicShapesTests"/> cannot make by itself.</summary>
public sealed class GenericShapesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TokenScoreView Score = (TokenScoreView)PublicShapes.Make(typeof(TokenScoreView))!;
    private static readonly SourceFailure Failure = (SourceFailure)PublicShapes.Make(typeof(SourceFailure))!;

    private static readonly object[] Values =
    [
        LiveAnswer<TokenScoreView>.Of(Score, Noon, isStale: true), LiveAnswer<TokenScoreView>.Missing(Noon),
        LiveAnswer<TokenScoreView>.Unavailable(), default(LiveAnswer<TokenScoreView>),
        LiveAnswer<LiveView>.Of((LiveView)PublicShapes.Make(typeof(LiveView))!, Noon, isStale: false),
        LiveAnswer<IReadOnlyList<string>>.Of([], Noon, isStale: false), LiveAnswer<IReadOnlyList<string>>.Missing(Noon),
        LiveAnswer<IReadOnlyList<Candle>>.Of([new Candle(1772366400, 1.5, 2, 1e-9, 1.75, 123456.75)], Noon, isStale: false),
        LiveAnswer<int?>.Of(3, Noon, isStale: false), LiveAnswer<int?>.Missing(Noon), LiveAnswer<int?>.Unavailable(),
        LiveAnswer<int>.Of(0, Noon, isStale: false), LiveAnswer<int>.Missing(Noon), LiveAnswer<int>.Unavailable(),
        LiveRead<TokenScoreView>.Of(Score) with { IsFresh = true, Cycle = Noon }, LiveRead<TokenScoreView>.Of(null) with { IsFresh = false },
        default(LiveRead<TokenScoreView>), LiveRead<IReadOnlyList<Candle>>.Of([]),
        Reading<TokenScoreView>.Of(Score, Noon), Reading<TokenScoreView>.Unknown(Noon), Reading<TokenScoreView>.Failed(Failure, Noon),
        Reading<CandleSeries>.Of((CandleSeries)PublicShapes.Make(typeof(CandleSeries))!, Noon), Reading<MarketList>.Unknown(Noon),
    ];

    public static TheoryData<string, string> Contradictions { get; } = new()
    {
        { "LiveAnswer", """{"kind":"Found","asOf":"2026-03-01T12:00:00Z","isStale":false,"value":null}""" },
        { "LiveAnswer", """{"kind":"Found","isStale":false,"value":"text"}""" },
        { "LiveAnswer", """{"kind":"Missing","asOf":"2026-03-01T12:00:00Z","value":"text"}""" },
        { "LiveAnswer", """{"kind":"Missing","asOf":null}""" },
        { "LiveAnswer", """{"kind":"Unavailable","isStale":true,"value":"text"}""" },
        { "LiveAnswer", """{"kind":"Unavailable","asOf":"2026-03-01T12:00:00Z","isStale":true}""" },
        { "LiveAnswer", """{"kind":"Unavailable","isStale":false}""" },
        { "LiveAnswer", """{"kind":7}""" },
        { "LiveAnswer", "{}" },
        { "LiveRead", """{"kind":"Found"}""" },
        { "LiveRead", """{"kind":"Missing","value":"text"}""" },
        { "LiveRead", """{"kind":"Unavailable","value":"text"}""" },
        { "LiveRead", """{"kind":7}""" },
        { "Reading", """{"kind":"Value","asOf":"2026-03-01T12:00:00Z"}""" },
        { "Reading", """{"kind":"Unknown","value":"text"}""" },
        { "Reading", """{"kind":"Failed","asOf":"2026-03-01T12:00:00Z"}""" },
        { "Reading", """{"kind":"Value","value":"text","failure":{"kind":"Timeout","call":"List"}}""" },
        { "Reading", """{"kind":7}""" },
        { "Reading", "{}" },
    };

    [Fact]
    public void A_value_comes_back_from_json_as_it_was()
    {
        foreach (var options in new[] { JsonSerializerOptions.Web, JsonSerializerOptions.Default })
        {
            foreach (var value in Values)
            {
                var json = JsonSerializer.Serialize(value, options);
                var back = JsonSerializer.Deserialize(json, value.GetType(), options);

                Assert.Equal(json, JsonSerializer.Serialize(back, options));
            }
        }
    }

    [Fact]
    public void An_answer_that_was_read_has_the_value()
    {
        var json = JsonSerializer.Serialize(LiveAnswer<TokenScoreView>.Of(Score, Noon, isStale: true), JsonSerializerOptions.Web);

        var answer = JsonSerializer.Deserialize<LiveAnswer<TokenScoreView>>(json, JsonSerializerOptions.Web);

        Assert.True(answer.TryGet(out var score));
        Assert.Equal((Score, LiveAnswerKind.Found, Noon, true), (score, answer.Kind, answer.AsOf, answer.IsStale));
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Parts_that_contradict_each_other_are_refused(string type, string json)
    {
        var thrown = Assert.Throws<JsonException>(() => type switch
        {
            "LiveAnswer" => (object)JsonSerializer.Deserialize<LiveAnswer<string>>(json, JsonSerializerOptions.Web),
            "LiveRead" => JsonSerializer.Deserialize<LiveRead<string>>(json, JsonSerializerOptions.Web),
            _ => JsonSerializer.Deserialize<Reading<string>>(json, JsonSerializerOptions.Web),
        });

        Assert.Contains("kind", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_of_nothing_is_an_error_of_its_author()
    {
        Assert.Throws<ArgumentNullException>("value", static () => Reading<string>.Of(null!, Noon));
        Assert.Throws<ArgumentNullException>("failure", static () => Reading<string>.Failed(null!, Noon));
    }

    [Fact]
    public void Every_generic_type_with_data_is_among_them()
    {
        var made = Values.Select(static value => value.GetType().GetGenericTypeDefinition()).ToHashSet();
        Assert.Equal(
            [typeof(StrategyConfigFormat<>), typeof(StrategyHandle<>)], // Parts of a host, which are not written.
            PublicShapes.Types
                .Where(type => type is { ContainsGenericParameters: true, IsInterface: false } && !typeof(Delegate).IsAssignableFrom(type))
                .Where(type => !made.Contains(type))
                .OrderBy(static type => type.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void The_text_of_a_value_is_one_short_line()
    {
        Assert.All(Values, static value => Assert.DoesNotContain("`", value.ToString(), StringComparison.Ordinal));
        Assert.True(default(LiveAnswer<int?>).IsStale);
        Assert.Equal("Unavailable", $"{LiveAnswer<int?>.Unavailable()}");
        Assert.Equal("Missing as of 2026-03-01 12:00:00Z", $"{LiveAnswer<int?>.Missing(Noon)}");
        Assert.Equal("Found as of 2026-03-01 12:00:00Z, stale: 3", $"{LiveAnswer<int?>.Of(3, Noon, isStale: true)}");
        Assert.Equal("Found as of 2026-03-01 12:00:00Z: 1 value", $"{LiveAnswer<IReadOnlyList<string>>.Of(["A"], Noon, isStale: false)}");
        Assert.Equal(
            "Found as of 2026-03-01 12:00:00Z: 2026-03-01 12:00:00Z: Degraded, 7 candidates, 1 active, 1 scores",
            $"{LiveAnswer<LiveView>.Of((LiveView)PublicShapes.Make(typeof(LiveView))!, Noon, isStale: false)}");
        Assert.Equal("Found: text text: 2.25, rank 7, text (text)", $"{LiveRead<TokenScoreView>.Of(Score)}");
        Assert.Equal("Found: 2 values", $"{LiveRead<IReadOnlyList<string>>.Of(["A", "B"])}");
        Assert.Equal("Missing", $"{LiveRead<string>.Of(null)}");
        Assert.Equal("Value: text", $"{Reading<string>.Of("text", Noon)}");
        Assert.Equal("Unknown", $"{Reading<string>.Unknown(Noon)}");
        Assert.StartsWith("Failed: SourceFailure", $"{Reading<string>.Failed(Failure, Noon)}", StringComparison.Ordinal);
    }
}
