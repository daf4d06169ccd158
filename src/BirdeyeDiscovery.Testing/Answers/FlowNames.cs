using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// The keys of one measure over one window in the local Birdeye's overview answer: the current value, the previous window, the change; for
/// volumes also in USD.
/// </summary>
internal readonly record struct MeasureNames(
    JsonEncodedText Now,
    JsonEncodedText NowUsd,
    JsonEncodedText History,
    JsonEncodedText HistoryUsd,
    JsonEncodedText Change);

/// <summary>
/// The keys of one time window in the local Birdeye's answers, in the camelCase of the overview or the snake_case of the trade data.
/// </summary>
internal sealed class FlowNames
{
    // The windows of the local Birdeye's overview answer with their lengths in minutes. The 6h and 12h windows have prices, but no counts
    // and volumes.
    private static readonly (string Name, int Minutes)[] All =
        [("1m", 1), ("5m", 5), ("30m", 30), ("1h", 60), ("2h", 120), ("4h", 240), ("6h", 360), ("8h", 480), ("12h", 720), ("24h", 1440)];

    private FlowNames(string window, int minutes, bool snake)
    {
        Minutes = minutes;
        HasFlow = minutes is not (360 or 720);
        HistoryPrice = Encode(snake ? $"history_{window}_price" : $"history{window}Price");
        PriceChange = Encode(snake ? $"price_change_{window}_percent" : $"priceChange{window}Percent");
        Wallets = Measure(snake, "uniqueWallet", "unique_wallet", window, false);
        Trades = Measure(snake, "trade", "trade", window, false);
        Sells = Measure(snake, "sell", "sell", window, false);
        Buys = Measure(snake, "buy", "buy", window, false);
        Volume = Measure(snake, "v", "volume", window, true);
        BuyVolume = Measure(snake, "vBuy", "volume_buy", window, true);
        SellVolume = Measure(snake, "vSell", "volume_sell", window, true);
    }

    public static FlowNames[] Camel { get; } = [.. All.Select(static window => new FlowNames(window.Name, window.Minutes, false))];

    public static FlowNames[] Snake { get; } = [.. All.Select(static window => new FlowNames(window.Name, window.Minutes, true))];

    public int Minutes { get; }

    public bool HasFlow { get; }

    public JsonEncodedText HistoryPrice { get; }

    public JsonEncodedText PriceChange { get; }

    public MeasureNames Wallets { get; }

    public MeasureNames Trades { get; }

    public MeasureNames Sells { get; }

    public MeasureNames Buys { get; }

    public MeasureNames Volume { get; }

    public MeasureNames BuyVolume { get; }

    public MeasureNames SellVolume { get; }

    private static MeasureNames Measure(bool snake, string camelStem, string snakeStem, string window, bool usd)
    {
        if (snake)
        {
            return new MeasureNames(
                Encode($"{snakeStem}_{window}"),
                Encode(usd ? $"{snakeStem}_{window}_usd" : ""),
                Encode($"{snakeStem}_history_{window}"),
                Encode(usd ? $"{snakeStem}_history_{window}_usd" : ""),
                Encode($"{snakeStem}_{window}_change_percent"));
        }

        return new MeasureNames(
            Encode($"{camelStem}{window}"),
            Encode(usd ? $"{camelStem}{window}USD" : ""),
            Encode($"{camelStem}History{window}"),
            Encode(usd ? $"{camelStem}History{window}USD" : ""),
            Encode($"{camelStem}{window}ChangePercent"));
    }

    private static JsonEncodedText Encode(string name) => JsonEncodedText.Encode(name);
}
