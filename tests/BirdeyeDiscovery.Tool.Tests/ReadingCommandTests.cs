namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>The commands that read, against what the engine said when it wrote the ledger.</summary>
public sealed class ReadingCommandTests(SharedLedger ledger) : ToolTest(ledger)
{
    public static TheoryData<string> Reading =>
    [
        "tokens", "tokens --all", "tokens --addresses", "tokens --at latest-2", "why {active}", "why {rejected}", "why {active} --versus {rejected}",
        "history {active}", "cycles", "diff latest-3 latest", "events", "replay", "replay --set Discovery:ActiveSlots=3", "measure", "doctor",
    ];

    [Theory]
    [MemberData(nameof(Reading))]
    public async Task A_redirected_answer_fits_into_80_columns_and_has_no_escape_codes(string command)
    {
        var run = await RunAsync(Arguments(command));

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.NotEmpty(run.Output.Trim());
        Assert.DoesNotContain(Escape, run.Output);
        Assert.All(run.Lines, static line => Assert.True(line.Length <= 80, $"{line.Length}: {line}"));
    }

    [Theory]
    [MemberData(nameof(Reading))]
    public async Task An_answer_for_machines_is_json_in_ascii(string command)
    {
        var run = await RunAsync([.. Arguments(command), "--json"]);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.NotEqual(System.Text.Json.JsonValueKind.Undefined, run.Json.ValueKind);
        Assert.All(run.Output, static character => Assert.InRange(character, '\n', '~'));
    }

    [Fact]
    public async Task Tokens_are_those_that_the_engine_tracks()
    {
        var answer = await JsonAsync("tokens");

        var listed = answer.GetProperty("tokens").EnumerateArray()
            .Where(static token => token.GetProperty("status").GetString() == "active")
            .Select(static token => token.GetProperty("address").GetString());
        Assert.Equal(Ledger.Results[^1].ActiveTokens.Select(static token => token.Address).Order(), listed.Order());
        Assert.Equal(SharedLedger.Cycles, answer.GetProperty("cycle").GetInt64());
    }

    [Fact]
    public async Task Tokens_at_a_moment_are_those_of_that_cycle()
    {
        var cycle = Ledger.Results[^4];

        var answer = await JsonAsync("tokens", "--at", cycle.Snapshot!.CycleTimestamp.AddSeconds(5).ToString("O"));

        Assert.Equal(
            cycle.ActiveTokens.Select(static token => token.Address).Order(),
            answer.GetProperty("tokens").EnumerateArray()
                .Where(static token => token.GetProperty("status").GetString() == "active")
                .Select(static token => token.GetProperty("address").GetString())
                .Order());
    }

    [Fact]
    public async Task Tokens_draw_scores_components_and_the_trend()
    {
        var run = await RunAsync("tokens");

        var row = run.Lines.First(line => line.Contains(Ledger.Active.Symbol, StringComparison.Ordinal));
        Assert.Contains('█', row);
        Assert.Contains("mom liq vol safe flow", run.Words, StringComparison.Ordinal);
        Assert.Matches("[▁▂▃▄▅▆▇█]{4}", row);
    }

