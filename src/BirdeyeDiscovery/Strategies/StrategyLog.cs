using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages of strategy versions and their live instances: ids 1300 to 1399.</summary>
internal static partial class StrategyLog
{
    [LoggerMessage(
        1300,
        LogLevel.Information,
        "{Engine}: {Symbol} ({Address}) runs on version {Version} of its strategy, {StrategyType}")]
    public static partial void StrategyLive(
        ILogger logger, EngineLabel engine, string symbol, string address, int version, string strategyType);

    [LoggerMessage(
        1301,
        LogLevel.Error,
        "{Engine}: no instance of version {Version}, {StrategyType}, for {Symbol} ({Address}): {Cause} {Running}. "
        + "{Advice}; it is created again at the next poll.{Repeats}")]
    public static partial void CreationFailed(
        ILogger logger,
        EngineLabel engine,
        string symbol,
        string address,
        int version,
        string strategyType,
        string cause,
        string running,
        string advice,
        string repeats,
        Exception? failure);

    [LoggerMessage(
        1302,
        LogLevel.Warning,
        "{Engine}: the strategies could not be read from the store; the live instances stay in use: {Cause}{Repeats}")]
    public static partial void PollFailed(ILogger logger, EngineLabel engine, string cause, string repeats, Exception? failure);

    [LoggerMessage(
        1303,
        LogLevel.Warning,
        "{Engine}: the strategy observer {Observer} failed; correct it where the stack shows. Nothing else is affected")]
    public static partial void ObserverFailed(ILogger logger, EngineLabel engine, string observer, Exception failure);

    [LoggerMessage(1304, LogLevel.Warning, "{Engine}: an instance of {Type} could not be disposed")]
    public static partial void DisposalFailed(ILogger logger, EngineLabel engine, string type, Exception failure);
}
