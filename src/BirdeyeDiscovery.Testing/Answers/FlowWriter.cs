using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Writes prices, counts and volumes of all windows into an answer of the local Birdeye, so that the sums that hold in real answers hold
/// here.
/// </summary>
internal static class FlowWriter
{
    private readonly record struct Window(double Usd, double BuyUsd, long Trades, long Buys, long Wallets)
    {
        public double SellUsd => Usd - BuyUsd;

        public long Sells => Trades - Buys;
    }

    public static void Write(Utf8JsonWriter json, MarketToken token, double minute, FlowNames[] windows)
    {
        var price = token.Price(minute);
        foreach (var names in windows)
        {
            var before = token.Price(minute - names.Minutes);
            json.WriteNumber(names.HistoryPrice, before);
            json.WriteNumber(names.PriceChange, ((price / before) - 1) * 100);
        }

        var day = token.VolumeSince(minute) - token.VolumeSince(minute - 1440);
        foreach (var names in windows)
        {
            if (names.HasFlow)
            {
                WriteWindow(json, token, minute, names, price, day);
            }
        }
    }

    private static void WriteWindow(Utf8JsonWriter json, MarketToken token, double minute, FlowNames names, double price, double day)
    {
        var now = Read(token, minute, names.Minutes, day);
        var before = Read(token, minute - names.Minutes, names.Minutes, day);
        WriteCount(json, names.Wallets, now.Wallets, before.Wallets);
        WriteCount(json, names.Trades, now.Trades, before.Trades);
        WriteCount(json, names.Sells, now.Sells, before.Sells);
        WriteCount(json, names.Buys, now.Buys, before.Buys);
        WriteVolume(json, names.Volume, now.Usd, before.Usd, price);
        WriteVolume(json, names.BuyVolume, now.BuyUsd, before.BuyUsd, price);
        WriteVolume(json, names.SellVolume, now.SellUsd, before.SellUsd, price);
    }

    private static Window Read(MarketToken token, double minute, int window, double day)
    {
        var usd = token.VolumeSince(minute) - token.VolumeSince(minute - window);
        var trades = (long)token.TradesSince(minute) - (long)token.TradesSince(minute - window);
        if (usd <= 0 || trades <= 0)
        {
            return default;
        }

        var share = token.BuyShareAt(minute, window);
        var countShare = Math.Clamp(share + (0.02 * Chance.Wave(token.Key ^ 0xCC, minute, 31 + window)), 0, 1);
        var wallets = day <= 0 ? 1 : day / token.VolumePerWallet * Math.Pow(Math.Min(1, usd / day), 0.75);
        return new Window(usd, usd * share, trades, (long)Math.Round(trades * countShare), Math.Clamp((long)wallets, 1, trades));
    }

    private static void WriteCount(Utf8JsonWriter json, in MeasureNames names, long now, long before)
    {
        json.WriteNumber(names.Now, now);
        json.WriteNumber(names.History, before);
        json.WriteNumberOrNull(names.Change, Change(now, before));
    }

    private static void WriteVolume(Utf8JsonWriter json, in MeasureNames names, double now, double before, double price)
    {
        json.WriteNumber(names.Now, now / price);
        json.WriteNumber(names.NowUsd, now);
        json.WriteNumber(names.History, before / price);
        json.WriteNumber(names.HistoryUsd, before);
        json.WriteNumberOrNull(names.Change, Change(now, before));
    }

    private static double? Change(double now, double before) => before > 0 ? ((now / before) - 1) * 100 : null;
}
