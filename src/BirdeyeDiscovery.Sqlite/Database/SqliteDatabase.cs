using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>
/// Gives access to one database file, with a single writer connection and pooled readers. SQLite has no asynchronous I/O, so the work runs
/// on the caller's thread.
/// </summary>
internal sealed class SqliteDatabase : IDisposable, IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly string _writerString;
    private readonly string _readerString;
    private readonly string _setUp;
    private readonly bool _isLinked;
    private SqliteConnection? _writer;
    private bool _disposed;

    public SqliteDatabase(SqliteStoreOptions options, TimeProvider clock)
    {
        var full = System.IO.Path.GetFullPath(options.Path);

        // A symbolic link to the database file is resolved, even before the file exists: all names of the file must lead to one lock file.
        _isLinked = new FileInfo(full).LinkTarget is not null;
        Path = _isLinked ? TargetOf(full) : full;
        Clock = clock;
        var seconds = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds);
        _writerString = ConnectionString(SqliteOpenMode.ReadWrite, pooling: false, seconds);
        _readerString = ConnectionString(SqliteOpenMode.ReadWrite, pooling: true, seconds);
        CreatorString = ConnectionString(SqliteOpenMode.ReadWriteCreate, pooling: false, seconds);

        // With SQLite's synchronous = FULL, a committed transaction survives a power failure, not only the end of the process.
        _setUp = FormattableString.Invariant($"PRAGMA busy_timeout = {seconds * 1000}; PRAGMA synchronous = FULL;");
    }

    public string Path { get; }

    public TimeProvider Clock { get; }

    public string CreatorString { get; }

    /// <summary>Runs work in a write transaction of the database file, which is rolled back unless the work commits it.</summary>
    public async ValueTask<T> WriteAsync<T>(
        string purpose,
        Func<SqliteTransaction, CancellationToken, T> work,
        CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _writer ??= Open(_writerString, _setUp);
            using var transaction = _writer.BeginTransaction(deferred: false);
            return work(transaction, cancellationToken);
        }
        catch (SqliteException exception)
        {
            // After an error the writer connection of the database file may be in any state, so the next write gets a new one.
            _writer?.Dispose();
            _writer = null;
            throw SqliteErrors.Translate(exception, purpose, Path);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs work in a read transaction of the database file, in which all queries see one state.</summary>
    public ValueTask<T> ReadAsync<T>(
        string purpose,
        Func<SqliteTransaction, CancellationToken, T> work,
        CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            using var connection = Open(_readerString, $"{_setUp} PRAGMA query_only = 1;");
            using var transaction = connection.BeginTransaction(deferred: true);
            return new(work(transaction, cancellationToken));
        }
        catch (SqliteException exception)
        {
            return ValueTask.FromException<T>(SqliteErrors.Translate(exception, purpose, Path));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ValueTask.FromException<T>(exception);
        }
    }

    /// <summary>Runs one query on a pooled reader of the database file and maps its rows.</summary>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(
        string purpose, string sql, Func<StoredRow, T> map, CancellationToken cancellationToken, params object?[] values) =>
        ReadAsync<IReadOnlyList<T>>(purpose, (transaction, cancelled) => transaction.List(sql, map, cancelled, values), cancellationToken);

    private static string TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName ?? link;
        }
        catch (IOException)
        {
            // The symbolic links of the database file form a circle. Opening the file reports it.
            return link;
        }
    }

    // The directory of the database file is often a link to another disk. While that disk is not mounted, a new and empty store in its
    // place would hide the real one.
    private void CreateDirectory(string folder)
    {
        if (_isLinked && !Directory.Exists(folder))
        {
            throw new DiscoveryStoreException(
                $"The database is a link to '{Path}', and the directory '{folder}' does not exist; "
                + "mount its disk, make the directory, or remove the link.");
        }

        Directory.CreateDirectory(folder);
    }

    /// <summary>
    /// Creates the database file and its directory if they are missing, and sets the journal mode that lets readers and the writer work at
    /// the same time.
    /// </summary>
    public void Create()
    {
        try
        {
            CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            using var connection = Open(CreatorString, _setUp);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL;";
            if (command.ExecuteScalar() is not "wal")
            {
                throw new DiscoveryStoreException(
                    $"The file system of '{Path}' does not support SQLite's write-ahead log; use a local disk.");
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, "make the database", Path, mayCreate: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DiscoveryStoreException(
                $"The directory of '{Path}' cannot be made; name a path that the process may write ({exception.Message.TrimEnd('.')}).",
                exception);
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _writer?.Dispose();
        using var pool = new SqliteConnection(_readerString);
        SqliteConnection.ClearPool(pool);
    }

    public async ValueTask DisposeAsync()
    {
        // Closing the database waits for a commit in progress.
        await _writing.WaitAsync().ConfigureAwait(false);
        Dispose();
        _writing.Release();
    }

    private static SqliteConnection Open(string connectionString, string setUp)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = setUp;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string ConnectionString(SqliteOpenMode mode, bool pooling, int timeoutSeconds) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        Pooling = pooling,
        ForeignKeys = true,
        DefaultTimeout = timeoutSeconds,
    }.ToString();
}
