using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Describes how two trades with one id differ.</summary>
internal static class TradeDifference
{
    /// <summary>Names each field in which two trades with one id differ: <c>PnlUsd 10 and not 12.5, ClosedAt …</c>.</summary>
    public static string Between(TradeClose stored, TradeClose sent) => string.Join(
        ", ",
        Fields(stored)
            .Zip(Fields(sent))
            .Where(static pair => pair.First != pair.Second)
            .Select(static pair => $"{pair.First.Name} {pair.First.Value} and not {pair.Second.Value}"));

    private static (string Name, string Value)[] Fields(TradeClose close) =>
    [
        (nameof(TradeClose.TokenAddress), close.TokenAddress),
        (nameof(TradeClose.StrategyType), close.StrategyType),
        (nameof(TradeClose.PnlUsd), close.PnlUsd.ToString(CultureInfo.InvariantCulture)),
        (nameof(TradeClose.ReturnPct), close.ReturnPct?.ToString(CultureInfo.InvariantCulture) ?? "unknown"),
        (nameof(TradeClose.OpenedAt), close.OpenedAt.ToString("O", CultureInfo.InvariantCulture)),
        (nameof(TradeClose.ClosedAt), close.ClosedAt.ToString("O", CultureInfo.InvariantCulture)),
    ];
}
