using System.Collections.Concurrent;
using System.Diagnostics;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>The programs of former versions, built from the history of the repository.</summary>
internal static class FormerVersion
{
    /// <summary>The version of 28 November 2026, whose stores open unchanged. It does not know any later step of the schema.</summary>
    public const string First = "dab5498cfdd24c6ac468daea498a478468626b85";

    /// <summary>The version before budgets, prices and the packages that read the past: some steps of the schema ago.</summary>
    public const string Before = "0aad478";

    private static readonly ConcurrentDictionary<string, Lazy<Task<string?>>> Built = new(StringComparer.Ordinal);

    /// <summary>Gets the path of a program; skips the test where the history, or a package of that version, is missing.</summary>
    /// <param name="commit">The version.</param>
    /// <param name="project">The folder of its project.</param>
    public static async Task<string> PathOfAsync(string commit, string project)
    {
        Assert.SkipWhen(
            commit != First && Environment.GetEnvironmentVariable("BIRDEYE_LONG") != "1", "It takes minutes; BIRDEYE_LONG=1 runs it.");
        var folder = await Built.GetOrAdd(commit, static version => new Lazy<Task<string?>>(() => BuildAsync(version))).Value;
        Assert.SkipWhen(folder is null, "The former version cannot be built: its commit is not in this clone, or its packages are not at hand.");
        return Path.Combine(folder!, project, "bin", "Release", "net10.0", $"{Path.GetFileName(project)}.dll");
    }

    // The folder lies in the build output, where it is built once for all runs.
    private static async Task<string?> BuildAsync(string commit)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "former", commit);
        var isBuilt = Path.Combine(folder, "built");
        if (File.Exists(isBuilt))
        {
            return folder;
        }

        Directory.CreateDirectory(folder);
        var archive = Path.Combine(folder, "former.tar");
        if (!await RunAsync("git", Checkout.Root, "archive", "--output", archive, commit) || !await RunAsync("tar", folder, "-xf", archive))
        {
            return null;
        }

        foreach (var project in new[] { "samples/DiscoveryHost", "tests/BirdeyeDiscovery.TradeSender" })
        {
            if (!await RunAsync("dotnet", folder, "build", project, "-c", "Release", "-v", "q", "-p:RunAnalyzers=false", "-p:NuGetAudit=false"))
            {
                return null;
            }
        }

        await File.WriteAllTextAsync(isBuilt, commit);
        return folder;
    }

    private static async Task<bool> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
