using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>A process that records trades, killed after so many answers and started again with what was not acknowledged, until all is.</summary>
internal sealed class TradeSenderHost(string store, string target, string schema, int callers)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "BirdeyeDiscovery.TradeSender.dll");

    /// <summary>Gets the answers by the number of the call.</summary>
    public ConcurrentDictionary<int, TradeCloseResult> Answers { get; } = [];

    /// <summary>Gets how often the process was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Sends the calls; <paramref name="killAfter"/> says after how many answers each process but the last dies.</summary>
    public async Task SendAsync(IReadOnlyList<(int Number, TradeClose Close)> calls, IReadOnlyList<int> killAfter, Action? answered, CancellationToken cancellationToken)
    {
        foreach (var count in killAfter)
        {
            Kills += await RunAsync(calls, count, answered, cancellationToken) ? 1 : 0;
        }

        await RunAsync(calls, int.MaxValue, answered, cancellationToken);
        Assert.Equal(calls.Count, Answers.Count);
    }

    // True when it was killed.
    private async Task<bool> RunAsync(IReadOnlyList<(int Number, TradeClose Close)> calls, int killAfter, Action? answered, CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var writing = WriteAsync(process, [.. calls.Where(call => !Answers.ContainsKey(call.Number))]);
            var isKilled = false;
            var count = 0;
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                // What a dying process wrote of a line is no acknowledgement.
                if (!line.EndsWith('}'))
                {
                    continue;
                }

                Assert.True(Keep(line), $"Acknowledged twice: {line}");
                answered?.Invoke();
                if (++count == killAfter)
                {
                    process.Kill();
                    isKilled = true;
                }
            }

            await process.WaitForExitAsync(cancellationToken);
            await writing;
            Assert.True(isKilled || process.ExitCode == 0, await errors);
            return isKilled;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private bool Keep(string line)
    {
        var parts = line.Split(' ', 3);
        var stored = JsonSerializer.Deserialize<TradeClose>(parts[2])!;
        return Answers.TryAdd(int.Parse(parts[0], CultureInfo.InvariantCulture), new TradeCloseResult(Enum.Parse<TradeCloseStatus>(parts[1]), stored));
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { Program, store, target, schema, callers.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task WriteAsync(Process process, List<(int Number, TradeClose Close)> calls)
    {
        try
        {
            foreach (var (number, close) in calls)
            {
                await process.StandardInput.WriteLineAsync($"{number} {JsonSerializer.Serialize(close)}");
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed before it had read all of them.
        }
    }
}
