using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages of trades, ids 1400 to 1499.</summary>
internal static partial class TradeLog
{
    [LoggerMessage(
        1400,
        LogLevel.Warning,
        "{Engine}: the trade '{TradeId}' was sent again with other figures and refused; stored are {Difference}.{Repeats}")]
    public static partial void TradeConflict(ILogger logger, EngineLabel engine, string tradeId, string difference, string repeats);
}
