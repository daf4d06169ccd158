using System.Globalization;

namespace TradingBotHost;

/// <summary>Describes a trade in one line.</summary>
internal static class TradeText
{
    /// <summary>Describes the purchase of an open position, or the sale of a closed one with its result.</summary>
    public static string Of(Position position, string symbol) => position.ExitPrice is { } exit
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"sell {symbol} at {exit:G6} USD, bought at {position.EntryPrice:G6}: {position.PnlUsd:+0.00;-0.00;+0.00} USD " +
            $"({position.CloseReason})")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"buy {symbol} at {position.EntryPrice:G6} USD for {Trader.SizeUsd:0} USD, stop {position.StopPrice:G6}, " +
            $"target {position.TargetPrice:G6}");
}
