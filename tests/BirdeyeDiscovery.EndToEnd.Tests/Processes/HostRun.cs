using System.Diagnostics;
using System.Globalization;
using System.Text;
using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>One process of a sample in a folder of its own, with everything that it printed.</summary>
internal sealed class HostRun : IAsyncDisposable
{
    // Far more than any run takes, so that only one that never ends fails on it.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Process _process;
    private int _isDisposed;

    private HostRun(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Gets its process id.</summary>
    public int Id => _process.Id;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public static HostRun Start(string folder, IReadOnlyDictionary<string, string>? settings, params string[] arguments) =>
        StartSample("DiscoveryHost", folder, settings, arguments);

    /// <summary>Starts a program of the samples.</summary>
    public static HostRun StartSample(string sample, string folder, IReadOnlyDictionary<string, string>? settings, params string[] arguments) =>
        StartProgram(Checkout.PathOf($"samples/{sample}/bin/{Checkout.Configuration}/net10.0/{sample}.dll"), folder, settings, arguments);

    /// <summary>Starts a program.</summary>
    public static HostRun StartProgram(string path, string folder, IReadOnlyDictionary<string, string>? settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(path);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("BirdeyeDiscovery__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new HostRun(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> ToEndAsync(
        string folder, IReadOnlyDictionary<string, string>? settings, params string[] arguments)
    {
        await using var run = Start(folder, settings, arguments);
        var code = await run.ExitAsync();
        return (code, run.Output, run.Errors);
    }

    /// <summary>Gives it its whole input.</summary>
    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    public async Task<int> ExitAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until something outside holds; the process tells nobody when.</summary>
    public Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), () => what);

    /// <summary>Waits in the same way for something that is asked for.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, Func<string> what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Deadline && !_process.HasExited, $"{what()} did not come to pass:\n{Output}{Errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Asks it to end as a service manager does.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("-TERM");
        return await ExitAsync();
    }

    /// <summary>Asks it to end as Ctrl+C does.</summary>
    public async Task<int> InterruptAsync()
    {
        // A shell without job control starts background jobs with an ignored SIGINT, which their processes inherit.
        var status = $"/proc/{Id.ToString(CultureInfo.InvariantCulture)}/status";
        Assert.SkipWhen(
            File.Exists(status) && IgnoresInterrupt(await File.ReadAllLinesAsync(status, TestContext.Current.CancellationToken)),
            "These tests were started with an ignored SIGINT.");
        await SignalAsync("-INT");
        return await ExitAsync();
    }

    /// <summary>Lets it stand still in whatever it does.</summary>
    public Task SuspendAsync() => SignalAsync("-STOP");

    /// <summary>Lets it go on as if no time had passed.</summary>
    public Task ResumeAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    // The number of SIGINT is 2, and bit 0 of the mask is that of signal 1.
    private static bool IgnoresInterrupt(string[] status) => status
        .Where(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
        .Any(static line => (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & 2) != 0);

    private async Task SignalAsync(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    private void Keep(StringBuilder text, string? line)
    {
        lock (_gate)
        {
            text.AppendLine(line);
        }
    }

    private string Text(StringBuilder text)
    {
        lock (_gate)
        {
            return text.ToString();
        }
    }
}
