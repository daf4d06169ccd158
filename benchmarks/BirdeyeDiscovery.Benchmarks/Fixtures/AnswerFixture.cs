using System.Globalization;
using System.Text.Json;

namespace BirdeyeDiscovery.Benchmarks.Fixtures;

/// <summary>
/// Generates reproducible answers in the shape and size of the API's: an overview of about 200 fields, and a page of 100 swaps.
/// </summary>
internal static class AnswerFixture
{
    public const string Address = "BenchTokenxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    private const string Quote = "So11111111111111111111111111111111111111112";
    private const long NowSeconds = 1_767_614_400;
    private static readonly string[] Windows = ["1m", "5m", "30m", "1h", "2h", "4h", "8h", "24h"];
    private static readonly string[] PriceWindows = ["1m", "5m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "24h"];

    public static DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(NowSeconds);

    public static byte[] Overview()
    {
        var random = new Random(41);
        return Write(json =>
        {
            json.WriteString("address", Address);
            json.WriteNumber("decimals", 6);
            json.WriteString("symbol", "BENCH");
            json.WriteString("name", "Benchmark token");
            json.WriteNumber("marketCap", 48_211_904.7720094);
            json.WriteNumber("fdv", 51_904_118.634255867);
            json.WriteStartObject("extensions");
            json.WriteString("website", "https://example.org/bench");
            json.WriteEndObject();
            json.WriteString("logoURI", "https://example.org/bench/logo.png");
            json.WriteNumber("liquidity", 3_591_030.1047351);
            json.WriteNumber("lastTradeUnixTime", NowSeconds);
            json.WriteString("lastTradeHumanTime", "2026-01-05T12:00:00");
            json.WriteNumber("price", 0.0519041186);
            foreach (var window in PriceWindows)
            {
                json.WriteNumber($"history{window}Price", 0.0519 * (0.9 + (random.NextDouble() / 5)));
                json.WriteNumber($"priceChange{window}Percent", (random.NextDouble() * 40) - 20);
            }

            foreach (var window in Windows)
            {
                Changing(json, random, "uniqueWallet", window);
            }

            json.WriteNumber("totalSupply", 999_999_373.243944);
            json.WriteNumber("circulatingSupply", 928_871_020.87993705);
            json.WriteNumber("holder", 42_251);
            foreach (var window in Windows)
            {
                Changing(json, random, "trade", window);
                Changing(json, random, "sell", window);
                Changing(json, random, "buy", window);
                Volume(json, random, "v", window);
                Volume(json, random, "vBuy", window);
                Volume(json, random, "vSell", window);
            }

            json.WriteNumber("numberMarkets", 66);
        });
    }

    public static byte[] Trades(int count)
    {
        var random = new Random(43);
        return Write(json =>
        {
            json.WriteStartArray("items");
            for (var i = 0; i < count; i++)
            {
                Trade(json, random, i);
            }

            json.WriteEndArray();
            json.WriteBoolean("hasNext", true);
        });
    }

    private static void Trade(Utf8JsonWriter json, Random random, int index)
    {
        var buys = random.Next(2) == 0;
        var tokens = random.NextDouble() * 90_000;
        var coins = tokens * 0.0519 / 148.0;
        json.WriteStartObject();
        Leg(json, "quote", "SOL", 9, Quote, coins, 148.0, buys ? -1 : 1);
        Leg(json, "base", "BENCH", 6, Address, tokens, 0.0519, buys ? 1 : -1);
        json.WriteNumber("basePrice", 0.0519041186);
        json.WriteNumber("quotePrice", 148.04424694409465);
        json.WriteString("txHash", string.Create(CultureInfo.InvariantCulture, $"{index:D8}").PadLeft(88, 'h'));
        json.WriteString("source", "raydium");
        json.WriteNumber("blockUnixTime", NowSeconds - index);
        json.WriteString("txType", "swap");
        json.WriteString(
            "owner",
            string.Create(CultureInfo.InvariantCulture, $"User{random.Next(30):D3}").Replace('0', 'z').PadRight(44, 'w'));
        json.WriteString("side", buys ? "buy" : "sell");
        json.WriteNull("alias");
        json.WriteNumber("pricePair", 0.00035059);
        if (buys)
        {
            Leg(json, "from", "SOL", 9, Quote, coins, 148.0, -1);
            Leg(json, "to", "BENCH", 6, Address, tokens, 0.0519, 1);
        }
        else
        {
            Leg(json, "from", "BENCH", 6, Address, tokens, 0.0519, -1);
            Leg(json, "to", "SOL", 9, Quote, coins, 148.0, 1);
        }

        json.WriteNumber("tokenPrice", 0.0519041186);
        json.WriteString("poolId", "Pool".PadRight(44, 'p'));
        json.WriteEndObject();
    }

    private static void Leg(
        Utf8JsonWriter json,
        string name,
        string symbol,
        int decimals,
        string address,
        double amount,
        double price,
        int sign)
    {
        var raw = (long)(amount * Math.Pow(10, decimals));
        json.WriteStartObject(name);
        json.WriteString("symbol", symbol);
        json.WriteNumber("decimals", decimals);
        json.WriteString("address", address);
        json.WriteNumber("amount", raw);
        json.WriteNumber("uiAmount", amount);
        json.WriteNumber("price", price);
        json.WriteNumber("nearestPrice", price);
        json.WriteNumber("changeAmount", sign * raw);
        json.WriteNumber("uiChangeAmount", sign * amount);
        json.WriteEndObject();
    }

    private static void Changing(Utf8JsonWriter json, Random random, string name, string window)
    {
        json.WriteNumber($"{name}{window}", random.Next(1, 50_000));
        json.WriteNumber($"{name}History{window}", random.Next(1, 50_000));
        json.WriteNumber($"{name}{window}ChangePercent", (random.NextDouble() * 200) - 100);
    }

    private static void Volume(Utf8JsonWriter json, Random random, string name, string window)
    {
        json.WriteNumber($"{name}{window}", random.NextDouble() * 1e7);
        json.WriteNumber($"{name}{window}USD", random.NextDouble() * 1e7);
        json.WriteNumber($"{name}History{window}", random.NextDouble() * 1e7);
        json.WriteNumber($"{name}History{window}USD", random.NextDouble() * 1e7);
        json.WriteNumber($"{name}{window}ChangePercent", (random.NextDouble() * 200) - 100);
    }

    private static byte[] Write(Action<Utf8JsonWriter> data)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
            json.WriteBoolean("success", true);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
