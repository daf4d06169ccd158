using System.Globalization;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using DiscoveryHost;
using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What the sample host refuses at its start, and with which code and words.</summary>
public sealed class HostStartTests
{
    private static readonly string[] OneCycle = ["--cycles", "1"];

    [Theory]
    [InlineData("--cycles", "--cycles has no value; allowed are whole numbers from 1 to 1000000.")]
    [InlineData("--cycles 1 --cycles 2", "--cycles is given more than once, with '1' and '2'; allowed is one value: whole numbers from 1 to 1000000.")]
    [InlineData("--speed", "--speed has no value; allowed are numbers from 0.1 to 10000.")]
    [InlineData("--speed 2 --speed 2", "--speed is given more than once, with '2' and '2'; allowed is one value: numbers from 0.1 to 10000.")]
    [InlineData("--recordings", "--recordings has no value; allowed are folders that exist.")]
    [InlineData("--recordings a --recordings b", "--recordings is given more than once, with 'a' and 'b'; allowed is one value: folders that exist.")]
    [InlineData("--recordings nowhere", "--recordings is 'nowhere'; there is no such folder, allowed are folders that exist.")]
    [InlineData("--fast 3", "--fast is '3'; there is no such flag; allowed are --cycles N, --recordings DIR, --speed X, --all, --help and --version, each once.")]
    [InlineData("--fast", "--fast: there is no such flag; allowed are --cycles N, --recordings DIR, --speed X, --all, --help and --version, each once.")]
    [InlineData("3", "'3' belongs to no flag; allowed are --cycles N, --recordings DIR, --speed X, --all, --help and --version, each once.")]
    public async Task A_wrong_flag_ends_with_2_and_one_line(string arguments, string line)
    {
        using var folder = new TemporaryFolder();
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, null, arguments.Split(' '));
        Assert.Equal([line], Lines(errors));
        Assert.Equal(2, code);
        Assert.Empty(Lines(output));
        Assert.False(Directory.Exists(folder.File("data")), "nothing is made before the flags are right");
    }

    [Fact]
    public async Task Several_wrong_flags_have_a_line_each()
    {
        using var folder = new TemporaryFolder();
        var (code, _, errors) = await HostRun.ToEndAsync(folder.Path, null, "--cycles", "--speed", "0", "--fast");
        Assert.Equal(["--cycles", "--fast", "--speed"], Lines(errors).Select(static line => line.Split(' ', ':')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(2, code);
    }

    [Fact]
    public async Task An_address_that_is_not_allowed_is_a_fault_without_a_key_too()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["BirdeyeDiscovery__Birdeye__BaseUrl"] = "ftp://x" };
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, settings, OneCycle);
        var line = Assert.Single(Lines(errors));
        Assert.Contains("Birdeye:BaseUrl", line, StringComparison.Ordinal);
        Assert.Contains("ftp://x", line, StringComparison.Ordinal);
        Assert.Contains("allowed", line, StringComparison.Ordinal);
        Assert.True(code == 2, output);
    }

    [Fact]
    public async Task A_folder_without_recordings_is_a_fault_that_tells_what_belongs_there()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("empty"));
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, null, "--recordings", "empty");
        var line = Assert.Single(Lines(errors));
        Assert.Contains("--recordings is 'empty'", line, StringComparison.Ordinal);
        Assert.Contains("token_trending/*.json", line, StringComparison.Ordinal);
        Assert.True(code == 2, output);
        Assert.False(Directory.Exists(folder.File("data")), "nothing is made before the recordings are right");
    }

    [Fact]
    public async Task A_store_that_will_never_work_ends_it_with_1_before_any_cycle()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        var garbage = string.Concat(Enumerable.Repeat("this is no database ", 500));
        await File.WriteAllTextAsync(folder.File("data/discovery.db"), garbage, TestContext.Current.CancellationToken);
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, null, OneCycle);

        var line = Assert.Single(Lines(errors));
        Assert.StartsWith("The host cannot start: ", line, StringComparison.Ordinal);
        Assert.Contains("discovery.db", line, StringComparison.Ordinal);
        Assert.Contains("not a SQLite database", line, StringComparison.Ordinal);
        Assert.Equal(1, code);
        Assert.Empty(Lines(output));
        Assert.Equal(garbage, await File.ReadAllTextAsync(folder.File("data/discovery.db"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(HostStore.Sqlite, "Record", "1")]
    [InlineData(HostStore.Sqlite, "ReadOnly", "0")]
    [InlineData(HostStore.Postgres, "Record", "1")]
    [InlineData(HostStore.Postgres, "ReadOnly", "0")]
    public async Task A_mode_that_changes_no_token_says_so_and_keeps_to_it(HostStore store, string mode, string snapshots)
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await HostLedger.CreateAsync(store, folder);
        var settings = new Dictionary<string, string>(ledger.Settings)
        {
            ["BirdeyeDiscovery__Discovery__Mode"] = mode,

            // Market time runs faster, so a machine that is slow for some seconds would end attempts and the cycle.
            ["BirdeyeDiscovery__Discovery__CycleTimeout"] = "1.00:00:00",
            ["BirdeyeDiscovery__Birdeye__AttemptTimeout"] = "00:02:00",
        };
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, settings, OneCycle);

        Assert.True(code == 0, output + errors);
        Assert.Matches(@"complete, .*, would add [1-9]\d*, would remove 0, ", output);
        Assert.DoesNotMatch(@"\d added", output);
        Assert.Contains($"Mode {mode}: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Everything is written down", output, StringComparison.Ordinal);
        Assert.Equal([snapshots], await ledger.RowsAsync("SELECT count(*) FROM discovery_snapshots"));
        Assert.Equal(["0"], await ledger.RowsAsync("SELECT count(*) FROM tracked_tokens WHERE NOT is_permanent"));
        Assert.Equal(["2"], await ledger.RowsAsync("SELECT count(*) FROM tracked_tokens WHERE is_permanent"));
    }

    /// <remarks>At a terminal, with a file, a generated market may run until somebody stops it.</remarks>
    [Theory]
    [InlineData("DOTNET_ENVIRONMENT", "Production")]
    [InlineData("ConnectionStrings__Redis", "redis.invalid:6379")]
    [InlineData("ConnectionStrings__Postgres", "Host=postgres.invalid")]
    public async Task A_service_without_a_key_ends_with_2_and_writes_no_generated_market(string name, string value)
    {
        using var folder = new TemporaryFolder();
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, new Dictionary<string, string> { [name] = value });
        Assert.StartsWith("BirdeyeDiscovery:Birdeye:ApiKey is not set, ", Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.True(code == 2, output);
        Assert.False(Directory.Exists(folder.File("data")), "nothing is made without a key");
    }

    [Fact]
    public void The_process_that_systemd_starts_is_a_service_and_what_it_starts_itself_is_none()
    {
        Assert.Single(FaultsOf(Environment.ProcessId));
        Assert.Empty(FaultsOf(Environment.ProcessId + 1));

        static List<string> FaultsOf(int process)
        {
            var settings = new Dictionary<string, string?> { ["SYSTEMD_EXEC_PID"] = process.ToString(CultureInfo.InvariantCulture) };
            var faults = new List<string>();
            HostPlan.Make(new HostFlags(null, null, null), new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), faults);
            return faults;
        }
    }

    [Theory]
    [InlineData("--cycles 3")]
    [InlineData("--speed 5")]
    public void A_trial_needs_no_key_in_a_service_either(string flags)
    {
        var faults = new List<string>();
        var settings = new Dictionary<string, string?> { ["ENVIRONMENT"] = "Production" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        HostPlan.Make(HostFlags.Read(HostFlags.Parse(flags.Split(' ')), faults), configuration, faults);
        Assert.Empty(faults);
    }

    /// <remarks>Generated tokens would take the slots of real ones, and their times lie ahead of the real clock.</remarks>
    [Theory]
    [InlineData("", "", "", "./data/discovery.db")]
    [InlineData("key", "", "", "./data/live.db")]
    [InlineData("key", "https://public-api.birdeye.so", "", "./data/live.db")]
    [InlineData("key", "http://127.0.0.1:5000", "", "./data/discovery.db")]
    [InlineData("key", "", ".", "./data/discovery.db")]
    public void The_real_api_has_a_file_of_its_own(string key, string address, string recordings, string file)
    {
        var settings = new Dictionary<string, string?>
        {
            ["BirdeyeDiscovery:Birdeye:ApiKey"] = key,
            ["BirdeyeDiscovery:Birdeye:BaseUrl"] = address,
        };
        var faults = new List<string>();
        var plan = HostPlan.Make(
            new HostFlags(null, recordings.Length == 0 ? null : recordings, null),
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
            faults);
        Assert.Empty(faults);
        Assert.Equal(file, plan.Stores.Place);
    }

    [Fact]
    public async Task A_generated_market_marks_its_file()
    {
        using var folder = new TemporaryFolder();
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, null, OneCycle);
        Assert.True(code == 0, output + errors);
        Assert.True(File.Exists(folder.File("data/discovery.db")));
        Assert.True(File.Exists(folder.File("data/discovery.db.generated")));
    }

    /// <remarks>The proxy is an address at which nothing listens, so that no request leaves this machine.</remarks>
    [Fact]
    public async Task The_real_api_after_a_trial_begins_a_new_file_and_leaves_that_of_the_trial_alone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        await File.WriteAllTextAsync(folder.File("data/discovery.db"), "of the trial", TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string>
        {
            ["BirdeyeDiscovery__Birdeye__ApiKey"] = "any",
            ["HTTPS_PROXY"] = "http://127.0.0.1:1",
        };
        var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, settings, OneCycle);
        Assert.True(code == 0, output + errors);
        Assert.True(File.Exists(folder.File("data/live.db")));
        Assert.False(File.Exists(folder.File("data/live.db.generated")));
        Assert.Equal("of the trial", await File.ReadAllTextAsync(folder.File("data/discovery.db"), TestContext.Current.CancellationToken));
        Assert.Contains("./data/live.db is new. ./data/discovery.db, the file of trials, stays as it is.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionString:Postgres", "ConnectionStrings:Postgres")]
    [InlineData("ConnectionStrings:Reddis", "ConnectionStrings:Redis")]
    [InlineData("ConectionStrings:Rediss", "ConnectionStrings:Redis")]
    public void A_connection_string_with_a_misspelt_section_or_name_is_a_fault(string name, string meant)
    {
        var faults = new List<string>();
        var settings = new Dictionary<string, string?> { [name] = "Host=secret", ["BirdeyeDiscovery:Birdeye:ApiKey"] = "key" };
        HostPlan.Make(new HostFlags(null, null, null), new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), faults);
        Assert.Equal([$"{name} is not read by this host; did you mean {meant}?"], faults);
    }

    [Theory]
    [InlineData("TradingBotHost", "ConnectionStrings__Postgress", "ConnectionStrings:Postgres")]
    [InlineData("MonitoredHost", "ConnectionString__Redis", "ConnectionStrings:Redis")]
    public async Task The_other_samples_refuse_a_misspelt_connection_string_too(string sample, string name, string meant)
    {
        using var folder = new TemporaryFolder();
        await using var host = HostRun.StartSample(sample, folder.Path, new Dictionary<string, string> { [name] = "Host=secret" });
        Assert.Equal(2, await host.ExitAsync());
        Assert.Equal(
            $"{name.Replace("__", ":", StringComparison.Ordinal)} is not read by this host; did you mean {meant}?", host.Errors.Trim());
        Assert.False(Directory.Exists(folder.File("data")), "nothing is made before the names are right");
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
