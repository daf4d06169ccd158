using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The command as a newcomer gets it: installed from its package, in an empty folder, without a key.</summary>
[Collection(nameof(SharedPackages))]
public sealed class ToolPackageTests(PackedPackages packages)
{
    private const string Jup = "JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN";

    [Fact]
    public void The_package_is_a_tool_with_a_readme_a_license_and_an_icon()
    {
        var metadata = packages.MetadataOf(PackedPackages.Tool);
        var files = packages.FilesOf(PackedPackages.Tool);

        Assert.Equal("DotnetTool", metadata.Element("packageTypes")?.Element("packageType")?.Attribute("name")?.Value);
        Assert.Equal(("MIT", "README.md", "icon.png"), (metadata.Element("license")?.Value, metadata.Element("readme")?.Value, metadata.Element("icon")?.Value));
        Assert.StartsWith($"# {PackedPackages.Tool}\n", packages.TextOf(PackedPackages.Tool, "README.md"), StringComparison.Ordinal);
        Assert.Contains("tools/net10.0/any/birdeye-discovery.dll", files);
        Assert.Contains("birdeye-discovery", packages.TextOf(PackedPackages.Tool, "tools/net10.0/any/DotnetToolSettings.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newcomer_installs_the_tool_runs_cycles_and_asks_why()
    {
        var cancel = TestContext.Current.CancellationToken;
        var tools = Path.Combine(packages.Work, "tools");
        var folder = Directory.CreateDirectory(Path.Combine(packages.Work, "newcomer")).FullName;
        await DotnetCommand.RunAsync(
            ScratchProject.Write(packages, "tool-settings", new Dictionary<string, string>()),
            ScratchProject.Environment(packages),
            cancel,
            "tool", "install", PackedPackages.Tool, "--version", packages.Version, "--tool-path", tools);

        var run = await AskAsync("run", "--cycles", "2");
        var tokens = await AskAsync("tokens");
        // Asked by address: the generated market of some hours has another token that copies the symbol.
        var why = await AskAsync("why", Jup);

        Assert.Contains("a generated market in this process answers", run, StringComparison.Ordinal);
        Assert.Contains("2 cycles: 2 complete", run, StringComparison.Ordinal);
        Assert.Contains("SOL", tokens, StringComparison.Ordinal);
        Assert.Contains($"\"JUP\" {Jup}", why, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "data", "discovery.db")));

        Task<string> AskAsync(params string[] arguments) =>
            DotnetCommand.RunProgramAsync(Path.Combine(tools, "birdeye-discovery"), folder, Shell(), cancel, arguments);
    }

    // The started program looks for the runtime that runs this test. A short interval leaves the test little to wait for.
    private static Dictionary<string, string> Shell() => new()
    {
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(typeof(object).Assembly.Location, "..", "..", "..", "..")),
        ["BirdeyeDiscovery__Discovery__Interval"] = "00:00:02",
    };
}
