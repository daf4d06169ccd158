using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Gives access to one schema of one PostgreSQL database: connections, the SQL composed with the name of the schema, time-outs, and the
/// translation of the driver's errors.
/// </summary>
internal sealed class PostgresDatabase : IAsyncDisposable, IDisposable
{
    // The pause between two statements of a database transaction takes about one round trip. A client that pauses for longer has been
    // suspended or has lost its connection.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    private readonly NpgsqlDataSource? _owned;
    private readonly NpgsqlMultiHostDataSource? _hosts;
    private readonly ConcurrentDictionary<Type, object> _sql = new();
    private volatile string _setTimeouts;

    public PostgresDatabase(
        NpgsqlDataSource source, bool ownsSource, string schema, TimeSpan timeout, TimeProvider clock, StoreRetry? retry = null)
    {
        Retry = retry ?? EnginePipelines.Default.StoreCalls;
        _owned = ownsSource ? source : null;
        _hosts = source as NpgsqlMultiHostDataSource;

        // The PostgreSQL driver must choose a host whose session accepts writes. It is not enough that a host reports itself as primary: a
        // former primary still reports this when it no longer accepts writes.
        Source = _hosts?.WithTargetSession(TargetSessionAttributes.ReadWrite) ?? source;
        Schema = schema;
        Timeout = timeout;
        Clock = clock;
        QuotedSchema = PostgresIdentifier.Quote(schema);
        _setTimeouts = SetTimeouts(timeout, LongestPause);
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Gets the name of the database schema as configured, without quotes.</summary>
    public string Schema { get; }

    public TimeSpan Timeout { get; }

    public TimeProvider Clock { get; }

    /// <summary>Gets the retry for the calls of this PostgreSQL database that are safe to repeat.</summary>
    public StoreRetry Retry { get; }

    /// <summary>Gets the quoted name of the database schema, as statements use it.</summary>
    public string QuotedSchema { get; }

    private int TimeoutSeconds => Math.Max(1, (int)Math.Ceiling(Timeout.TotalSeconds));

    /// <summary>Gets the SQL statements of one feature, composed at the first use.</summary>
    public TSql Sql<TSql>()
        where TSql : class, IPostgresSql<TSql> =>
        (TSql)_sql.GetOrAdd(typeof(TSql), static (_, schema) => TSql.Compose(schema), QuotedSchema);

    /// <summary>Replaces the SQL statements of one feature; benchmarks use this to measure a variant.</summary>
    public void Replace<TSql>(TSql sql)
        where TSql : class, IPostgresSql<TSql> =>
        _sql[typeof(TSql)] = sql;

    /// <summary>
    /// Limits the pauses within every transaction on this PostgreSQL database to about a third of a lease. A leader that is suspended
    /// within a transaction keeps the row of the lease locked; the server must end that transaction before the lease expires.
    /// </summary>
    public void LimitPauses(TimeSpan lease)
    {
        var third = lease / 3;
        _setTimeouts = SetTimeouts(Timeout, third > LongestPause ? LongestPause : third < ShortestPause ? ShortestPause : third);
    }

    /// <summary>Runs work that opens its own database connections.</summary>
    public async ValueTask<T> GuardAsync<T>(string purpose, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (Exception exception) when (PostgresErrors.IsOfTheStore(exception, cancellationToken))
        {
            throw Translate(exception, purpose);
        }
    }

    /// <summary>
    /// Runs work on a database connection. The whole call, including the wait for the connection, takes at most twice as long as a
    /// statement may.
    /// </summary>
    public ValueTask<T> RunAsync<T>(
        string purpose,
        Func<NpgsqlConnection, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken) =>
        GuardAsync(
            purpose,
            async cancelled =>
            {
                // The PostgreSQL data source of the host may have no time limits of its own, so every call is limited here. The limit uses
                // real time, whatever clock the engine uses.
                using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
                limited.CancelAfter(2 * Timeout);
                var connection = await Source.OpenConnectionAsync(limited.Token).ConfigureAwait(false);
                await using var disposing = connection.ConfigureAwait(false);
                return await work(connection, limited.Token).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Runs work in a database transaction, which is rolled back unless the work commits it.</summary>
    public ValueTask<T> WriteAsync<T>(
        string purpose,
        Func<NpgsqlTransaction, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken) =>
        RunAsync(
            purpose,
            async (connection, cancelled) =>
            {
                // When the wait for a synchronous standby is cancelled, the commit exists on this PostgreSQL server only, and the server
                // sends a notice.
                var isUnconfirmed = false;
                connection.Notice += (_, notice) => isUnconfirmed |= notice.Notice.Routine == "SyncRepWaitForLSN";
                var transaction = await connection.BeginTransactionAsync(cancelled).ConfigureAwait(false);
                await using var disposing = transaction.ConfigureAwait(false);
                try
                {
                    var result = await work(transaction, cancelled).ConfigureAwait(false);
                    return isUnconfirmed ? throw Unconfirmed(purpose, null) : result;
                }
                catch (Exception exception) when (isUnconfirmed && PostgresErrors.IsOfTheStore(exception, cancellationToken))
                {
                    throw Unconfirmed(purpose, exception);
                }
            },
            cancellationToken);

    /// <summary>
    /// Ends a transaction that changed nothing like one that changed something: where commits wait for a standby, it waits until the
    /// standby has everything that this transaction can read.
    /// </summary>
    /// <remarks>
    /// A commit that was not confirmed is visible nevertheless: its wait was cancelled, its session ended, or its server restarted. It
    /// would be wrong to acknowledge a row that was only read in that state. The message is a log record behind that commit, which nobody
    /// reads; the server waits for the last record only.
    /// </remarks>
    public async Task ConfirmAsync(NpgsqlTransaction transaction, bool isFirst, CancellationToken cancellationToken)
    {
        var batch = Batch(transaction.Connection!, transaction, isFirst);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_logical_emit_message(true, 'birdeye_discovery', '')"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs one query on a database connection and maps its rows.</summary>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(
        string purpose, string sql, Func<StoredRow, T> map, CancellationToken cancellationToken, params object?[] values) =>
        RunAsync<IReadOnlyList<T>>(
            purpose,
            async (connection, cancelled) => await connection
                .Command(sql, CommandType.Text, TimeoutSeconds, PostgresArguments.Instance)
                .QueryBufferedAsync(values, new StoredRows<T>(PostgresValue.Instance, map), cancellationToken: cancelled)
                .ConfigureAwait(false),
            cancellationToken);

    /// <summary>
    /// Creates a batch of SQL statements, which are sent together and answered together. The first batch of a transaction also sets the
    /// time-outs.
    /// </summary>
    public NpgsqlBatch Batch(NpgsqlConnection connection, NpgsqlTransaction? transaction, bool isFirst)
    {
        var batch = new NpgsqlBatch(connection, transaction) { Timeout = TimeoutSeconds };
        if (isFirst)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(_setTimeouts));
        }

        return batch;
    }

    public static NpgsqlBatchCommand Command(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(PostgresArguments.Of(value));
        }

        return command;
    }

