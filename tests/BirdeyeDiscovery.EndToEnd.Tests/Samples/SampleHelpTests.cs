using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Each sample answers <c>--help</c> with what its row of the page of samples has, and runs nothing.</summary>
public sealed class SampleHelpTests
{
    public static TheoryData<string> Samples =>
        [.. Directory.EnumerateDirectories(Checkout.PathOf("samples")).Select(static folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_says_what_it_shows_and_which_settings_it_has(string sample)
    {
        using var folder = new TemporaryFolder();
        await using var run = HostRun.StartSample(sample, folder.Path, settings: null, "--help");

        Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
        var said = string.Concat(run.Output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(SettingsOf(sample), setting => Assert.Contains(setting, said, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    // The system sets the last two; nobody types them.
    private static IEnumerable<string> SettingsOf(string sample) => Documents.Read("samples/README.md").Split('\n')
        .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(row => row.Length == 6 && row[1].Split(',', StringSplitOptions.TrimEntries).Contains(sample))
        .SelectMany(static row => row[2].Split(", "))
        .Select(static key => key.Trim('`').Replace(":", "__", StringComparison.Ordinal))
        .Where(static key => key is not ("SYSTEMD_EXEC_PID" or "DOTNET_ENVIRONMENT"));
}
