using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Writes answers of the local Birdeye about one token: the overview, the trade data, the market data and the prices.</summary>
internal static class OverviewAnswers
{
    public static void Overview(Utf8JsonWriter json, (MarketToken Token, double Minute) state)
    {
        var (token, minute) = state;
        var price = token.Price(minute);
        json.WriteStartObject();
        json.WriteString("address"u8, token.Address);
        json.WriteNumber("decimals"u8, token.Decimals);
        json.WriteString("symbol"u8, token.Symbol);
        json.WriteString("name"u8, token.Name);
        json.WriteNumber("marketCap"u8, price * token.Supply);
        json.WriteNumber("fdv"u8, price * token.Supply);
        json.WriteNull("extensions"u8);
        json.WriteNull("logoURI"u8);
        json.WriteNumber("liquidity"u8, token.Liquidity(minute));
        var last = LastTrade(token, minute);
        json.WriteNumber("lastTradeUnixTime"u8, last.ToUnixTimeSeconds());
        json.WriteHumanTime("lastTradeHumanTime"u8, last);
        json.WriteNumber("price"u8, price);
        json.WriteNumber("totalSupply"u8, token.Supply);
        json.WriteNumber("circulatingSupply"u8, token.Supply);
        json.WriteNumber("holder"u8, Holders(token, minute));
        json.WriteNumber("numberMarkets"u8, 1 + (int)(token.Key % 22));
        json.WriteBoolean("isScaledUiToken"u8, false);
        json.WriteNull("multiplier"u8);
        FlowWriter.Write(json, token, minute, FlowNames.Camel);
        json.WriteEndObject();
    }

    public static void TradeData(Utf8JsonWriter json, (MarketToken Token, double Minute) state)
    {
        var (token, minute) = state;
        json.WriteStartObject();
        json.WriteString("address"u8, token.Address);
        json.WriteNumber("holder"u8, Holders(token, minute));
        json.WriteNumber("market"u8, 1 + (int)(token.Key % 22));
        var last = LastTrade(token, minute);
        json.WriteNumber("last_trade_unix_time"u8, last.ToUnixTimeSeconds());
        json.WriteHumanTime("last_trade_human_time"u8, last);
        json.WriteNumber("price"u8, token.Price(minute));
        json.WriteBoolean("is_scaled_ui_token"u8, false);
        json.WriteNull("multiplier"u8);
        FlowWriter.Write(json, token, minute, FlowNames.Snake);
        json.WriteEndObject();
    }

    public static void MarketData(Utf8JsonWriter json, (MarketToken Token, double Minute) state)
    {
        var (token, minute) = state;
        var price = token.Price(minute);
        json.WriteStartObject();
        json.WriteString("address"u8, token.Address);
        json.WriteNumber("price"u8, price);
        json.WriteNumber("liquidity"u8, token.Liquidity(minute));
        json.WriteNumber("total_supply"u8, token.Supply);
        json.WriteNumber("circulating_supply"u8, token.Supply);
        json.WriteNumber("fdv"u8, price * token.Supply);
        json.WriteNumber("market_cap"u8, price * token.Supply);
        json.WriteNumber("holder"u8, Holders(token, minute));
        json.WriteBoolean("is_scaled_ui_token"u8, false);
        json.WriteNull("multiplier"u8);
        json.WriteEndObject();
    }

    public static void Price(Utf8JsonWriter json, (MarketToken Token, MarketToken Sol, double Minute, bool WithLiquidity) state)
    {
        var (token, sol, minute, withLiquidity) = state;
        var price = token.Price(minute);
        var last = LastTrade(token, minute);
        json.WriteStartObject();
        json.WriteBoolean("isScaledUiToken"u8, false);
        json.WriteNumber("value"u8, price);
        json.WriteNumber("updateUnixTime"u8, last.ToUnixTimeSeconds());
        json.WriteHumanTime("updateHumanTime"u8, last);
        json.WriteNumber("priceChange24h"u8, ((price / token.Price(minute - 1440)) - 1) * 100);
        json.WriteNumber("priceInNative"u8, price / sol.Price(minute));
        if (withLiquidity)
        {
            json.WriteNumber("liquidity"u8, token.Liquidity(minute));
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// Gets the time of the last trade in an overview answer: that of the newest swap up to a minute, which is the first row of the swap
    /// answer of that minute.
    /// </summary>
    public static DateTimeOffset LastTrade(MarketToken token, double minute)
    {
        var seconds = TradeTimes.Of(token, (long)token.TradesSince(minute), minute);
        return DateTimeOffset.FromUnixTimeSeconds((long)Math.Floor(seconds));
    }

    private static long Holders(MarketToken token, double minute) =>
        80 + (long)(Math.Pow(token.VolumeSince(minute) / token.VolumePerWallet, 0.85) * 0.6);
}
