using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The messages of the PostgreSQL store, ids 2000 to 2099.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(
        2000,
        LogLevel.Warning,
        "{Engine}: the connection to PostgreSQL on another machine is not protected (SSL Mode {SslMode}); use VerifyFull",
        EventName = "PostgresUnprotected")]
    public static partial void Unprotected(ILogger logger, EngineLabel engine, Npgsql.SslMode sslMode);

    [LoggerMessage(
        2001,
        LogLevel.Warning,
        "{Engine}: PostgreSQL sends no notifications of new events at present ({Failure}); the feed polls and the listener connects again",
        EventName = "ListenerLost")]
    public static partial void ListenerLost(ILogger logger, EngineLabel engine, string failure);

    [LoggerMessage(
        2002,
        LogLevel.Information,
        "{Engine}: the listener for notifications of new events is off ({Cause}); the feed polls",
        EventName = "ListenerOff")]
    public static partial void ListenerOff(ILogger logger, EngineLabel engine, string cause);
}
