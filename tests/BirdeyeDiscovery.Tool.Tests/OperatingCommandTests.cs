using System.Globalization;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>The commands that change something.</summary>
public sealed class OperatingCommandTests(SharedLedger ledger) : ToolTest(ledger)
{
    // A cycle a day in the 90 days before the ledger, each with an input.
    private const string NinetyDaysBefore =
        """
        PRAGMA foreign_keys = OFF;
        UPDATE discovery_snapshots SET id = id + 200;
        UPDATE token_scores SET snapshot_id = snapshot_id + 200;
        UPDATE candidate_rejections SET snapshot_id = snapshot_id + 200;
        UPDATE cycle_inputs SET snapshot_id = snapshot_id + 200;
        WITH RECURSIVE days(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM days WHERE n < 90)
        INSERT INTO discovery_snapshots (id, cycle_timestamp)
        SELECT 91 - n, strftime('%Y-%m-%dT12:00:00.000Z', '2026-05-04', '-' || n || ' days') FROM days;
        INSERT INTO cycle_inputs (snapshot_id, block, created_at) SELECT id, x'00', cycle_timestamp FROM discovery_snapshots WHERE id <= 90;
        """;

    [Fact]
    public async Task A_token_is_paused_and_resumed_by_hand_and_the_record_says_by_whom()
    {
        using var copy = Ledger.Copy();

        var paused = await RunInAsync(copy.Path, "pause", Ledger.Active.Symbol, "--reason", "rumours of a rug");
        var list = await RunInAsync(copy.Path, "tokens");
        var why = await RunInAsync(copy.Path, "why", Ledger.Active.Symbol);
        var again = await RunInAsync(copy.Path, "pause", Ledger.Active.Symbol, "--reason", "rumours of a rug", "--json");
        var resumed = await RunInAsync(copy.Path, "resume", Ledger.Active.Symbol, "--reason", "all is well", "--by", "alice", "--json");

        Assert.Equal((0, ""), (paused.ExitCode, paused.Errors));
        Assert.StartsWith("applied:", paused.Output, StringComparison.Ordinal);
        Assert.Contains("is held by tester: rumours of a rug", list.Words, StringComparison.Ordinal);
        Assert.Contains("paused, held by tester: rumours of a rug no cycle changes that", why.Words, StringComparison.Ordinal);
        Assert.Equal("unchanged", again.Json.GetProperty("status").GetString());
        Assert.Equal("applied", resumed.Json.GetProperty("status").GetString());
        Assert.Equal("active", resumed.Json.GetProperty("token").GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_action_by_hand_follows_the_cycles_whose_market_time_is_ahead_of_this_host()
    {
        using var copy = Ledger.Copy();
        var model = Context(copy.Path);
        ToolContext Behind() => new()
        {
            Output = new StringWriter(),
            Error = new StringWriter(),
            Folder = copy.Path,
            Variables = model.Variables,
            Clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Ledger.Newest.CycleTimestamp.AddHours(-10)),
            User = "tester",
        };

        var paused = await ToolRun.OfAsync(Behind(), "pause", Ledger.Active.Address, "--reason", "rumours of a rug");
        var history = await ToolRun.OfAsync(Behind(), "history", Ledger.Active.Address);
        var events = await ToolRun.OfAsync(Behind(), "events", "--json");
        var before = await ToolRun.OfAsync(Behind(), "tokens", "--at", "latest", "--json");
        var now = await ToolRun.OfAsync(Behind(), "tokens", "--json");

        Assert.Equal(("", 0), (paused.Errors, paused.ExitCode));
        Assert.Contains("paused", history.Lines.First(static line => line.StartsWith("2026-", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(Ledger.Newest.CycleTimestamp.AddMilliseconds(1), events.Json[events.Json.GetArrayLength() - 1].GetProperty("createdAt").GetDateTimeOffset());
        Assert.Equal("active", StatusOf(before, Ledger.Active.Address));
        Assert.Equal("paused", StatusOf(now, Ledger.Active.Address));
    }

    private static string? StatusOf(ToolRun list, string address) => list.Json.GetProperty("tokens").EnumerateArray()
        .Single(token => token.GetProperty("address").GetString() == address).GetProperty("status").GetString();

    [Fact]
    public async Task A_token_is_pinned_unpinned_removed_and_allowed()
    {
        using var copy = Ledger.Copy();
        var token = Ledger.Results[^1].ActiveTokens.First(static row => !row.IsPermanent).Address;

        Assert.Equal(0, (await RunInAsync(copy.Path, "pin", token, "--reason", "x")).ExitCode);
        Assert.Equal(0, (await RunInAsync(copy.Path, "unpin", token, "--reason", "x")).ExitCode);
        var refused = await RunInAsync(copy.Path, "remove", token, "--reason", "x");
        var removed = await RunInAsync(copy.Path, "remove", token, "--reason", "x", "--force", "--json");
        var allowed = await RunInAsync(copy.Path, "allow", token, "--reason", "x");

        Assert.Equal(ExitCodes.No, refused.ExitCode);
        Assert.Contains("position", refused.Output, StringComparison.Ordinal);
        Assert.Equal((0, "removed"), (removed.ExitCode, removed.Json.GetProperty("token").GetProperty("status").GetString()));
        Assert.Equal(0, allowed.ExitCode);
    }

    [Fact]
    public async Task A_token_is_tracked_by_its_address_or_by_the_symbol_of_a_candidate()
    {
        const string Mint = "5zCETicUCJqJ5Z3wbfFPZqtSpHPYqnggs1wX7ZRpump";
        using var copy = Ledger.Copy();
        var candidate = Ledger.Results[^1].Rejections.First(row => Ledger.Results[^1].Rejections.Count(other => other.Symbol == row.Symbol) == 1);

        var tracked = await RunInAsync(copy.Path, "track", Mint, "--reason", "a friend asked for it", "--by", "alice", "--symbol", "FRIEND");
        var again = await RunInAsync(copy.Path, "track", Mint, "--reason", "x", "--json");
        var list = await RunInAsync(copy.Path, "tokens");
        var named = await RunInAsync(copy.Path, "track", candidate.Symbol, "--reason", "x", "--json");
        var invalid = await RunInAsync(copy.Path, "track", Mint, "--reason", "x", "--symbol", new string('x', 21));

        Assert.Equal((0, "", "applied: FRIEND is tracked."), (tracked.ExitCode, tracked.Errors, tracked.Output.Trim()));
        Assert.Equal((0, "unchanged"), (again.ExitCode, again.Json.GetProperty("status").GetString()));
        Assert.Contains("FRIEND", list.Words, StringComparison.Ordinal);
        Assert.Equal(candidate.TokenAddress, named.Json.GetProperty("token").GetProperty("address").GetString());
        Assert.Equal(candidate.Symbol, named.Json.GetProperty("token").GetProperty("symbol").GetString());
        Assert.Equal((ExitCodes.Usage, ""), (invalid.ExitCode, invalid.Output));
    }

    [Fact]
    public async Task The_category_of_a_tracked_token_is_the_given_one()
    {
        const string Mint = "5zCETicUCJqJ5Z3wbfFPZqtSpHPYqnggs1wX7ZRpump";
        using var copy = Ledger.Copy();

        var unknown = await RunInAsync(copy.Path, "track", Mint, "--reason", "x", "--category", "huge");
        var tracked = await RunInAsync(copy.Path, "track", Mint, "--reason", "x", "--category", "Bluechip", "--json");

        Assert.Equal((ExitCodes.Usage, ""), (unknown.ExitCode, unknown.Output));
        Assert.Equal("--category is 'huge'; allowed are bluechip, midcap, emerging.", unknown.Errors.Trim());
        Assert.Equal((0, "bluechip"), (tracked.ExitCode, tracked.Json.GetProperty("token").GetProperty("category").GetString()));
    }

    [Fact]
    public async Task A_note_that_the_store_cannot_keep_is_a_wrong_value()
    {
        using var copy = Ledger.Copy();

        var run = await RunInAsync(copy.Path, "pause", Ledger.Active.Address, "--reason", new string('x', 501));

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task Migrate_makes_a_store_and_then_finds_it_up_to_date()
    {
        using var folder = new TemporaryFolder();

        var first = await RunInAsync(folder.Path, "migrate", "--sqlite", "new/ledger.db");
        var second = await RunInAsync(folder.Path, "migrate", "--sqlite", "new/ledger.db", "--json");

        Assert.Equal("The schema of new/ledger.db is up to date now.", first.Output.Trim());
        Assert.False(second.Json.GetProperty("isChanged").GetBoolean());
    }

    [Fact]
    public async Task Retention_says_what_it_would_drop_and_drops_it_on_demand()
    {
        using var copy = Ledger.Copy(NinetyDaysBefore);

        var told = await RunInAsync(copy.Path, "retention", "--months", "1");
        var kept = await RunInAsync(copy.Path, "retention", "--json");
        var dropped = await RunInAsync(copy.Path, "retention", "--months", "1", "--yes", "--json");

        Assert.Contains("from 2026-02-03 12:00:00Z to before 2026-04-01 00:00:00Z would be dropped", told.Words, StringComparison.Ordinal);
        Assert.False(kept.Json.GetProperty("isDropped").GetBoolean());
        Assert.True(dropped.ExitCode == 0, dropped.Errors + dropped.Output);
        Assert.NotEmpty(dropped.Json.GetProperty("dropped").EnumerateArray());
    }

    [Fact]
    public async Task An_export_has_a_row_for_each_cycle_and_active_token()
    {
        using var copy = Ledger.Copy();
        var rows = Ledger.Results.Sum(static cycle => cycle.ActiveTokens.Count);

        var csv = await RunInAsync(copy.Path, "export", "csv", "--out", "membership.csv");
        var lines = await RunInAsync(copy.Path, "export", "jsonl", "--out", "membership.jsonl");

        Assert.Equal((0, 0), (csv.ExitCode, lines.ExitCode));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{rows} rows written to membership.csv."), csv.Output.Trim());
        Assert.Equal(rows + 1, (await File.ReadAllLinesAsync(copy.File("membership.csv"), TestContext.Current.CancellationToken)).Length);
        Assert.Equal(rows, (await File.ReadAllLinesAsync(copy.File("membership.jsonl"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task A_report_is_one_page_that_needs_no_network()
    {
        using var copy = Ledger.Copy();

        var run = await RunInAsync(copy.Path, "report", "--out", "page.html");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Equal("page.html is written. Open it in a browser; it needs no network.", run.Output.Trim());
        var page = await File.ReadAllTextAsync(copy.File("page.html"), TestContext.Current.CancellationToken);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=\"http", page, StringComparison.OrdinalIgnoreCase);

        var json = await RunInAsync(copy.Path, "report", "--json");
        Assert.NotEqual(0, json.Json.GetProperty("tokens").GetArrayLength());

        var store = await RunInAsync(copy.Path, "report", "--out", "data/discovery.db");
        Assert.Equal((2, "--out is 'data/discovery.db', which is the store itself; name another file."), (store.ExitCode, store.Errors.Trim()));
        Assert.Equal(0, (await RunInAsync(copy.Path, "tokens")).ExitCode);

        var refused = await RunInAsync(copy.Path, "report", "--out", "missing/page.html");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("--out is 'missing/page.html', which cannot be written: ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_for_other_programs_names_tokens_as_the_file_of_pairs_does()
    {
        using var copy = Ledger.Copy();
        await File.WriteAllTextAsync(copy.File("pairs.json"), $$"""{"{{Ledger.Active.Address}}":"AAA/USDT"}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(copy.File("tickers.json"), $$"""{"{{Ledger.Active.Address}}":"AAA"}""", TestContext.Current.CancellationToken);

        var freqtrade = await RunInAsync(copy.Path, "export", "freqtrade", "--pairs", "pairs.json", "--out", "remote.json");
        var lean = await RunInAsync(copy.Path, "export", "lean", "--pairs", "tickers.json", "--out", "universe.csv");
        var without = await RunInAsync(copy.Path, "export", "lean");

        Assert.Equal((0, 0), (freqtrade.ExitCode, lean.ExitCode));
        Assert.Equal("""{"pairs":["AAA/USDT"],"refresh_period":120}""", (await File.ReadAllTextAsync(copy.File("remote.json"), TestContext.Current.CancellationToken)).Trim());
        Assert.StartsWith("20260504", await File.ReadAllTextAsync(copy.File("universe.csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, without.ExitCode);
        Assert.StartsWith("--pairs is not given", without.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_without_a_file_goes_to_the_standard_output()
    {
        using var bytes = new MemoryStream();
        var context = Context(Ledger.Folder);
        var piped = new ToolContext
        {
            Output = context.Output,
            Error = context.Error,
            Folder = context.Folder,
            Variables = context.Variables,
            OpenOutput = () => bytes,
        };

        Assert.Equal(0, (await ToolRun.OfAsync(piped, "export", "csv")).ExitCode);
        Assert.StartsWith("cycle_time,", System.Text.Encoding.UTF8.GetString(bytes.ToArray()), StringComparison.Ordinal);
    }
}