    public void Dispose() => _owned?.Dispose();

    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? default;

    // The database settings apply to the transaction only, so that none remains on a connection that a pooler gives to another client.
    private static string SetTimeouts(TimeSpan statement, TimeSpan pause) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT set_config('lock_timeout', '{(long)(statement / 2).TotalMilliseconds}ms', true),
            set_config('statement_timeout', '{(long)statement.TotalMilliseconds}ms', true),
            set_config('idle_in_transaction_session_timeout', '{(long)pause.TotalMilliseconds}ms', true)
        """);

    // The exception of an unconfirmed commit is not transient, because a retry would find the row and acknowledge it, although no standby
    // of the database has confirmed it.
    private DiscoveryStoreException Unconfirmed(string purpose, Exception? exception)
    {
        var text = $"Could not {purpose} in PostgreSQL, schema '{Schema}': it is written on this server, "
            + "but no synchronous standby confirmed it in time; a failover may lose it.";
        return exception is null ? new DiscoveryStoreException(text) : new DiscoveryStoreException(text, exception);
    }

    private DiscoveryStoreException Translate(Exception exception, string purpose)
    {
        if (exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
        {
            // The database server is a former primary. Its pooled connections are useless, and the next connection must choose among the
            // hosts again.
            Source.Clear();
            _hosts?.ClearDatabaseStates();
        }

        return PostgresErrors.Translate(exception, purpose, Schema);
    }
}
