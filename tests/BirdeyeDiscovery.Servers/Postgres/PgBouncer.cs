using Npgsql;

namespace BirdeyeDiscovery.Servers;

/// <summary>A PgBouncer in transaction mode in front of a PostgreSQL server of this machine; every user it knows is trusted.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly HashSet<string> _users;
    private readonly SemaphoreSlim _lock = new(1);

    private PgBouncer(ServerProcess process, int port, HashSet<string> users)
    {
        _process = process;
        _users = users;
        Port = port;
    }

    /// <summary>Gets why PgBouncer cannot be started, or nothing.</summary>
    public static string? Missing => ProgramFinder.Find("pgbouncer") is null ? "PgBouncer is not installed." : null;

    public int Port { get; }

    /// <summary>Starts a pooler.</summary>
    /// <param name="serverPort">The port of the server behind it.</param>
    /// <param name="users">The roles that may connect besides <c>postgres</c>.</param>
    /// <param name="poolSize">Connections to the server for each database and user.</param>
    /// <exception cref="ServerMissingException">PgBouncer is not installed; the calling test is skipped or fails.</exception>
    public static async Task<PgBouncer> StartAsync(int serverPort, IEnumerable<string>? users = null, int poolSize = 10)
    {
        Required.OrSkip("pgbouncer", Missing);
        var directory = await ServerUser.CreateDirectoryAsync("pgbouncer");
        HashSet<string> known = ["postgres", .. users ?? []];
        for (var attempt = 1; ; attempt++)
        {
            var port = Loopback.FreePort();
            await File.WriteAllTextAsync(Path.Combine(directory, "pgbouncer.ini"), Configuration(directory, port, serverPort, poolSize));
            await WriteUsersAsync(directory, known);
            await ServerUser.OwnAsync(directory);
            var process = await ServerProcess.StartAsync(directory, "TERM", ProgramFinder.Find("pgbouncer")!, Path.Combine(directory, "pgbouncer.ini"));
            await Poll.UntilAsync(async () => !process.IsRunning || await AnswersAsync(port), () => $"PgBouncer does not answer: {process.ReadLog()}");
            if (process.IsRunning)
            {
                return new PgBouncer(process, port, known);
            }

            await process.StopAsync("TERM");
            if (attempt == 5)
            {
                throw new InvalidOperationException($"PgBouncer did not start: {process.ReadLog()}");
            }
        }
    }

    public string ConnectionString(string database = "postgres", string user = "postgres") => PostgresConnection.To(Port, database, user);

    /// <summary>Lets a role of the server connect.</summary>
    public async Task AddUserAsync(string user)
    {
        await _lock.WaitAsync();
        try
        {
            if (!_users.Add(user))
            {
                return;
            }

            await WriteUsersAsync(_process.Directory, _users);
            await ServerUser.OwnAsync(_process.Directory);
            _process.Signal("HUP");
            await Poll.UntilAsync(() => AnswersAsync(Port, user), () => $"PgBouncer does not know {user}: {_process.ReadLog()}");
        }
        finally
        {
            _lock.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _lock.Dispose();
    }

    private static string Configuration(string directory, int port, int serverPort, int poolSize) =>
        $"""
        [databases]
        * = host=127.0.0.1 port={serverPort}
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {port}
        unix_socket_dir =
        auth_type = trust
        auth_file = {directory}/users.txt
        admin_users = postgres
        pool_mode = transaction
        default_pool_size = {poolSize}
        max_client_conn = 1000
        server_idle_timeout = 5
        ignore_startup_parameters = extra_float_digits

        """;

    private static Task WriteUsersAsync(string directory, IEnumerable<string> users) =>
        File.WriteAllLinesAsync(Path.Combine(directory, "users.txt"), users.Select(user => $"\"{user.Replace("\"", "\"\"", StringComparison.Ordinal)}\" \"\""));

    private static async Task<bool> AnswersAsync(int port, string user = "postgres")
    {
        try
        {
            await using var connection = new NpgsqlConnection(PostgresConnection.To(port, user: user) + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
