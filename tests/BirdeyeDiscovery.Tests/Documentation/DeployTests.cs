using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests.Documentation;

/// <summary>The files for hosting name what exists. There is no container engine in the tests, so nothing is built or started.</summary>
public sealed partial class DeployTests
{
    [Fact]
    public void The_container_file_publishes_a_project_that_exists()
    {
        var project = Publish().Match(Pages.Read("deploy/Dockerfile")).Groups["project"].Value;

        Assert.True(Directory.Exists(Path.Combine(Pages.Root, project)), project);
        Assert.Contains($"\"{Path.GetFileName(project)}.dll\"", Pages.Read("deploy/Dockerfile"), StringComparison.Ordinal);
        Assert.Contains($"/{Path.GetFileName(project)}.dll", Pages.Read("deploy/birdeye-bot.service"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_compose_file_refers_to_services_and_files_that_exist()
    {
        var compose = Pages.Read("deploy/compose.yaml");
        var services = Service().Matches(compose[..compose.IndexOf("\nvolumes:", StringComparison.Ordinal)]).Select(m => m.Groups["name"].Value).ToList();
        var file = Regex.Match(compose, @"dockerfile: (\S+)").Groups[1].Value;

        Assert.Equal(["postgres", "redis", "bot"], services);
        Assert.True(File.Exists(Path.Combine(Pages.Root, file)), file);
        Assert.Contains("Host=postgres;", compose, StringComparison.Ordinal);
        Assert.Contains(" redis:6379,", compose, StringComparison.Ordinal);
        Assert.DoesNotContain('\t', compose);
    }

    [Fact]
    public void The_compose_file_holds_no_secret()
    {
        var secrets = Secret().Matches(Pages.Read("deploy/compose.yaml")).Select(m => m.Groups["value"].Value).ToList();

        Assert.NotEmpty(secrets);
        Assert.All(secrets, value => Assert.StartsWith("${", value, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"dotnet publish (?<project>\S+)")]
    private static partial Regex Publish();

    [GeneratedRegex(@"(?m)^  (?<name>\w+):$")]
    private static partial Regex Service();

    [GeneratedRegex(@"(?i)(?:password|apikey)(?:=|: )(?<value>\S+)")]
    private static partial Regex Secret();
}
