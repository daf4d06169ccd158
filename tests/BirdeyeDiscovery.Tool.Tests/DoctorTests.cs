using System.Text.Json;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>The doctor finds what is wrong, and says what to mend.</summary>
public sealed class DoctorTests(SharedLedger ledger) : ToolTest(ledger)
{
    private static readonly Dictionary<string, string> WithKey = new()
    {
        ["BirdeyeDiscovery__Birdeye__ApiKey"] = "secret-key-of-the-test",
        ["BirdeyeDiscovery__Birdeye__BaseUrl"] = "http://127.0.0.1/",
        ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
    };

    [Fact]
    public async Task A_ledger_in_order_without_a_key_has_only_a_warning()
    {
        var run = await RunAsync("doctor");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("ok schema", run.Words, StringComparison.Ordinal);
        Assert.Contains("ok replay The newest cycle is what its stored input gives.", run.Words, StringComparison.Ordinal);
        Assert.Contains("warning key There is no API key.", run.Words, StringComparison.Ordinal);
        Assert.EndsWith("0 faults, 1 warning.", run.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_api_accepts_is_asked_for_once()
    {
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { RequiredKey = "secret-key-of-the-test" });

        var run = await ToolRun.OfAsync(Context(Ledger.Folder, WithKey, birdeye.CreateHandler), "doctor");

        Assert.Equal("ok", Finding(run, "key"));
        Assert.Contains("1 call", run.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_api_refuses_is_a_fault()
    {
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { RequiredKey = "another-key" });

        var run = await ToolRun.OfAsync(Context(Ledger.Folder, WithKey, birdeye.CreateHandler), "doctor");

        Assert.Equal(ExitCodes.No, run.ExitCode);
        Assert.Equal("fault", Finding(run, "key"));
        Assert.Contains("Copy the key from the account again.", run.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_refuses_an_endpoint_is_a_warning_that_names_it()
    {
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions());
        birdeye.Inject(LocalFault.Status(401, "Your API key is either suspended or lacks sufficient permissions to access this resource") with { Path = "/defi/txs/token" });

        var run = await ToolRun.OfAsync(Context(Ledger.Folder, WithKey, birdeye.CreateHandler), "doctor", "--plan");

        Assert.Equal("warning", Finding(run, "plan"));
        Assert.Contains("The plan refuses Trades", run.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "ok", "This host and the API agree.")]
    [InlineData(300, "fault", "This host is 5 min behind the API.")]
    [InlineData(-310, "fault", "This host is 5 min ahead of the API.")]
    public async Task A_clock_that_is_off_is_a_fault(int seconds, string status, string text)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Ledger.Newest.CycleTimestamp.AddSeconds(30 + seconds));
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = time });

        var run = await ToolRun.OfAsync(Context(Ledger.Folder, WithKey, birdeye.CreateHandler), "doctor");

        Assert.Equal(status, Finding(run, "clock"));
        Assert.Contains(text, run.Words, StringComparison.Ordinal);
        Assert.Equal(status == "ok" ? 0 : ExitCodes.No, run.ExitCode);
    }

    [Fact]
    public async Task A_missing_store_and_a_wrong_value_are_faults_with_advice()
    {
        using var folder = new TemporaryFolder();

        var store = await RunInAsync(folder.Path, "doctor", "--json");
        var value = await ToolRun.OfAsync(
            Context(folder.Path, new Dictionary<string, string> { ["BirdeyeDiscovery__Discovery__Interval"] = "often" }), "doctor", "--json");

        Assert.Equal((ExitCodes.No, "fault"), (store.ExitCode, Status(store.Json, "store")));
        Assert.Equal((ExitCodes.No, "fault"), (value.ExitCode, Status(value.Json, "configuration")));
        Assert.False(value.Json.GetProperty("isHealthy").GetBoolean());
    }

    [Fact]
    public async Task A_newer_schema_a_tampered_row_and_another_chain_are_faults()
    {
        using var newer = Ledger.Copy(
            "INSERT INTO discovery_schema_versions (version, name, checksum, applied_at) VALUES (99, '0099_future', 'x', '2030-01-01')");
        using var tampered = Ledger.Copy("UPDATE token_scores SET action_reason = 'tampered'");

        Assert.Equal("fault", Status((await RunInAsync(newer.Path, "doctor", "--json")).Json, "schema"));
        Assert.Equal("fault", Status((await RunInAsync(tampered.Path, "doctor", "--json")).Json, "replay"));
        var chain = await ToolRun.OfAsync(
            Context(Ledger.Folder, new Dictionary<string, string> { ["BirdeyeDiscovery__Birdeye__Chain"] = "base" }), "doctor", "--json");
        Assert.Equal("fault", Status(chain.Json, "replay"));
    }

    [Fact]
    public async Task A_redis_that_does_not_answer_is_a_fault()
    {
        var run = await RunAsync("doctor", "--redis", "127.0.0.1:1,connectTimeout=50,connectRetry=0", "--json");

        Assert.Equal((ExitCodes.No, "fault"), (run.ExitCode, Status(run.Json, "cache")));
    }

    [Fact]
    public async Task An_old_newest_cycle_is_a_warning()
    {
        var model = Context(Ledger.Folder);
        var late = new ToolContext
        {
            Output = model.Output,
            Error = model.Error,
            Folder = model.Folder,
            Variables = model.Variables,
            Clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Ledger.Newest.CycleTimestamp.AddHours(5)),
        };

        var run = await ToolRun.OfAsync(late, "doctor");

        Assert.Equal("warning", Finding(run, "cycles"));
        Assert.Contains("5 h old", run.Words, StringComparison.Ordinal);
    }

    private static string Finding(ToolRun run, string check) =>
        run.Lines.First(line => line.Length > 9 && line[9..].StartsWith(check, StringComparison.Ordinal)).Split(' ')[0];

    private static string? Status(JsonElement answer, string check) =>
        answer.GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("check").GetString() == check).GetProperty("status").GetString();
}