    [Fact]
    public async Task Why_draws_the_components_of_a_scored_token_and_the_inputs_behind_them()
    {
        var score = Ledger.Results[^1].Scores.First(row => row.TokenAddress == Ledger.Active.Address);

        var run = await RunAsync("why", Ledger.Active.Symbol);

        Assert.Contains($"Cycle {SharedLedger.Cycles} of", run.Output, StringComparison.Ordinal);
        Assert.Contains(Figures.Total(score.TotalScore) + " of 100", run.Output, StringComparison.Ordinal);
        Assert.All((string[])["momentum", "liquidity", "volume", "safety", "flow"], part =>
            Assert.Contains(run.Lines, line => line.Contains(part, StringComparison.Ordinal) && line.Contains(" x 0.", StringComparison.Ordinal)));
        Assert.Contains("Trend", run.Output, StringComparison.Ordinal);
        Assert.Contains("What if", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_draws_the_gate_that_stopped_a_token()
    {
        var rejected = Ledger.Rejected;

        var run = await RunAsync("why", rejected.TokenAddress);

        Assert.Contains("rejected", run.Output, StringComparison.Ordinal);
        Assert.Contains($"Gate {rejected.ReasonCode}", run.Words, StringComparison.Ordinal);
        Assert.Contains(run.Lines, static line => line.Contains("found", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.Contains("limit", StringComparison.Ordinal)
            && line.Contains(Figures.Number((double?)rejected.Threshold), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Why_answers_in_json_what_the_cycle_stored()
    {
        var score = Ledger.Results[^1].Scores.First(row => row.TokenAddress == Ledger.Active.Address);

        var answer = (await JsonAsync("why", Ledger.Active.Address)).GetProperty("explanation");

        Assert.Equal(score.TotalScore, answer.GetProperty("score").GetProperty("total").GetDecimal());
        Assert.Equal(score.ActionReason, answer.GetProperty("reason").GetString());
        Assert.Contains(answer.GetProperty("decision").GetString(), (string[])["kept", "entered"]);
    }

    [Fact]
    public async Task A_token_that_no_cycle_read_is_no_error()
    {
        var run = await RunAsync("why", "5zCETicUCJqJ5Z3wbfFPZqtSpHPYqnggs1wX7ZRpump");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("no stored cycle before has read it", run.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("why {0}")]
    [InlineData("why {1} --versus {0}")]
    [InlineData("history {0}")]
    [InlineData("pause {0} --reason no")]
    public async Task A_symbol_of_several_tokens_says_which_of_them_are_tracked(string command)
    {
        var active = Ledger.Active;
        using var twice = Ledger.Copy($"UPDATE tracked_tokens SET symbol = '{active.Symbol}' WHERE address = '{SeedToken.Sol.Address}'");

        var run = await ToolRun.OfAsync(Context(twice.Path), string.Format(null, command, active.Symbol, active.Address).Split(' '));

        Assert.Equal(ExitCodes.NoAnswer, run.ExitCode);
        Assert.StartsWith($"The symbol '{active.Symbol}' belongs to 2 tokens: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains($"{active.Address} (active)", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Ask by address; birdeye-discovery tokens --addresses lists those of the tracked tokens.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_without_a_price_in_time_are_counted_under_the_delay_that_is_set()
    {
        var answer = await JsonAsync("measure", "--max-price-delay", "1m", "--horizon", "2m");
        var wrong = await RunAsync("measure", "--max-price-delay", "soon");

        Assert.Equal("00:01:00", answer[0].GetProperty("maxPriceDelay").GetString());
        Assert.Equal((ExitCodes.Usage, "--max-price-delay is 'soon'; allowed is a duration such as 15m, 4h or 1d."), (wrong.ExitCode, wrong.Errors.Trim()));
        var summary = answer[0].GetProperty("horizons")[0].GetProperty("total").GetProperty("summary").GetString();
        Assert.Contains("The cycles are 2 min apart: set MaxPriceDelay (measure --max-price-delay) to 10 min or more.", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycles_are_the_newest_first()
    {
        var answer = await JsonAsync("cycles", "--limit", "3");

        Assert.Equal([8, 7, 6], answer.EnumerateArray().Select(static cycle => cycle.GetProperty("id").GetInt64()));
        Assert.Equal("complete", answer[0].GetProperty("outcome").GetString());
        Assert.Equal(Ledger.Newest.ApiCallsMade, answer[0].GetProperty("apiCallsMade").GetInt32());
    }

    [Fact]
    public async Task History_has_each_score_of_the_token_newest_first()
    {
        var scores = Ledger.Results.SelectMany(static cycle => cycle.Scores)
            .Where(row => row.TokenAddress == Ledger.Active.Address).Select(static row => row.TotalScore).Reverse();

        var answer = await JsonAsync("history", Ledger.Active.Symbol);

        Assert.Equal(scores, answer.GetProperty("scores").EnumerateArray().Select(static row => row.GetProperty("score").GetProperty("totalScore").GetDecimal()));
        Assert.NotEmpty(answer.GetProperty("events").EnumerateArray());
    }

    [Fact]
    public async Task Events_are_those_of_the_ledger()
    {
        var answer = await JsonAsync("events", "--limit", "1000");

        var written = Ledger.Results.SelectMany(static cycle => cycle.Events).Select(static item => (item.TokenAddress, StoredText.Of(item.EventType)));
        Assert.Subset(
            answer.EnumerateArray().Select(static item => (item.GetProperty("tokenAddress").GetString()!, item.GetProperty("eventType").GetString()!)).ToHashSet(),
            written.ToHashSet());
    }

    [Fact]
    public async Task Events_are_followed_until_the_caller_has_enough()
    {
        using var copy = Ledger.Copy();
        using var enough = new CancellationTokenSource();
        await using var output = new AwaitedWriter("seen by the feed");
        var running = ToolApp.RunAsync(["events", "--follow", "--json"], Context(copy.Path, output: output), enough.Token);
        await ToolRun.OfAsync(Context(copy.Path), "pause", Ledger.Active.Address, "--reason", "seen by the feed");

        Assert.Same(output.Seen, await Task.WhenAny(output.Seen, running));
        await enough.CancelAsync();
        Assert.Equal(ExitCodes.Cancelled, await running);
    }

    [Fact]
    public async Task A_diff_names_each_decision_that_changed()
    {
        var changed = Ledger.Results[^1].Events.Concat(Ledger.Results[^2].Events).Select(static item => item.TokenAddress).ToHashSet();

        var answer = await JsonAsync("diff", "latest-2", "latest");

        Assert.Equal(SharedLedger.Cycles - 2, answer.GetProperty("earlier").GetProperty("id").GetInt64());
        Assert.NotEmpty(answer.GetProperty("tokens").EnumerateArray());
        Assert.NotEmpty(changed);
    }

    [Fact]
    public async Task A_replay_of_the_stored_rows_finds_no_difference()
    {
        var run = await RunAsync("replay");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("8 cycles replayed: 8 equal, 0 different.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_with_fewer_slots_has_fewer_active_tokens()
    {
        var answer = await JsonAsync("replay", "--set", "Discovery:ActiveSlots=1", "--set", "Discovery:KeepRank=1");

        Assert.Equal(SharedLedger.Cycles, answer.GetProperty("cycles").GetInt64());
        Assert.True(answer.GetProperty("cyclesThatDiffer").GetInt64() > 0);
        Assert.Contains(answer.GetProperty("tokens").EnumerateArray(), static token => token.GetProperty("onlyInReality").GetInt64() > 0);
    }

    [Fact]
    public async Task A_tampered_row_is_a_difference_and_the_exit_code_is_1()
    {
        using var copy = Ledger.Copy("UPDATE token_scores SET action_reason = 'tampered' WHERE id = (SELECT min(id) FROM token_scores)");

        var run = await RunInAsync(copy.Path, "replay");

        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.Contains("7 equal, 1 different", run.Output, StringComparison.Ordinal);
        Assert.Contains("tampered", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_says_that_a_quarter_of_an_hour_is_not_enough()
    {
        var run = await RunAsync("measure");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Not enough data", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_shows_a_shadow_scorer_beside_the_score_and_its_name_as_text()
    {
        using var copy = Ledger.Copy(
            """
            UPDATE discovery_snapshots SET cycle_timestamp = strftime('%Y-%m-%dT%H:%M:%fZ', '2026-05-05T12:00:00Z', '+' || (id * 10) || ' minutes');
            UPDATE token_scores SET created_at = (SELECT cycle_timestamp FROM discovery_snapshots d WHERE d.id = snapshot_id);
            UPDATE candidate_rejections SET created_at = (SELECT cycle_timestamp FROM discovery_snapshots d WHERE d.id = snapshot_id);
            INSERT INTO shadow_scores (snapshot_id, token_address, scorer, scorer_version, options_hash, total_score, created_at)
            SELECT snapshot_id, token_address, 'depth-of-the-liquidity-in-usd', '[red]1' || char(27), '0123456789abcdef', 100 - total_score, created_at FROM token_scores
            UNION ALL SELECT snapshot_id, token_address, 'same', '1', 'x', total_score, created_at FROM token_scores
            """);

        var run = await RunInAsync(copy.Path, "measure", "--horizon", "10m");
        var json = (await RunInAsync(copy.Path, "measure", "--horizon", "10m", "--json")).Json[0].GetProperty("horizons")[0].GetProperty("shadows");
        var early = await RunInAsync(copy.Path, "measure", "--horizon", "4h");

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Contains("shadow scorer", run.Output, StringComparison.Ordinal);
        Assert.Contains("No difference shown, not enough data", string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, run.Output);
        Assert.All(run.Lines, static line => Assert.True(line.Length <= 80, $"{line.Length}: {line}"));
        Assert.Equal(["depth-of-the-liquidity-in-usd", "same"], json.EnumerateArray().Select(static shadow => shadow.GetProperty("scorer").GetString()!));
        var (upside, same) = (json[0], json[1]);
        Assert.Equal(0, same.GetProperty("difference").GetProperty("rankIc").GetDouble());
        Assert.Equal(-upside.GetProperty("scoreFigures").GetProperty("rankIc").GetDouble(), upside.GetProperty("figures").GetProperty("rankIc").GetDouble(), 9);
        Assert.Contains("same version 1, options x: No difference shown, not enough data", early.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_may_count_only_the_scores_of_cycles_that_scored_every_candidate()
    {
        using var copy = Ledger.Copy(
            "UPDATE discovery_snapshots SET enrichment = CASE id WHEN 2 THEN 'audit' WHEN 5 THEN 'full' ELSE 'staged' END");
        using var without = Ledger.Copy("UPDATE discovery_snapshots SET enrichment = 'staged'");

        var all = await RunInAsync(copy.Path, "measure", "--json");
        var audits = await RunInAsync(copy.Path, "measure", "--audits-only", "--json");
        var none = await RunInAsync(without.Path, "measure", "--audits-only");

        Assert.Equal(SharedLedger.Cycles, Assert.Single(all.Json.EnumerateArray()).GetProperty("cycles").GetInt64());
        Assert.Equal(2, Assert.Single(audits.Json.EnumerateArray()).GetProperty("cycles").GetInt64());
        Assert.Equal(
            ("No cycle of this period scored every candidate: Discovery:AuditEvery says how often one does.", ExitCodes.NoAnswer, ""),
            (none.Errors.Trim(), none.ExitCode, none.Output));
    }

    private string[] Arguments(string command) =>
        [.. command.Split(' ').Select(word => word switch { "{active}" => Ledger.Active.Symbol, "{rejected}" => Ledger.Rejected.TokenAddress, _ => word })];
}
