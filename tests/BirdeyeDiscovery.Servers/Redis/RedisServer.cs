using System.Globalization;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Servers;

/// <summary>A Redis of its own on a free port of this machine, without persistence.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    // What the library sends and its scripts do not.
    private static readonly string[] Top = ["eval", "evalsha", "getrange", "set", "pttl", "smembers", "hgetall", "publish"];

    private readonly IReadOnlyList<string> _arguments;
    private ServerProcess? _process;
    private ConnectionMultiplexer? _admin;

    private RedisServer(IReadOnlyList<string> arguments) => _arguments = arguments;

    public int Port { get; private set; }

    /// <summary>Gets the endpoint as StackExchange.Redis reads it.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public ServerProcess Process => _process ?? throw new InvalidOperationException("The server is stopped.");

    /// <summary>Gets why no server can be started, or nothing.</summary>
    public static string? Missing => ProgramFinder.Find("redis-server") is null ? "redis-server is not installed (apt-get install redis-server)." : null;

    /// <summary>Starts a server.</summary>
    /// <param name="arguments">Arguments of redis-server, such as <c>--maxmemory 1mb</c>, one word each.</param>
    /// <returns>A server that answers.</returns>
    /// <exception cref="ServerMissingException">Redis is not installed; the calling test is skipped or fails.</exception>
    public static async Task<RedisServer> StartAsync(params IReadOnlyList<string> arguments)
    {
        Required.OrSkip("redis", Missing);
        var server = new RedisServer(arguments);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts the stopped server again, empty, on the port it had.</summary>
    public async Task StartAsync()
    {
        var isFirst = Port == 0;
        for (var attempt = 1; ; attempt++)
        {
            Port = isFirst ? Loopback.FreePort() : Port;
            var directory = await ServerUser.CreateDirectoryAsync("redis");
            string[] command =
            [
                ProgramFinder.Find("redis-server")!, "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", directory,
                "--save", "", "--appendonly", "no", .. _arguments,
            ];
            var process = await ServerProcess.StartAsync(directory, "KILL", command);
            await Poll.UntilAsync(() => !process.IsRunning || Listens(process.ReadLog()), () => process.ReadLog());
            if (process.IsRunning)
            {
                _process = process;
                return;
            }

            var log = process.ReadLog();
            await process.DisposeAsync();
            if (attempt == 5)
            {
                throw new InvalidOperationException($"Redis did not start: {log}");
            }
        }
    }

    /// <summary>Ends the server at once, with all it knows.</summary>
    public async Task StopAsync()
    {
        await Process.DisposeAsync();
        _process = null;
    }

    /// <summary>Makes the server stand still: it accepts connections and answers nothing.</summary>
    public void Freeze()
    {
        Process.Signal("STOP");

        // The signal is on its way when the call returns: what is asked next must not be answered by a server that still runs.
        if (OperatingSystem.IsLinux() && !SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{Process.Id}/stat").Contains(") T", StringComparison.Ordinal), TimeSpan.FromSeconds(10)))
        {
            throw new InvalidOperationException("The server does not stand still.");
        }
    }

    public void Thaw() => Process.Signal("CONT");

    /// <summary>Gets a connection of the test's own, with all rights; not for the code under test.</summary>
    public async Task<IDatabase> AdminAsync()
    {
        _admin ??= await ConnectionMultiplexer.ConnectAsync($"{Endpoint},allowAdmin=true,syncTimeout=10000,asyncTimeout=10000");
        return _admin.GetDatabase();
    }

    /// <summary>Gets how many commands of a name were executed since the statistics were reset.</summary>
    public async Task<long> CountAsync(string command)
    {
        var all = (string)(await (await AdminAsync()).ExecuteAsync("INFO", "commandstats"))!;
        var line = all.Split('\n').FirstOrDefault(line => line.StartsWith($"cmdstat_{command.ToLowerInvariant()}:calls=", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split('=', ',')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Gets how many commands of clients were executed since the statistics were reset, without those that ask or prepare a connection, nor those within scripts.</summary>
    public async Task<long> CallsAsync()
    {
        var all = (string)(await (await AdminAsync()).ExecuteAsync("INFO", "commandstats"))!;
        var calls = all.Split('\n')
            .Where(static line => line.StartsWith("cmdstat_", StringComparison.Ordinal))
            .Select(static line => line["cmdstat_".Length..].Split(':', '=', ','))
            .ToDictionary(static parts => parts[0], static parts => long.Parse(parts[2], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return Top.Sum(command => calls.GetValueOrDefault(command));
    }

    public async ValueTask DisposeAsync()
    {
        if (_admin is not null)
        {
            await _admin.DisposeAsync();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    // It answers while it loads, by saying so.
    private static bool Listens(string log) =>
        log.Contains("Ready to accept", StringComparison.Ordinal) || log.Contains("Loading RDB", StringComparison.Ordinal);
}
