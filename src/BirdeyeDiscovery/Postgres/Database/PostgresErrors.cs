using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Translates the errors of the PostgreSQL driver by SQLSTATE and adds what an operator can do about them. The driver's own transient flag
/// omits some errors.
/// </summary>
internal static class PostgresErrors
{
    private const string IdleTimeout = "25P03";
    private const string TransactionTimeout = "25P04";
    private const string ValueRefused = "a value does not fit its column; nothing was written";
    private const string RowRefused = "a row breaks a rule of the schema; nothing was written";
    private const string Refused = "the server refused";

    /// <summary>Determines whether an exception comes from the PostgreSQL driver. The caller's own cancellation does not.</summary>
    public static bool IsOfTheStore(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        DiscoveryStoreException => false,
        NpgsqlException or TimeoutException or IOException or SocketException or EncoderFallbackException => true,
        _ => false,
    };

    public static DiscoveryStoreException Translate(Exception exception, string purpose, string schema)
    {
        var (cause, transient) = exception is PostgresException answer ? Cause(answer.SqlState, schema) : Cause(exception);
        return new DiscoveryStoreException($"Could not {purpose} in PostgreSQL, schema '{schema}': {cause} ({Text(exception)}).", exception)
        {
            IsTransient = transient,
            IsDefect = exception is EncoderFallbackException || IsRefusal(exception),
        };
    }

    /// <summary>
    /// Determines whether the PostgreSQL server rolled back a transaction because of another session. In that case nothing was written,
    /// whatever was sent.
    /// </summary>
    public static bool IsConflict(DiscoveryStoreException exception) => exception.InnerException is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable,
    };

    // The PostgreSQL server refused what this library sent, for a reason that no operator knows: a value, a rule, or an unknown one.
    private static bool IsRefusal(Exception exception) =>
        exception is PostgresException { SqlState: var state }
        && Cause(state, "").Cause is RowRefused or ValueRefused or Refused;

    private static (string Cause, bool IsTransient) Cause(Exception exception) => exception switch
    {
        EncoderFallbackException => ("a text holds half a character; nothing was written", false),
        OperationCanceledException => ("it did not answer in time", true),
        _ when Has<TimeoutException>(exception) => ("it did not answer in time, or no connection of the pool was free", true),
        _ when Has<AuthenticationException>(exception) =>
            ("no encrypted connection was made; check the certificates and SSL Mode", false),
        _ when Has<IOException>(exception) || Has<SocketException>(exception) =>
            ("the connection was lost or refused; check that the server runs, and Host and Port", true),

        // Any other error of the PostgreSQL driver without an answer from the server, for example that none of several hosts takes writes.
        _ => ("there is no usable connection", true),
    };

    private static (string Cause, bool IsTransient) Cause(string state, string schema) => state switch
    {
        PostgresErrorCodes.LockNotAvailable =>
            ("a row or table is locked by the open transaction of another session; nothing was written", true),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            ("another session was in the way; nothing was written", true),
        PostgresErrorCodes.QueryCanceled => ("a statement took longer than it may, or was cancelled", true),
        IdleTimeout or TransactionTimeout => ("the transaction stood still for too long; nothing was written", true),
        PostgresErrorCodes.ReadOnlySqlTransaction => ("the server takes no writes; it is a standby or a former primary", true),
        PostgresErrorCodes.TooManyConnections => ("the server has no connection free", true),
        PostgresErrorCodes.DiskFull => ("the server's disk is full; nothing was written, free some space", false),
        PostgresErrorCodes.InsufficientPrivilege =>
            ($"the role lacks rights on the schema '{schema}'; grant them with scripts/postgres-roles.sql", false),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction =>
            ("its schema is missing or differs; initialize the store with Storage:SchemaMode = Apply", false),
        PostgresErrorCodes.InvalidCatalogName =>
            ("there is no such database; create it, or correct Database in the connection string", false),
        _ => state.AsSpan(0, Math.Min(2, state.Length)) switch
        {
            "08" => ("the connection was lost", true),
            "22" => (ValueRefused, false),
            "23" => (RowRefused, false),
            "28" => ("the server refuses this user or password; correct them in the connection string", false),
            "40" => ("the transaction was undone", true),
            "53" => ("the server lacks resources", true),
            "57" => ("the server is going down or coming up, or an administrator ended the connection", true),
            "58" => ("the server's disk did not read or write", true),
            _ => (Refused, false),
        },
    };

    // Only the message text of a database error is shown: the detail may contain a whole row, and other properties may contain the
    // connection.
    private static string Text(Exception exception) =>
        exception is PostgresException answer ? $"{answer.SqlState}: {answer.MessageText}" : WithReason(exception);

    // The innermost exception of a connection says why: refused, no route, or what is wrong with the certificate. Other exceptions keep
    // their own text: several hosts fail for several reasons, and what the server answered to a cancelled statement is no reason.
    private static string WithReason(Exception exception)
    {
        var (text, inner) = (exception.Message.TrimEnd('.'), exception.GetBaseException());
        var reason = inner.Message.TrimEnd('.');
        return inner is SocketException or IOException or AuthenticationException
            && !Has<AggregateException>(exception)
            && !text.Contains(reason, StringComparison.Ordinal)
            ? $"{text}: {reason}"
            : text;
    }

    private static bool Has<T>(Exception exception)
        where T : Exception
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is T)
            {
                return true;
            }
        }

        return false;
    }
}
