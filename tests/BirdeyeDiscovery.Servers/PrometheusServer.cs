using System.Text.Json;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Servers;

/// <summary>A Prometheus of its own on a free port of this machine, with an empty store.</summary>
public sealed partial class PrometheusServer : IAsyncDisposable
{
    // Far more than it takes, so that only a server that never starts fails on it.
    private const double Deadline = 120;

    private readonly ServerProcess _process;
    private readonly HttpClient _client;

    private PrometheusServer(ServerProcess process, Uri address)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = address };
    }

    /// <summary>Gets why no server can be started, or nothing.</summary>
    public static string? Missing =>
        ProgramFinder.Find("prometheus") is null ? "prometheus is not installed (apt-get install prometheus)." : null;

    /// <summary>Starts a server.</summary>
    /// <param name="files">The names and texts of its files; the configuration is <c>prometheus.yml</c>.</param>
    /// <returns>A server that is ready.</returns>
    /// <exception cref="ServerMissingException">Prometheus is not installed; the calling test is skipped or fails.</exception>
    public static async Task<PrometheusServer> StartAsync(IReadOnlyDictionary<string, string> files)
    {
        Required.OrSkip("prometheus", Missing);
        var directory = await ServerUser.CreateDirectoryAsync("prometheus");
        foreach (var (name, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, name), text);
        }

        await ServerUser.OwnAsync(directory);

        // Port 0 lets the system choose, so no other program can take the port meanwhile. The log has the chosen one.
        var process = await ServerProcess.StartAsync(
            directory,
            "KILL",
            ProgramFinder.Find("prometheus")!,
            $"--config.file={Path.Combine(directory, "prometheus.yml")}",
            $"--storage.tsdb.path={Path.Combine(directory, "data")}",
            "--web.listen-address=127.0.0.1:0");
        try
        {
            await Poll.UntilAsync(() => !process.IsRunning || IsReady(process.ReadLog()), process.ReadLog, Deadline);
            var log = process.ReadLog();
            return IsReady(log)
                ? new PrometheusServer(process, new Uri($"http://127.0.0.1:{Listening().Match(log).Groups["port"].Value}"))
                : throw new InvalidOperationException($"Prometheus did not start: {log}");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gets what the server wrote.</summary>
    public string ReadLog() => _process.ReadLog();

    /// <summary>Gets the data of an answer of its HTTP API.</summary>
    /// <param name="path">The path and the query, such as <c>/api/v1/targets</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path} was answered with {(int)answer.StatusCode}: {text}");
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("data").Clone();
    }

    /// <summary>Gets the current values of an expression, as Prometheus writes them; none when no series matches.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string expression, CancellationToken cancellationToken)
    {
        var data = await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}", cancellationToken);
        return [.. data.GetProperty("result").EnumerateArray().Select(static one => one.GetProperty("value")[1].GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }

    private static bool IsReady(string log) =>
        Listening().IsMatch(log) && log.Contains("Server is ready to receive web requests", StringComparison.Ordinal);

    [GeneratedRegex(@"""?Listening on""? address=127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex Listening();
}
