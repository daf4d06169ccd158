using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Writes a recording of one endpoint in the format of another endpoint with the same content.</summary>
internal static class RecordedShapes
{
    private static readonly string[] TradeDataKeys = ["address", "holder", "lastTradeUnixTime", "lastTradeHumanTime", "price"];

    private static readonly string[] TradeDataStems =
        ["history", "priceChange", "uniqueWallet", "trade", "sell", "buy", "v", "vBuy", "vSell"];

    public static void WriteItems(Utf8JsonWriter json, IEnumerable<JsonElement> rows, Action<Utf8JsonWriter, JsonElement> write)
    {
        json.WriteStartArray("items"u8);
        foreach (var row in rows)
        {
            write(json, row);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a recorded overview as market data: the part that is not the flow, in snake_case.</summary>
    public static void WriteMarketData(Utf8JsonWriter json, JsonElement overview)
    {
        json.WriteStartObject();
        Copy(json, overview, "address", "address");
        Copy(json, overview, "price", "price");
        Copy(json, overview, "liquidity", "liquidity");
        Copy(json, overview, "totalSupply", "total_supply");
        Copy(json, overview, "circulatingSupply", "circulating_supply");
        Copy(json, overview, "fdv", "fdv");
        Copy(json, overview, "marketCap", "market_cap");
        Copy(json, overview, "holder", "holder");
        json.WriteEndObject();
    }

    /// <summary>Writes a recorded overview as trade data: the flow part, in snake_case.</summary>
    public static void WriteTradeData(Utf8JsonWriter json, JsonElement overview)
    {
        json.WriteStartObject();
        foreach (var property in overview.EnumerateObject())
        {
            var name = property.Name == "numberMarkets" ? "market" : TradeDataName(property.Name);
            if (name is not null)
            {
                json.WritePropertyName(name);
                property.Value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a recorded row of <c>/defi/txs/token</c> as one of <c>/defi/v3/token/txs</c>.</summary>
    public static void WriteTradeV3(Utf8JsonWriter json, JsonElement row, string address)
    {
        json.WriteStartObject();
        Copy(json, row, "side", "tx_type");
        Copy(json, row, "txHash", "tx_hash");
        Copy(json, row, "insIndex", "ins_index");
        Copy(json, row, "innerInsIndex", "inner_ins_index");
        Copy(json, row, "blockUnixTime", "block_unix_time");
        Copy(json, row, "slot", "block_number");
        WriteVolume(json, row, address);
        Copy(json, row, "owner", "owner");
        json.WriteStartArray("signers"u8);
        if (RecordingFolder.Text(row, "owner") is { } owner)
        {
            json.WriteStringValue(owner);
        }

        json.WriteEndArray();
        Copy(json, row, "source", "source");
        Copy(json, row, "side", "side");
        Copy(json, row, "alias", "alias");
        Copy(json, row, "pricePair", "price_pair");
        WriteLeg(json, row, "from");
        WriteLeg(json, row, "to");
        Copy(json, row, "poolId", "pool_id");
        json.WriteEndObject();
    }

    private static void WriteVolume(Utf8JsonWriter json, JsonElement row, string address)
    {
        var leg = RecordingFolder.Text(row.GetProperty("to"), "address") == address ? row.GetProperty("to") : row.GetProperty("from");
        if (Number(leg, "uiAmount") is not { } units)
        {
            json.WriteNull("volume_usd"u8);
            json.WriteNull("volume"u8);
            return;
        }

        json.WriteNumber("volume"u8, units);
        if (Number(leg, "price") is { } price)
        {
            json.WriteNumber("volume_usd"u8, units * price);
        }
        else
        {
            json.WriteNull("volume_usd"u8);
        }
    }

    private static void WriteLeg(Utf8JsonWriter json, JsonElement row, string name)
    {
        var leg = row.GetProperty(name);
        json.WriteStartObject(name);
        Copy(json, leg, "symbol", "symbol");
        Copy(json, leg, "address", "address");
        Copy(json, leg, "decimals", "decimals");
        Copy(json, leg, "price", "price");

        // A recording in the v3 format has all amounts as text.
        json.WriteString("amount"u8, leg.TryGetProperty("amount", out var amount) ? amount.ToString() : "0");
        Copy(json, leg, "uiAmount", "ui_amount");
        Copy(json, leg, "uiChangeAmount", "ui_change_amount");
        json.WriteEndObject();
    }

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static void Copy(Utf8JsonWriter json, JsonElement source, string name, string target)
    {
        json.WritePropertyName(target);
        if (source.TryGetProperty(name, out var value))
        {
            value.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static string? TradeDataName(string camel)
    {
        var words = Words(camel);
        var hasWindow = words.Exists(static word => char.IsAsciiDigit(word[0]));
        if (!hasWindow)
        {
            return TradeDataKeys.Contains(camel, StringComparer.Ordinal) ? string.Join('_', words) : null;
        }

        if (!TradeDataStems.Any(stem => camel.StartsWith(stem, StringComparison.Ordinal)))
        {
            return null;
        }

        // The recorded overview abbreviates volume to v: its v24hUSD is volume_24h_usd in the trade data.
        words[0] = words[0] == "v" ? "volume" : words[0];
        return string.Join('_', words);
    }

    /// <summary>Splits the name of a recorded field before capitals and before numbers; a run of capitals is one word.</summary>
    private static List<string> Words(string camel)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < camel.Length; i++)
        {
            var isStart = i > 0
                && (char.IsAsciiDigit(camel[i])
                    ? !char.IsAsciiDigit(camel[i - 1])
                    : char.IsAsciiLetterUpper(camel[i]) && !char.IsAsciiLetterUpper(camel[i - 1]));
            if (isStart)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            word.Append(char.ToLowerInvariant(camel[i]));
        }

        words.Add(word.ToString());
        return words;
    }
}
