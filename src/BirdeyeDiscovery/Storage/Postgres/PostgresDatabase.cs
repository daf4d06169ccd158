using Dapper;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>One schema of one database: connections, the SQL composed with the schema's name, time-outs, and the driver's errors as ours.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly bool _ownsSource;
    private readonly string _setTimeouts;

    public PostgresDatabase(NpgsqlDataSource source, bool ownsSource, string schema, TimeSpan timeout, TimeProvider clock)
    {
        _ownsSource = ownsSource;
        Source = source;
        Schema = schema;
        Timeout = timeout;
        Clock = clock;
        Sql = new PostgresSql(PostgresSql.Quote(schema));

        // Within the transaction only, so that nothing is left on a connection which a pooler gives to somebody else.
        var milliseconds = (long)timeout.TotalMilliseconds;
        _setTimeouts = FormattableString.Invariant(
            $"SELECT set_config('lock_timeout', '{milliseconds / 2}ms', true), set_config('statement_timeout', '{milliseconds}ms', true)");
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Gets the schema's name as configured, without quotes.</summary>
    public string Schema { get; }

    public TimeSpan Timeout { get; }

    public TimeProvider Clock { get; }

    public PostgresSql Sql { get; }

    private int TimeoutSeconds => Math.Max(1, (int)Math.Ceiling(Timeout.TotalSeconds));

    /// <summary>Runs work that opens its own connections.</summary>
    public async ValueTask<T> GuardAsync<T>(string purpose, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresErrors.IsOfTheStore(exception, cancellationToken))
        {
            throw Translate(exception, purpose);
        }
    }

    /// <summary>Runs work on a connection.</summary>
    public ValueTask<T> RunAsync<T>(string purpose, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        GuardAsync(
            purpose,
            async cancelled =>
            {
                var connection = await Source.OpenConnectionAsync(cancelled).ConfigureAwait(false);
                await using var disposing = connection.ConfigureAwait(false);
                return await work(connection, cancelled).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Runs work in a transaction; it is undone unless the work commits it.</summary>
    public ValueTask<T> WriteAsync<T>(string purpose, Func<NpgsqlTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(
            purpose,
            async (connection, cancelled) =>
            {
                var transaction = await connection.BeginTransactionAsync(cancelled).ConfigureAwait(false);
                await using var disposing = transaction.ConfigureAwait(false);
                return await work(transaction, cancelled).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Runs one query and maps its rows.</summary>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(string purpose, string sql, PostgresRows<T> rows, CancellationToken cancellationToken, params object?[] values) =>
        RunAsync<IReadOnlyList<T>>(
            purpose,
            async (connection, cancelled) => await connection
                .Command(sql, timeout: TimeoutSeconds, handler: PostgresArguments.Instance)
                .QueryBufferedAsync(values, rows, cancellationToken: cancelled)
                .ConfigureAwait(false),
            cancellationToken);

    /// <summary>Makes a batch: its statements travel together and are answered together. In a transaction its first batch also sets the time-outs.</summary>
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

    public ValueTask DisposeAsync() => _ownsSource ? Source.DisposeAsync() : default;

    private DiscoveryStoreException Translate(Exception exception, string purpose)
    {
        if (exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
        {
            // An old primary: its connections lead nowhere, the next ones are looked up anew.
            Source.Clear();
        }

        return PostgresErrors.Translate(exception, purpose, Schema);
    }
}
