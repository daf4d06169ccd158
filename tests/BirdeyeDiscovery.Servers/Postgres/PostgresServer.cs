using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace BirdeyeDiscovery.Servers;

/// <summary>A PostgreSQL server of its own on a free port of this machine; user <c>postgres</c>, every connection trusted.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Survives the death of its processes, not of the machine: what a test kills. Benchmarks pass settings of their own.</summary>
    public static IReadOnlyList<string> TestSettings { get; } = ["fsync=off", "full_page_writes=off", "max_connections=200", "shared_buffers=64MB", "jit=off"];

    // Each drop waits for a checkpoint; only the first of many in a row has much to write.
    private const int DroppedAtOnce = 100;

    private readonly ConcurrentQueue<string> _unused = new();
    private readonly string _directory;
    private readonly IReadOnlyList<string> _settings;
    private ServerProcess? _process;
    private int _isDropping;

    private PostgresServer(string directory, IReadOnlyList<string> settings)
    {
        _directory = directory;
        _settings = settings;
    }

    public int Port { get; private set; }

    /// <summary>Gets the directory of the cluster's files.</summary>
    public string DataDirectory => Path.Combine(_directory, "data");

    /// <summary>Gets the process id of the postmaster.</summary>
    public int PostmasterId => Process.Id;

    public ServerProcess Process => _process ?? throw new InvalidOperationException("The server is stopped.");

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="settings">Settings as <c>name=value</c>; none: <see cref="TestSettings"/>.</param>
    /// <returns>A server that accepts connections.</returns>
    /// <exception cref="ServerMissingException">PostgreSQL is not installed; the calling test is skipped or fails.</exception>
    public static async Task<PostgresServer> CreateAsync(IReadOnlyList<string>? settings = null)
    {
        var initdb = PostgresPrograms.Find("initdb");

        // Every test makes and drops hundreds of small files, which takes a disk a third of the time of the processor.
        var server = new PostgresServer(await ServerUser.CreateDirectoryAsync("postgres", inMemory: settings is null), settings ?? TestSettings);
        await ServerUser.RunAsync(
            initdb, "-D", server.DataDirectory, "-U", "postgres", "--auth=trust", "--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C");
        await server.StartAsync();
        return server;
    }

    /// <summary>Makes a standby of this server and starts it: a copy that follows its log and answers queries.</summary>
    /// <returns>A server that follows this one until it is promoted.</returns>
    public async Task<PostgresServer> CreateStandbyAsync()
    {
        var standby = new PostgresServer(await ServerUser.CreateDirectoryAsync("postgres"), _settings);
        await ServerUser.RunAsync(
            PostgresPrograms.Find("pg_basebackup"), "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-D", standby.DataDirectory,
            "-R", "-X", "stream", "-c", "fast", "--no-sync");
        await standby.StartAsync();
        return standby;
    }

    /// <summary>Gets a connection string; pools are told apart by it.</summary>
    public string ConnectionString(string database = "postgres", string user = "postgres") => PostgresConnection.To(Port, database, user);

    /// <summary>Starts the server, on its old port after it was stopped.</summary>
    public async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var isFirst = Port == 0;
            Port = isFirst ? Loopback.FreePort() : Port;
            _process = await ServerProcess.StartAsync(_directory, "QUIT", [PostgresPrograms.Find("postgres"), "-D", DataDirectory, .. Arguments()]);
            var process = _process;
            await Poll.UntilAsync(async () => !process.IsRunning || await AnswersAsync(), () => $"PostgreSQL does not answer: {process.ReadLog()}");
            if (process.IsRunning)
            {
                return;
            }

            await process.StopAsync("QUIT");
            Port = isFirst ? 0 : Port;
            if (attempt == 5)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {process.ReadLog()}");
            }
        }
    }

    /// <summary>Stops the server.</summary>
    /// <param name="immediate">As a crash: without a checkpoint, and recovery at the next start; otherwise sessions are ended and everything is written.</param>
    public async Task StopAsync(bool immediate = false)
    {
        await Process.StopAsync(immediate ? "QUIT" : "INT");
        _process = null;
    }

    /// <summary>Runs one statement as superuser on a new connection.</summary>
    public async Task<object?> ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Drops a database together with others, or never when the server ends before.</summary>
    internal void DropLater(string database)
    {
        _unused.Enqueue(database);

        // Not awaited: hundreds of drops on a busy disk would keep the test that comes last for minutes.
        if (_unused.Count >= DroppedAtOnce && Interlocked.Exchange(ref _isDropping, 1) == 0)
        {
            _ = Task.Run(DropUnusedAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private IEnumerable<string> Arguments() =>
        _settings.Prepend("unix_socket_directories=").Prepend("listen_addresses=127.0.0.1").Prepend($"port={Port}").SelectMany(setting => new[] { "-c", setting });

    private async Task DropUnusedAsync()
    {
        try
        {
            while (_unused.TryDequeue(out var name))
            {
                await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            }
        }
        catch (NpgsqlException)
        {
            // The server was stopped; what is left goes with its directory.
        }
        finally
        {
            Volatile.Write(ref _isDropping, 0);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
