using System.Diagnostics;
using System.Globalization;

namespace BirdeyeDiscovery.Servers;

/// <summary>A server with a directory of its own, which outlives neither its test nor the process of the tests, however that ends.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // The guard reads signals for the server from a pipe. The system closes the pipe when the process of the tests is gone, also after kill -9: then the
    // guard ends the server and removes its directory. It ignores the signals of a terminal, which reach the whole group.
    private const string Guard =
        """
        trap '' INT TERM HUP
        directory=$1 log=$2 end=$3; shift 3
        exec >>"$log" 2>&1
        cd "$directory" || exit 1
        "$@" </dev/null &
        server=$!
        echo $server >"$log.pid"
        keep=
        while read -r word; do
          case "$word" in keep) keep=1 ;; *) kill -"$word" $server ;; esac
        done
        if [ -z "$keep" ]; then kill -"$end" $server 2>/dev/null; kill -CONT $server 2>/dev/null; fi
        wait $server
        if [ -z "$keep" ]; then cd / && rm -rf "$directory"; fi
        """;

    private readonly Process _guard;

    private ServerProcess(Process guard, string directory, string log)
    {
        _guard = guard;
        Directory = directory;
        Log = log;
    }

    public string Directory { get; }

    /// <summary>Gets the file with what the server wrote.</summary>
    public string Log { get; }

    /// <summary>Gets the process id of the server.</summary>
    public int Id { get; private set; }

    public bool IsRunning => !_guard.HasExited && System.IO.Directory.Exists($"/proc/{Id}") && !IsZombie();

    /// <summary>Starts a program as the servers' user, without waiting until it serves.</summary>
    /// <param name="directory">Its working directory, made by <see cref="ServerUser.CreateDirectoryAsync"/>; removed in the end unless the server is stopped to be kept.</param>
    /// <param name="end">The signal, without SIG, that makes it end at once and leave nothing behind.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <returns>The running server.</returns>
    public static async Task<ServerProcess> StartAsync(string directory, string end, params IEnumerable<string> command)
    {
        var log = Path.Combine(directory, "server.log");
        File.Delete(log + ".pid");
        var guard = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Guard, "guard", directory, log, end, .. ServerUser.Prefix, .. command])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        })!;
        guard.StandardInput.AutoFlush = true;
        var server = new ServerProcess(guard, directory, log);
        await Poll.UntilAsync(() => server.ReadId() || guard.HasExited, () => $"The guard of {command.First()} wrote no process id.");
        return server;
    }

    /// <summary>Sends a signal to the server.</summary>
    /// <param name="name">Its name without SIG.</param>
    public void Signal(string name) => _guard.StandardInput.WriteLine(name);

    /// <summary>Ends the server and keeps its directory, so that it can be started again.</summary>
    /// <param name="signal">The signal that ends it.</param>
    public async Task StopAsync(string signal)
    {
        Signal("keep");
        Signal(signal);
        await EndAsync();
    }

    /// <summary>Gets what the server wrote last.</summary>
    public string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : string.Empty;

    /// <summary>Kills the server and removes its directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private async Task EndAsync()
    {
        if (!_guard.HasExited)
        {
            _guard.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _guard.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _guard.Kill(entireProcessTree: true);
                throw new TimeoutException($"The server in {Directory} did not end: {ReadLog()}");
            }
        }
    }

    private bool ReadId()
    {
        var file = Log + ".pid";
        if (File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var id))
        {
            Id = id;
            return true;
        }

        return false;
    }

    private bool IsZombie()
    {
        try
        {
            var status = File.ReadAllText($"/proc/{Id}/stat");
            return status[(status.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
