using System.Globalization;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Serves the endpoints of the local Birdeye: validates parameters like the API, then calls the source of the answers.</summary>
internal sealed class Endpoints(IAnswerSource source, AccountLimits account)
{
    private const int MaximumReach = 10_000;

    public LocalAnswer Answer(LocalCall call) => call.Path switch
    {
        "/defi/token_trending" => Trending(call),
        "/defi/token_security" => OfToken(call, source.Security),
        "/defi/token_overview" => OfToken(call, source.Overview),
        "/defi/v3/token/trade-data/single" => OfToken(call, source.TradeData),
        "/defi/v3/token/market-data" => OfToken(call, source.MarketData),
        "/defi/price" => OfToken(call, source.Price),
        "/defi/v3/token/trade-data/multiple" => OfTokens(call, 20, source.TradeDataMultiple),
        "/defi/v3/token/market-data/multiple" => OfTokens(call, 20, source.MarketDataMultiple),
        "/defi/multi_price" => OfTokens(call, 100, source.MultiPrice),
        "/defi/ohlcv" => OfToken(call, CandlesV1),
        "/defi/v3/ohlcv" => OfToken(call, CandlesV3),
        "/defi/txs/token" => OfToken(call, call => Trades(call, 50, v3: false)),
        "/defi/v3/token/txs" => OfToken(call, call => Trades(call, 100, v3: true)),
        "/utils/v1/credits" => AnswerJson.Data((account, call.Now), Credits),
        "/defi/networks" => AnswerJson.Data(0, static (json, _) => Networks(json)),
        _ => LocalAnswer.Error(404, "Not found"),
    };

    private static LocalAnswer Bad(string message) => LocalAnswer.Error(400, message);

    private static LocalAnswer OfToken(LocalCall call, Func<LocalCall, LocalAnswer> answer) => call.Address switch
    {
        "" => Bad("address is required"),
        { Length: < 32 or > 66 } => Bad("address is invalid format"),
        _ => answer(call),
    };

    private static LocalAnswer OfTokens(LocalCall call, int most, Func<LocalCall, IReadOnlyList<string>, LocalAnswer> answer)
    {
        var addresses = call.Addresses;
        return addresses.Length == 0 ? Bad("list_address is required")
            : addresses.Length > most
                ? Bad(string.Create(CultureInfo.InvariantCulture, $"list_address should have at most {most} addresses"))
            : answer(call, [.. addresses.Distinct(StringComparer.Ordinal)]);
    }

    private LocalAnswer Trending(LocalCall call)
    {
        var sortBy = call.Text("sort_by", "rank");
        var sortType = call.Text("sort_type", "asc");
        if (sortBy is not ("rank" or "volumeUSD" or "volume24hUSD" or "liquidity"))
        {
            return Bad("sort_by should be one of: rank, volumeUSD, liquidity");
        }

        if (sortType is not ("asc" or "desc"))
        {
            return Bad("sort_type should be one of: asc, desc");
        }

        return !call.TryInteger("offset", 0, 0, MaximumReach, out var offset, out var error)
            || !call.TryInteger("limit", 20, 1, 20, out var limit, out error)
            ? Bad(error)
            : source.Trending(call, sortBy, sortType == "desc", (int)offset, (int)limit);
    }

    private LocalAnswer CandlesV1(LocalCall call)
    {
        if (!call.Has("time_from") || !call.Has("time_to"))
        {
            return Bad("time_from and time_to are required");
        }

        return Candles(call, v3: false, maximum: 1000);
    }

    private LocalAnswer CandlesV3(LocalCall call)
    {
        var mode = call.Text("mode", "range");
        if (mode is not ("range" or "count"))
        {
            return Bad("mode should be one of: range, count");
        }

        if (!call.Has("time_to") || (mode == "range" && !call.Has("time_from")))
        {
            return Bad(mode == "range" ? "time_from and time_to are required" : "time_to is required");
        }

        return Candles(call, v3: true, maximum: 5000);
    }

    private LocalAnswer Candles(LocalCall call, bool v3, int maximum)
    {
        var type = call.Text("type", v3 ? "1D" : "15m");
        var seconds = CandleAnswers.SecondsOf(type, v3);
        if (seconds == 0)
        {
            return Bad($"type {type} is not supported");
        }

        if (!call.TryInteger("time_from", 0, 0, 10_000_000_000, out var from, out var error)
            || !call.TryInteger("time_to", 0, 0, 10_000_000_000, out var to, out error)
            || !call.TryInteger("count_limit", maximum, 0, maximum, out var count, out error))
        {
            return Bad(error);
        }

        if (to > Math.Ceiling((call.Now - DateTimeOffset.UnixEpoch).TotalSeconds))
        {
            return Bad("time_to should not be in the future");
        }

        if (call.Text("mode", "range") == "count" && v3)
        {
            from = ((to / seconds) - count + 1) * seconds;
        }
        else
        {
            count = maximum;
        }

        return from > to
            ? Bad("time_from should be less than time_to")
            : source.Candles(call, new CandleAsk(type, from, to, (int)count, v3, v3 && call.Text("padding", "false") == "true"));
    }

    private LocalAnswer Trades(LocalCall call, int maximum, bool v3)
    {
        if (!call.TryInteger("offset", 0, 0, MaximumReach - 1, out var offset, out var error)
            || !call.TryInteger("limit", maximum, 1, maximum, out var limit, out error))
        {
            return Bad(error);
        }

        return offset + limit > MaximumReach
            ? Bad(string.Create(CultureInfo.InvariantCulture, $"offset + limit should be at most {MaximumReach}"))
            : source.Trades(call, (int)offset, (int)limit, v3);
    }

    private static void Credits(Utf8JsonWriter json, (AccountLimits Account, DateTimeOffset Now) state)
    {
        json.WriteStartObject();
        json.WriteNumber("start_time"u8, state.Now.AddDays(-30).ToUnixTimeSeconds());
        json.WriteNumber("end_time"u8, state.Now.ToUnixTimeSeconds());
        Amounts(json, "usage"u8, state.Account.Used);
        Amounts(json, "remaining"u8, state.Account.Remaining ?? 0);
        Amounts(json, "overage_usage"u8, 0);
        Amounts(json, "overage_cost"u8, 0);
        json.WriteEndObject();
    }

    private static void Amounts(Utf8JsonWriter json, ReadOnlySpan<byte> name, long api)
    {
        json.WriteStartObject(name);
        json.WriteNumber("total"u8, api);
        json.WriteNumber("api"u8, api);
        json.WriteNumber("ws"u8, 0);
        json.WriteEndObject();
    }

    private static void Networks(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteStringValue("solana"u8);
        json.WriteEndArray();
    }
}
