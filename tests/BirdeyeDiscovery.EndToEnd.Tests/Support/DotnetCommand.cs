using System.Diagnostics;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>Runs the SDK's command line the way a user does.</summary>
internal static class DotnetCommand
{
    /// <summary>Gets the program that runs the SDK.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs it and returns what it printed; any exit code but 0 fails the test with that text.</summary>
    public static Task<string> RunAsync(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken,
        params string[] arguments) => RunProgramAsync(Host, folder, environment, cancellationToken, arguments);

    /// <summary>Runs lines of a page in a shell, as a user pastes them.</summary>
    public static Task<string> RunLinesAsync(
        string lines, string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        RunProgramAsync("bash", folder, environment, cancellationToken, "-e", "-c", lines);

    /// <summary>Runs another program in the same way.</summary>
    public static async Task<string> RunProgramAsync(
        string program,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken,
        params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // What the test host inherits from its own build (MSBuild's paths, say) is not what a user's shell has.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var text = await output + await errors;
        Assert.True(process.ExitCode == 0, $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{text}");
        return text;
    }
}
