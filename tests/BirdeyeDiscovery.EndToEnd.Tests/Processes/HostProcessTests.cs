using System.Text.Json;
using System.Text.RegularExpressions;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The sample host as its user meets it: a process, its exit code, its text and the ledger it leaves, in either store.</summary>
public sealed class HostProcessTests
{
    [Theory]
    [InlineData(HostStore.Sqlite, "")]
    [InlineData(HostStore.Postgres, "ConnectionStrings__Postgres")]
    public async Task The_commands_of_the_README_run_three_cycles_in_a_fresh_folder_and_leave_what_they_promise(HostStore store, string setting)
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await HostLedger.CreateAsync(store, folder);
        var shown = ShownCommand.Of("DiscoveryHost", setting);
        Assert.Equal(setting, ledger.Settings.Keys.FirstOrDefault() ?? "");
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, ledger.Settings, shown.Arguments);

        Assert.True(code == 0, output + errors);
        Assert.Equal("", errors.Trim());
        Assert.Equal(["complete|∅|Manage", "complete|∅|Manage", "complete|∅|Manage"], await ledger.RowsAsync("SELECT outcome, error, mode FROM discovery_snapshots ORDER BY id"));
        await ledger.AssertFactsAsync();
        Assert.NotEqual(["0"], await ledger.RowsAsync("SELECT count(*) FROM token_lifecycle_events WHERE snapshot_id IS NOT NULL AND event_type = 'added'"));
    }

    [Theory]
    [InlineData(HostStore.Sqlite)]
    [InlineData(HostStore.Postgres)]
    public async Task The_configuration_of_each_category_in_its_appsettings_reaches_the_store(HostStore store)
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await HostLedger.CreateAsync(store, folder);
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, ledger.Settings, "--cycles", "2");

        Assert.True(code == 0, output + errors);
        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(
            Checkout.PathOf("samples/DiscoveryHost/appsettings.json"), TestContext.Current.CancellationToken));
        var strategies = settings.RootElement.GetProperty("BirdeyeDiscovery").GetProperty("Strategies");
        var rows = await ledger.RowsAsync("SELECT category, strategy_config FROM tracked_tokens");
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var (category, config) = (row.Split('|')[0], row[(row.IndexOf('|', StringComparison.Ordinal) + 1)..]);
            var expected = strategies.EnumerateObject()
                .Single(entry => entry.Name.Equals(category, StringComparison.OrdinalIgnoreCase)).Value.GetProperty("Config");
            using var stored = JsonDocument.Parse(config);
            Assert.True(JsonElement.DeepEquals(expected, stored.RootElement), row);
        });
    }

    [Theory]
    [InlineData(HostStore.Sqlite, 0)]
    [InlineData(HostStore.Sqlite, 1)]
    [InlineData(HostStore.Postgres, 0)]
    [InlineData(HostStore.Postgres, 1)]
    public async Task Killed_in_the_middle_of_a_cycle_it_goes_on_from_the_last_committed_one(HostStore store, int committed)
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await HostLedger.CreateAsync(store, folder);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        // Until it has run out, nobody leads after a leader that was killed.
        var settings = new Dictionary<string, string>(await SettingsAsync(birdeye, ledger)) { ["BirdeyeDiscovery__Storage__Lease"] = "00:00:05" };
        await using (var first = HostRun.Start(folder.Path, settings))
        {
            if (committed > 0)
            {
                await first.UntilAsync(() => first.Output.Contains(": complete,", StringComparison.Ordinal), "the first cycle");
            }

            birdeye.Inject(LocalFault.Stall() with { Path = "/defi/v3/token/trade-data/multiple" });
            await first.UntilAsync(() => birdeye.Log.Requests.Any(static request => request.Status == 0), "a call that stalls");
            await first.KillAsync();
        }

        birdeye.ClearFaults();
        var before = await ledger.RowsAsync("SELECT id, cycle_timestamp FROM discovery_snapshots ORDER BY id");
        Assert.Equal(committed, before.Count);

        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, settings, "--cycles", "2");
        Assert.True(code == 0, output + errors);
        var after = await ledger.RowsAsync("SELECT id, cycle_timestamp FROM discovery_snapshots ORDER BY id");
        Assert.Equal(before, after.Take(committed));
        Assert.Equal(Enumerable.Range(1, committed + 2).Select(static id => $"{id}"), after.Select(static row => row.Split('|')[0]));
        Assert.Equal([$"{committed + 2}|complete"], await ledger.RowsAsync("SELECT count(DISTINCT cycle_timestamp), max(outcome) FROM discovery_snapshots WHERE outcome = 'complete'"));
        await ledger.AssertFactsAsync();
    }

    [Theory]
    [InlineData(HostStore.Sqlite)]
    [InlineData(HostStore.Postgres)]
    public async Task A_follower_reads_beside_the_leader_and_both_stop_when_asked(HostStore store)
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await HostLedger.CreateAsync(store, folder);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var settings = await SettingsAsync(birdeye, ledger);
        await using var leader = HostRun.Start(folder.Path, settings);
        await leader.UntilAsync(() => leader.Output.Contains(": complete,", StringComparison.Ordinal), "the first cycle");
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, settings, "--cycles", "2");

        Assert.True(code == 0, output + errors);
        Assert.Contains("Another host leads", output, StringComparison.Ordinal);
        Assert.Contains("Leader: Cycle ", output, StringComparison.Ordinal);
        Assert.Equal(0, await leader.TerminateAsync());
        await ledger.AssertFactsAsync();
        Assert.Equal(["1"], await ledger.RowsAsync("SELECT count(DISTINCT epoch) FROM discovery_snapshots"));
    }

    [Fact]
    public async Task After_a_failed_cycle_it_says_when_the_next_attempt_is()
    {
        using var folder = new TemporaryFolder();
        var (code, output, errors) = await HostRun.ToEndAsync(
            folder.Path,
            new Dictionary<string, string>
            {
                ["BirdeyeDiscovery__Birdeye__ApiKey"] = "any",
                ["BirdeyeDiscovery__Birdeye__BaseUrl"] = FormattableString.Invariant($"http://127.0.0.1:{Loopback.FreePort()}/"),
                ["BirdeyeDiscovery__Discovery__Interval"] = "00:00:03",
            },
            "--cycles",
            "2");

        Assert.True(code == 0, output + errors);
        Assert.Single(Regex.Matches(output, @"(?m)^Next attempt at [-0-9]{10} [:0-9]{8}Z, in [0-9]+ s\.\r?$"));
        Assert.Equal(2, Regex.Count(errors, @"API: no request was answered; .*Next attempt at [-0-9]{10} [:0-9]{8}Z, in [0-9]+ s"));
    }

    [Fact]
    public async Task Bad_configuration_ends_with_2_and_a_line_for_each_fault()
    {
        using var folder = new TemporaryFolder();
        const string Secret = "a secret key that must not show";
        var (code, output, errors) = await HostRun.ToEndAsync(
            folder.Path,
            new Dictionary<string, string>
            {
                ["BirdeyeDiscovery__Birdeye__ApiKey"] = Secret,
                ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "-3",
                ["BirdeyeDiscovery__Discovery__Interval"] = "soon",
                ["BirdeyeDiscovery__Discovery__Intervall"] = "00:02:00",
            },
            "--cycles",
            "none");

        Assert.Equal(2, code);
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Contains(
            lines,
            static line => line.Contains("--cycles", StringComparison.Ordinal)
                && line.Contains("'none'", StringComparison.Ordinal)
                && line.Contains("1 to", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            static line => line.Contains("RequestsPerSecond", StringComparison.Ordinal)
                && line.Contains("-3", StringComparison.Ordinal)
                && line.Contains("0.01", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("Discovery:Interval ", StringComparison.Ordinal) && line.Contains("soon", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("Intervall", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("ApiKey", StringComparison.Ordinal));
        Assert.Equal(5, lines.Length);
        Assert.DoesNotContain(Secret, output + errors, StringComparison.OrdinalIgnoreCase);
        Assert.False(Directory.Exists(folder.File("data")), "nothing is made before the configuration is right");
    }

    private static async Task<IReadOnlyDictionary<string, string>> SettingsAsync(LocalBirdeye birdeye, HostLedger ledger) => new Dictionary<string, string>(ledger.Settings)
    {
        ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(TestContext.Current.CancellationToken)).AbsoluteUri,
        ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
        ["BirdeyeDiscovery__Discovery__Interval"] = "00:00:03",
        ["BirdeyeDiscovery__Cache__Ttl__Trades"] = "00:00:01",
    };
}
