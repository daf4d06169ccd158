using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages of the lifecycle feed.</summary>
internal static partial class LifecycleLog
{
    [LoggerMessage(
        1017,
        LogLevel.Warning,
        "{Engine}: the lifecycle handler {Handler} failed after event {Position} (failure {Failures} in a row); it gets the event "
        + "again: {Cause}")]
    public static partial void LifecycleHandlerFailed(
        ILogger logger,
        EngineLabel engine,
        string handler,
        long? position,
        int failures,
        string cause,
        Exception? failure);
}
