using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages about the bot's positions: ids 1500 to 1509.</summary>
internal static partial class PositionsLog
{
    [LoggerMessage(1500, LogLevel.Information, "{Engine}: positions: {Summary}", EventName = "PositionsRead")]
    public static partial void Read(ILogger logger, EngineLabel engine, string summary);

    [LoggerMessage(1501, LogLevel.Information, "{Engine}: positions: {Summary}", EventName = "PositionsMissing")]
    public static partial void Missing(ILogger logger, EngineLabel engine, string summary);

    [LoggerMessage(1502, LogLevel.Error, "{Engine}: positions: {Fault}.{Repeats}", EventName = "PositionsUnknown")]
    public static partial void Unknown(ILogger logger, EngineLabel engine, string fault, string repeats);

    [LoggerMessage(1503, LogLevel.Warning, "{Engine}: positions: {Doubt}.", EventName = "PositionsDoubtful")]
    public static partial void Doubtful(ILogger logger, EngineLabel engine, string doubt);
}
