using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Serves the local Birdeye's answers from the generated market.</summary>
internal sealed class GeneratedSource(GeneratedMarket market) : IAnswerSource
{
    public LocalAnswer Trending(LocalCall call, string sortBy, bool descending, int offset, int limit)
    {
        var list = market.ListAt(market.TickAt(call.Now));
        return AnswerJson.Data((TrendingAnswers.Page(list, sortBy, descending, offset, limit), list.Minute), TrendingAnswers.Write);
    }

    public LocalAnswer Security(LocalCall call) => Of(call, static (_, token, minute) =>
        minute - token.Birth < SecurityAnswers.IndexingMinutes ? LocalAnswer.Null() : AnswerJson.Data(token, SecurityAnswers.Write));

    public LocalAnswer Overview(LocalCall call) =>
        Of(call, static (_, token, minute) => AnswerJson.Data((token, minute), OverviewAnswers.Overview));

    public LocalAnswer TradeData(LocalCall call) =>
        Of(call, static (_, token, minute) => AnswerJson.Data((token, minute), OverviewAnswers.TradeData));

    public LocalAnswer MarketData(LocalCall call) =>
        Of(call, static (_, token, minute) => AnswerJson.Data((token, minute), OverviewAnswers.MarketData));

    public LocalAnswer Candles(LocalCall call, CandleAsk ask) => Of(call, (_, token, minute) => AnswerJson.Data(
        (token, minute, ask.Type, ask.From, ask.To, ask.Limit, ask.V3, ask.Padding), CandleAnswers.Write));

    public LocalAnswer Trades(LocalCall call, int offset, int limit, bool v3) => Of(call, (source, token, minute) =>
    {
        var rows = TradeRows.Read(token, source.Sol, minute, offset, limit);
        var state = (token, source.Sol, rows, rows.Length == limit && (long)token.TradesSince(minute) > offset + limit);
        return v3 ? AnswerJson.Data(state, TradeAnswers.WriteV3) : AnswerJson.Data(state, TradeAnswers.WriteV1);
    });

    public LocalAnswer Price(LocalCall call) => Of(call, (source, token, minute) =>
        AnswerJson.Data((token, source.Sol, minute, WithLiquidity(call)), OverviewAnswers.Price));

    public LocalAnswer MultiPrice(LocalCall call, IReadOnlyList<string> addresses) => Of(
        call,
        addresses,
        (json, token, minute) => OverviewAnswers.Price(json, (token, market.Sol, minute, WithLiquidity(call))));

    public LocalAnswer TradeDataMultiple(LocalCall call, IReadOnlyList<string> addresses) =>
        Of(call, addresses, static (json, token, minute) => OverviewAnswers.TradeData(json, (token, minute)));

    public LocalAnswer MarketDataMultiple(LocalCall call, IReadOnlyList<string> addresses) =>
        Of(call, addresses, static (json, token, minute) => OverviewAnswers.MarketData(json, (token, minute)));

    private LocalAnswer Of(LocalCall call, IReadOnlyList<string> addresses, Action<Utf8JsonWriter, MarketToken, double> write)
    {
        var tick = market.TickAt(call.Now);
        return AnswerJson.Data((market, tick, addresses, write), static (json, state) =>
        {
            json.WriteStartObject();
            foreach (var address in state.addresses)
            {
                json.WritePropertyName(address);
                if (state.market.Find(address, state.tick) is { } token)
                {
                    state.write(json, token, state.market.MinuteOf(state.tick));
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndObject();
        });
    }

    private static bool WithLiquidity(LocalCall call) => call.Text("include_liquidity", "false") == "true";

    private LocalAnswer Of(LocalCall call, Func<GeneratedMarket, MarketToken, double, LocalAnswer> answer)
    {
        var tick = market.TickAt(call.Now);
        return market.Find(call.Address, tick) is { } token
            ? answer(market, token, market.MinuteOf(tick))
            : LocalAnswer.Error(404, "Not found");
    }
}
