using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Answers from recordings. Each request for the first trending page begins a cycle, and a cycle uses the recordings of its number.
/// </summary>
internal sealed class RecordedSource(RecordingFolder folder) : IAnswerSource
{
    private int _cycle;

    public LocalAnswer Trending(LocalCall call, string sortBy, bool descending, int offset, int limit)
    {
        if (offset == 0)
        {
            Interlocked.Increment(ref _cycle);
        }

        var rows = RecordedTrending.Rows(folder, Current);
        var ordered = sortBy switch
        {
            "rank" => descending ? rows.Reverse() : rows,
            "liquidity" => descending ? rows.OrderByDescending(static row => row.Liquidity) : rows.OrderBy(static row => row.Liquidity),
            _ => descending ? rows.OrderByDescending(static row => row.Volume) : rows.OrderBy(static row => row.Volume),
        };
        return AnswerJson.Data((ordered.Skip(offset).Take(limit), call.Now, rows.Count), RecordedTrending.Write);
    }

    public LocalAnswer Security(LocalCall call) => Raw(Current(RecordingKind.Security, call.Address));

    public LocalAnswer Overview(LocalCall call) => Raw(Current(RecordingKind.Overview, call.Address));

    public LocalAnswer TradeData(LocalCall call) => Either(RecordingKind.TradeData, call.Address, RecordedShapes.WriteTradeData);

    public LocalAnswer MarketData(LocalCall call) => Either(RecordingKind.MarketData, call.Address, RecordedShapes.WriteMarketData);

    public LocalAnswer Price(LocalCall call) => Raw(Current(RecordingKind.Price, call.Address));

    public LocalAnswer MultiPrice(LocalCall call, IReadOnlyList<string> addresses) =>
        Map(addresses, (json, address) => WriteOrNull(json, Current(RecordingKind.MultiPrice, address)));

    public LocalAnswer TradeDataMultiple(LocalCall call, IReadOnlyList<string> addresses) =>
        Map(addresses, (json, address) => WriteEither(json, RecordingKind.TradeData, address, RecordedShapes.WriteTradeData));

    public LocalAnswer MarketDataMultiple(LocalCall call, IReadOnlyList<string> addresses) =>
        Map(addresses, (json, address) => WriteEither(json, RecordingKind.MarketData, address, RecordedShapes.WriteMarketData));

    public LocalAnswer Candles(LocalCall call, CandleAsk ask)
    {
        var kind = ask.V3 ? RecordingKind.OhlcvV3 : RecordingKind.Ohlcv;
        var recordings = folder.Of(kind, call.Address);
        if (recordings.Count == 0)
        {
            return LocalAnswer.Null();
        }

        // Recordings of one token overlap; the later one has the more complete version of a candle that was open in the earlier one.
        var candles = new SortedDictionary<long, JsonElement>();
        var name = ask.V3 ? "unix_time" : "unixTime";
        foreach (var row in recordings.SelectMany(RecordingFolder.Rows))
        {
            if (RecordingFolder.Text(row, "type") == ask.Type && row.TryGetProperty(name, out var time) && time.TryGetInt64(out var seconds)
                && seconds >= ask.From && seconds <= ask.To)
            {
                candles[seconds] = row;
            }
        }

        return AnswerJson.Data((candles.Values.Take(ask.Limit), ask.V3), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteBoolean(state.V3 ? "is_scaled_ui_token"u8 : "isScaledUiToken"u8, false);
            RecordedShapes.WriteItems(json, state.Item1, static (json, row) => row.WriteTo(json));
            json.WriteEndObject();
        });
    }

    public LocalAnswer Trades(LocalCall call, int offset, int limit, bool v3)
    {
        var recorded = Current(v3 ? RecordingKind.TradesV3 : RecordingKind.Trades, call.Address);
        var isTranslated = v3 && recorded is null;
        recorded ??= v3 ? Current(RecordingKind.Trades, call.Address) : null;
        if (recorded is not { } payload)
        {
            return LocalAnswer.Null();
        }

        var rows = RecordingFolder.Rows(payload).ToList();
        return AnswerJson.Data((rows, call.Address, offset, limit, v3, isTranslated), static (json, state) =>
        {
            json.WriteStartObject();
            RecordedShapes.WriteItems(json, state.rows.Skip(state.offset).Take(state.limit), (json, row) =>
            {
                if (state.isTranslated)
                {
                    RecordedShapes.WriteTradeV3(json, row, state.Address);
                }
                else
                {
                    row.WriteTo(json);
                }
            });
            json.WriteBoolean(state.v3 ? "has_next"u8 : "hasNext"u8, state.rows.Count > state.offset + state.limit);
            json.WriteEndObject();
        });
    }

    private static LocalAnswer Map(IReadOnlyList<string> addresses, Action<Utf8JsonWriter, string> write) =>
        AnswerJson.Data((addresses, write), static (json, state) =>
        {
            json.WriteStartObject();
            foreach (var address in state.addresses)
            {
                json.WritePropertyName(address);
                state.write(json, address);
            }

            json.WriteEndObject();
        });

    private static void WriteOrNull(Utf8JsonWriter json, JsonElement? payload)
    {
        if (payload is { } value)
        {
            value.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    // The recorded overview has all fields of the trade data and the market data, so it replaces their recording if there is none.
    private LocalAnswer Either(RecordingKind kind, string address, Action<Utf8JsonWriter, JsonElement> translate) =>
        Current(kind, address) is null && Current(RecordingKind.Overview, address) is null
            ? LocalAnswer.Null()
            : AnswerJson.Data((this, kind, address, translate), static (json, state) =>
                state.Item1.WriteEither(json, state.kind, state.address, state.translate));

    private void WriteEither(Utf8JsonWriter json, RecordingKind kind, string address, Action<Utf8JsonWriter, JsonElement> translate)
    {
        if (Current(kind, address) is null && Current(RecordingKind.Overview, address) is { } overview)
        {
            translate(json, overview);
        }
        else
        {
            WriteOrNull(json, Current(kind, address));
        }
    }

    private static LocalAnswer Raw(JsonElement? payload) =>
        payload is { } value ? AnswerJson.Data(value, static (json, element) => element.WriteTo(json)) : LocalAnswer.Null();

    private JsonElement? Current(RecordingKind kind, string address)
    {
        var recordings = folder.Of(kind, address);
        return recordings.Count == 0 ? null : recordings[Math.Clamp(Volatile.Read(ref _cycle), 1, recordings.Count) - 1];
    }
}
