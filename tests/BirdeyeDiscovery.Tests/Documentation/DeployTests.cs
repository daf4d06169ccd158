using System.Diagnostics;
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

    // The host ends with 0 when it is asked to stop, which a restart on failure only would take for the end of its work.
    [Fact]
    public void Each_service_starts_again_with_the_machine()
    {
        var services = Pages.Read("deploy/compose.yaml").Split("\nvolumes:")[0];

        Assert.Equal(Service().Count(services), Regex.Count(services, @"(?m)^    restart: unless-stopped$"));
    }

    [Fact]
    public async Task Systemd_understands_each_line_of_the_unit()
    {
        const string Analyzer = "/usr/bin/systemd-analyze";
        Assert.SkipUnless(File.Exists(Analyzer), "systemd-analyze is not installed.");
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("birdeye-unit-");

        // It also checks that the program exists, which is so only where the host is installed.
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "birdeye-bot.service"),
            Program().Replace(Pages.Read("deploy/birdeye-bot.service"), "ExecStart=/bin/sh"),
            cancel);
        using var verify = Process.Start(new ProcessStartInfo(Analyzer, ["verify", "./birdeye-bot.service"])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardError = true,
        })!;
        var said = await verify.StandardError.ReadToEndAsync(cancel);
        await verify.WaitForExitAsync(cancel);
        folder.Delete(recursive: true);

        // An unknown key is a warning with exit code 0. Units of this machine, on which the unit depends, may have faults of their own.
        Assert.DoesNotContain(said.Split('\n'), static line => line.Contains("birdeye-bot.service", StringComparison.Ordinal));
    }

    [Fact]
    public void The_compose_file_holds_no_secret()
    {
        var secrets = Secret().Matches(Pages.Read("deploy/compose.yaml")).Select(m => m.Groups["value"].Value).ToList();

        Assert.NotEmpty(secrets);
        Assert.All(secrets, value => Assert.StartsWith("${", value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_unit_and_the_compose_file_give_the_same_host_the_same_settings()
    {
        var compose = Setting().Matches(Pages.Read("deploy/compose.yaml")).Select(m => m.Value).Order().ToList();
        var unit = Environments().Match(Pages.Read("docs/hosting.md")).Groups["lines"].Value;

        Assert.NotEmpty(compose);
        Assert.Equal(compose, Setting().Matches(unit).Select(m => m.Value).Order());
    }

    [Fact]
    public void Both_say_that_they_run_in_production_which_refuses_a_generated_market()
    {
        Assert.Contains("\nEnvironment=DOTNET_ENVIRONMENT=Production\n", Pages.Read("deploy/birdeye-bot.service"), StringComparison.Ordinal);
        Assert.Contains("\nENV DOTNET_ENVIRONMENT=Production\n", Pages.Read("deploy/Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_says_what_test_sh_installs_where_it_shows_it_first()
    {
        var part = Pages.Read("README.md").Split("\n## ").Single(static part => part.StartsWith("Try it\n", StringComparison.Ordinal));

        Assert.Contains("\ndotnet run --project samples/DiscoveryHost -- --cycles 3\n./test.sh\n", part, StringComparison.Ordinal);
        Assert.All(["apt-get", "BIRDEYE_TEST_INSTALL=no", "minutes"], word => Assert.Contains(word, part, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?m)^ExecStart=\S+")]
    private static partial Regex Program();

    [GeneratedRegex(@"BirdeyeDiscovery__\w+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"/etc/birdeye-bot/environment`:\n\n```\n(?<lines>[^`]*)```")]
    private static partial Regex Environments();

    [GeneratedRegex(@"dotnet publish (?<project>\S+)")]
    private static partial Regex Publish();

    [GeneratedRegex(@"(?m)^  (?<name>\w+):$")]
    private static partial Regex Service();

    [GeneratedRegex(@"(?i)(?:password|apikey)(?:=|: )(?<value>\S+)")]
    private static partial Regex Secret();
}
