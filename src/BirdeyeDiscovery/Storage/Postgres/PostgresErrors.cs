using System.Net.Sockets;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Turns the driver's errors into ours by SQLSTATE, with what a person can do about them.</summary>
internal static class PostgresErrors
{
    /// <summary>Tells whether an exception is the driver's; a caller's own cancellation is not.</summary>
    public static bool IsOfTheStore(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        DiscoveryStoreException => false,
        NpgsqlException or TimeoutException or IOException or SocketException => true,
        _ => false,
    };

    public static DiscoveryStoreException Translate(Exception exception, string purpose, string schema)
    {
        var (cause, transient) = exception is PostgresException answer ? Cause(answer, schema) : Cause(exception);
        return new DiscoveryStoreException($"Could not {purpose} in PostgreSQL, schema '{schema}': {cause} ({Text(exception)}).", exception)
        {
            IsTransient = transient,
        };
    }

    private static (string Cause, bool IsTransient) Cause(Exception exception) => exception switch
    {
        OperationCanceledException or TimeoutException => ("it did not answer in time", true),
        NpgsqlException { InnerException: TimeoutException } => ("it did not answer in time", true),
        NpgsqlException { InnerException: IOException or SocketException } => ("the connection was lost or refused", true),
        IOException or SocketException => ("the connection was lost or refused", true),

        // What else the driver says without an answer of the server: no connection free in the pool, or a broken one.
        _ => ("there is no usable connection", true),
    };

    private static (string Cause, bool IsTransient) Cause(PostgresException answer, string schema) => answer.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable => ("another session was in the way", true),
        PostgresErrorCodes.QueryCanceled => ("a statement took longer than it may, or was cancelled", true),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => ("the server is going down or coming up", true),
        PostgresErrorCodes.ReadOnlySqlTransaction => ("the server takes no writes; it is a standby or a former primary", true),
        PostgresErrorCodes.TooManyConnections => ("the server has no connection free", true),
        PostgresErrorCodes.DiskFull => ("the server's disk is full; nothing was written, free some space", false),
        PostgresErrorCodes.InsufficientPrivilege => ($"the role lacks rights on the schema '{schema}'; grant them with scripts/postgres-roles.sql", false),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction =>
            ("its schema is missing or differs; initialize the store with SchemaMode.Apply", false),
        PostgresErrorCodes.InvalidCatalogName => ("there is no such database", false),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => ("the server refuses this user or password", false),
        { } state when state.StartsWith("08", StringComparison.Ordinal) => ("the connection was lost", true),
        { } state when state.StartsWith("53", StringComparison.Ordinal) => ("the server lacks resources", true),
        { } state when state.StartsWith("22", StringComparison.Ordinal) => ("a value does not fit its column; nothing was written", false),
        { } state when state.StartsWith("23", StringComparison.Ordinal) => ("a row breaks a rule of the schema; nothing was written", false),
        _ => ("the server refused", false),
    };

    // The message text alone: a detail may hold a whole row, and other properties the connection.
    private static string Text(Exception exception) => exception is PostgresException answer ? $"{answer.SqlState}: {answer.MessageText}" : exception.Message;
}
