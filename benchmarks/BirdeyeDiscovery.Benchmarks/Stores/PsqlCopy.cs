using System.Diagnostics;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>
/// Represents an open psql session that loads a binary file with <c>\copy</c>, the fastest way of PostgreSQL's own client.
/// </summary>
internal sealed class PsqlCopy : IAsyncDisposable
{
    private const string Done = "--done--";

    private readonly Process _psql;

    private PsqlCopy(Process psql) => _psql = psql;

    public static async Task<PsqlCopy> StartAsync(string host, int port, string database, string user)
    {
        var start = new ProcessStartInfo(
            "psql",
            ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", host, "-p", $"{port}", "-U", user, "-d", database])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var session = new PsqlCopy(Process.Start(start) ?? throw new InvalidOperationException("psql did not start."));
        await session.RunAsync("SELECT 1");
        return session;
    }

    /// <summary>Runs a statement or a backslash command and waits until it ends.</summary>
    public async Task RunAsync(string command)
    {
        await _psql.StandardInput.WriteLineAsync(command.StartsWith('\\') ? command : command + ";");
        await _psql.StandardInput.WriteLineAsync($"\\echo {Done}");
        await _psql.StandardInput.FlushAsync();
        while (await _psql.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == Done)
            {
                return;
            }
        }

        throw new InvalidOperationException($"psql ended while it ran: {command}");
    }

    public async ValueTask DisposeAsync()
    {
        _psql.StandardInput.Close();
        await _psql.WaitForExitAsync();
        _psql.Dispose();
    }
}
