using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The messages of the PostgreSQL store, ids 2000 to 2099.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Engine '{Engine}': the connection to PostgreSQL on another machine is not protected (SSL Mode {SslMode}); use VerifyFull", EventName = "PostgresUnprotected")]
    public static partial void Unprotected(ILogger logger, string engine, Npgsql.SslMode sslMode);
}
