using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Writes the candles of the local Birdeye's answers in the formats of <c>/defi/ohlcv</c> and <c>/defi/v3/ohlcv</c>.</summary>
internal static class CandleAnswers
{
    private static readonly Dictionary<string, int> Seconds = new(StringComparer.Ordinal)
    {
        ["1s"] = 1,
        ["15s"] = 15,
        ["30s"] = 30,
        ["1m"] = 60,
        ["3m"] = 180,
        ["5m"] = 300,
        ["15m"] = 900,
        ["30m"] = 1800,
        ["1H"] = 3600,
        ["2H"] = 7200,
        ["4H"] = 14400,
        ["6H"] = 21600,
        ["8H"] = 28800,
        ["12H"] = 43200,
        ["1D"] = 86400,
        ["3D"] = 259200,
        ["1W"] = 604800,
        ["1M"] = 2592000,
    };

    /// <summary>
    /// Gets the length of a candle bucket in an answer of the local Birdeye, in seconds, or zero for a candle type that the API does not
    /// know. Types are case-sensitive.
    /// </summary>
    public static int SecondsOf(string type, bool v3) => Seconds.TryGetValue(type, out var seconds) && (v3 || seconds >= 60) ? seconds : 0;

    /// <summary>
    /// Writes into an answer of the local Birdeye the candles that start between the first and the last requested second, both included.
    /// </summary>
    public static void Write(
        Utf8JsonWriter json, (MarketToken Token, double Minute, string Type, long From, long To, int Limit, bool V3, bool Padding) ask)
    {
        json.WriteStartObject();
        json.WriteBoolean(ask.V3 ? "is_scaled_ui_token"u8 : "isScaledUiToken"u8, false);
        json.WriteStartArray("items"u8);
        var size = SecondsOf(ask.Type, v3: true);
        var now = ask.Minute * 60;
        var start = Math.Max(ask.From, (long)(ask.Token.Birth * 60) - size + 1);
        start = (start + size - 1) / size * size;
        var open = double.NaN;
        for (var rows = 0; start <= ask.To && start < now && rows < ask.Limit; start += size)
        {
            if (WriteBucket(json, ask.Token, start, Math.Min(start + size, now), size, ask.Type, ask.V3, ask.Padding, ref open))
            {
                rows++;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool WriteBucket(
        Utf8JsonWriter json, MarketToken token, long start, double end, int size, string type, bool v3, bool padding, ref double open)
    {
        var from = Math.Max(start / 60.0, token.Birth);
        var to = end / 60;
        var first = double.IsNaN(open) ? token.Price(from) : open;
        var hasTrades = to > from && (long)token.TradesSince(to) > (long)token.TradesSince(from) && !(size <= 300 && token.IsQuiet(from));
        if (!hasTrades && !padding)
        {
            open = double.NaN;
            return false;
        }

        var last = hasTrades ? token.Price(to) : first;
        open = hasTrades ? last : double.NaN;
        var high = Math.Max(first, last);
        var low = Math.Min(first, last);
        for (var quarter = 1; hasTrades && quarter < 4; quarter++)
        {
            var inside = token.Price(from + ((to - from) * quarter / 4));
            high = Math.Max(high, inside);
            low = Math.Min(low, inside);
        }

        var usd = hasTrades ? token.VolumeSince(to) - token.VolumeSince(from) : 0;
        json.WriteStartObject();
        json.WriteNumber("o"u8, first);
        json.WriteNumber("h"u8, high);
        json.WriteNumber("l"u8, low);
        json.WriteNumber("c"u8, last);
        json.WriteNumber("v"u8, usd / ((first + last) / 2));
        if (v3)
        {
            json.WriteNumber("v_usd"u8, usd);
        }

        json.WriteNumber(v3 ? "unix_time"u8 : "unixTime"u8, start);
        json.WriteString("address"u8, token.Address);
        json.WriteString("type"u8, type);
        json.WriteString("currency"u8, "usd"u8);
        json.WriteEndObject();
        return true;
    }
}
