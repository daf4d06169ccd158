namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>Every question that cannot be answered ends with one sentence and its exit code, and nothing else.</summary>
public sealed class BadInputTests(SharedLedger ledger) : ToolTest(ledger)
{
    private const string AnotherMint = "5zCETicUCJqJ5Z3wbfFPZqtSpHPYqnggs1wX7ZRpump";

    [Theory]
    [InlineData("why")]
    [InlineData("history")]
    [InlineData("pause --reason x")]
    public async Task An_unknown_token(string command)
    {
        var run = await RunAsync([.. command.Split(' '), "NOSUCHTOKEN"]);

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.DoesNotContain("0000000", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("'NOSUCHTOKEN' is neither a mint address (32 bytes as 32 to 44 base-58 characters) nor the symbol of a tracked token", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("why")]
    [InlineData("history")]
    [InlineData("track --reason x")]
    [InlineData("why SOL --versus")]
    public async Task An_address_with_a_character_too_few(string command)
    {
        const string sol = "So1111111111111111111111111111111111111112";

        var run = await RunAsync([.. command.Split(' '), sol]);

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.StartsWith($"'{sol}' is neither a mint address (32 bytes as 32 to 44 base-58 characters) nor ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Postgress", "Postgres", "--postgres", "--sqlite data/discovery.db")]
    [InlineData("Reddis", "Redis", "--redis", "--redis 127.0.0.1:1")]
    [InlineData("Postgres", "Postgres", "--postgres", "--sqlite data/discovery.db", "ConnectionString")]
    public async Task A_misspelt_name_of_a_connection_string(
        string name, string meant, string option, string named, string section = "ConnectionStrings")
    {
        var context = Context(Ledger.Folder, new Dictionary<string, string> { [$"{section}__{name}"] = "Host=secret" });

        var run = await ToolRun.OfAsync(context, "tokens");
        var other = await ToolRun.OfAsync(Context(Ledger.Folder, context.Variables.ToDictionary()), ["tokens", .. named.Split(' ')]);

        AssertOneSentence(run, ExitCodes.Usage);
        Assert.Equal($"{section}:{name} is not read; did you mean ConnectionStrings:{meant}? {option} names the place, too.", run.Errors.Trim());
        Assert.Equal(("", 0), (other.Errors, other.ExitCode));
    }

    [Theory]
    [InlineData("why")]
    [InlineData("history")]
    public async Task A_symbol_that_two_tokens_have_names_both(string command)
    {
        var other = Ledger.Results[^1].ActiveTokens.First(token => token.Address != Ledger.Active.Address);
        using var copy = Ledger.Copy($"UPDATE tracked_tokens SET symbol = '{Ledger.Active.Symbol}' WHERE address = '{other.Address}'");

        var run = await RunInAsync(copy.Path, command, Ledger.Active.Symbol);

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.Contains(Ledger.Active.Address, run.Errors, StringComparison.Ordinal);
        Assert.Contains(other.Address, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("why {token} --at 2020-01-01", "There is no cycle up to 2020-01-01 00:00:00Z. The stored cycles are of 2026-05-04 12:00:00Z to 2026-05-04 12:14:00Z.")]
    [InlineData("tokens --at 2020-01-01", "There is no cycle up to 2020-01-01 00:00:00Z. The stored cycles are of 2026-05-04 12:00:00Z to 2026-05-04 12:14:00Z.")]
    [InlineData("diff 2020-01-01 latest", "There is no cycle up to 2020-01-01 00:00:00Z. The stored cycles are of 2026-05-04 12:00:00Z to 2026-05-04 12:14:00Z.")]
    [InlineData("report --from 2030-01-01", "There is no cycle from 2030-01-01 00:00:00Z on. The stored cycles are of 2026-05-04 12:00:00Z to 2026-05-04 12:14:00Z.")]
    [InlineData("history {token} --from 2030-01-01", "There is no cycle from 2030-01-01 00:00:00Z on. The stored cycles are of 2026-05-04 12:00:00Z to 2026-05-04 12:14:00Z.")]
    [InlineData("export csv --to 2020-01-01", "There is no cycle up to 2020-01-01 00:00:00Z. The stored cycles are of 2026-05-04 12:00:00Z to 2026-05-04 12:14:00Z.")]
    [InlineData("diff 99 latest", "There is no cycle 99. The newest cycle is 8; `birdeye-discovery cycles` lists them.")]
    [InlineData("diff latest-50 latest", "There is no cycle 'latest-50': the store has 8 cycles.")]
    public async Task A_time_before_the_first_cycle_and_a_cycle_that_does_not_exist(string command, string sentence)
    {
        var run = await RunAsync([.. command.Split(' ').Select(word => word == "{token}" ? Ledger.Active.Address : word)]);

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.Equal(sentence, run.Errors.Trim());
    }

    [Theory]
    [InlineData("report")]
    [InlineData("report --json")]
    [InlineData("measure")]
    [InlineData("measure --json")]
    [InlineData("history {token}")]
    [InlineData("history {token} --json")]
    [InlineData("export csv")]
    [InlineData("export jsonl --out {file}")]
    [InlineData("replay")]
    [InlineData("replay --json")]
    [InlineData("replay --set Discovery:ActiveSlots=3")]
    public async Task A_period_between_two_cycles(string command)
    {
        using var folder = new TemporaryFolder();

        var run = await RunAsync(
        [
            .. command.Split(' ').Select(word => word switch { "{token}" => Ledger.Active.Address, "{file}" => folder.File("x"), _ => word }),
            "--from", "2026-05-04T12:00:30", "--to", "2026-05-04T12:01",
        ]);

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.Equal("There is no cycle from 2026-05-04 12:00:30Z to 2026-05-04 12:01:00Z. The stored cycles are of 2026-05-04 12:00:00Z to 2026-05-04 12:14:00Z.", run.Errors.Trim());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_token_of_which_the_period_has_nothing()
    {
        var run = await RunAsync("history", AnotherMint, "--json");

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.Equal(
            $"Nothing is stored of {AnotherMint} from 2026-05-03 12:14:00Z to 2026-05-04 12:14:00Z: no cycle scored or rejected it, and nothing changed it.",
            run.Errors.Trim());
    }

    [Theory]
    [InlineData("why {token}", "is not stored. Retention dropped it, or an older version wrote the cycle.")]
    [InlineData("replay", "The input of 8 cycles is not stored, so nothing can be replayed: retention dropped it, or an older version wrote them.")]
    [InlineData("replay --set Discovery:ActiveSlots=3", "There is no cycle with a stored input in this period.")]
    public async Task A_store_without_inputs(string command, string sentence)
    {
        using var copy = Ledger.Copy("DELETE FROM cycle_inputs");

        var run = await RunInAsync(copy.Path, [.. command.Split(' ').Select(word => word == "{token}" ? Ledger.Active.Address : word)]);

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.EndsWith(sentence, run.Errors.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_input()
    {
        using var copy = Ledger.Copy("UPDATE cycle_inputs SET block = x'00112233445566778899'");

        var run = await RunInAsync(copy.Path, "why", Ledger.Active.Address);

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.Contains("cannot be read", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("why {token}")]
    [InlineData("diff latest-1 latest")]
    [InlineData("replay")]
    [InlineData("tokens")]
    [InlineData("measure")]
    public async Task A_store_of_another_chain(string command)
    {
        var context = Context(Ledger.Folder, new Dictionary<string, string>
        {
            ["BirdeyeDiscovery__Birdeye__Chain"] = "base",
            ["BirdeyeDiscovery__Discovery__Seeds"] = "",
        });

        var run = await ToolRun.OfAsync(context, [.. command.Split(' ').Select(word => word == "{token}" ? Ledger.Active.Address : word)]);

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.Equal("data/discovery.db has cycles of the chain solana, and none of the chain base; name another with --chain.", run.Errors.Trim());
    }

    [Theory]
    [InlineData("tokens")]
    [InlineData("why SOL")]
    [InlineData("replay")]
    public async Task No_store(string command)
    {
        using var folder = new TemporaryFolder();

        var run = await RunInAsync(folder.Path, command.Split(' '));

        AssertOneSentence(run, ExitCodes.Store);
        Assert.Equal("There is no store at 'data/discovery.db': run `birdeye-discovery run --cycles 3` to make one, or name another with --sqlite or --postgres.", run.Errors.Trim());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("tokens")]
    [InlineData("cycles")]
    [InlineData("cycles --json")]
    [InlineData("history SOL")]
    [InlineData("measure")]
    [InlineData("export csv")]
    [InlineData("tokens --at latest")]
    [InlineData("tokens --at 2020-01-01")]
    [InlineData("why SOL")]
    [InlineData("diff latest-1 latest")]
    [InlineData("diff 2020-01-01 2020-01-02")]
    [InlineData("events")]
    [InlineData("events --json")]
    [InlineData("replay --from 7d")]
    [InlineData("replay --set Discovery:ActiveSlots=3")]
    [InlineData("report")]
    [InlineData("report --from 2020-01-01 --json")]
    [InlineData("retention")]
    public async Task A_store_without_a_cycle(string command)
    {
        using var folder = new TemporaryFolder();
        await RunInAsync(folder.Path, "migrate");

        var run = await RunInAsync(folder.Path, command.Split(' '));

        AssertOneSentence(run, ExitCodes.NoAnswer);
        Assert.Equal("The store has no cycle yet.", run.Errors.Trim());
    }

    [Fact]
    public async Task A_database_that_does_not_answer()
    {
        var run = await RunAsync("tokens", "--postgres", "Host=127.0.0.1;Port=1;Username=x;Password=secret;Timeout=5");

        AssertOneSentence(run, ExitCodes.Store);
        Assert.StartsWith("Could not open PostgreSQL, schema 'public': ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema()
    {
        using var copy = Ledger.Copy(
            "INSERT INTO discovery_schema_versions (version, name, checksum, applied_at) VALUES (99, '0099_future', 'x', '2030-01-01')");

        var run = await RunInAsync(copy.Path, "tokens");

        AssertOneSentence(run, ExitCodes.Store);
        Assert.Contains("is at version 99 (0099_future), newer than", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("update the library.", run.Errors.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_schema_is_mended_by_migrate()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        await File.WriteAllTextAsync(folder.File(StorePlace.DefaultFile), "", TestContext.Current.CancellationToken);

        var run = await RunInAsync(folder.Path, "tokens");

        AssertOneSentence(run, ExitCodes.Store);
        Assert.EndsWith("has no discovery schema; run birdeye-discovery migrate.", run.Errors.Trim(), StringComparison.Ordinal);
        Assert.Equal(0, (await RunInAsync(folder.Path, "migrate")).ExitCode);
        Assert.Equal(ExitCodes.NoAnswer, (await RunInAsync(folder.Path, "tokens")).ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_no_database()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("text.db"), new string('x', 5_000), TestContext.Current.CancellationToken);

        AssertOneSentence(await RunInAsync(folder.Path, "tokens", "--sqlite", "text.db"), ExitCodes.Store);
    }

    [Theory]
    [InlineData("why {token} --at yesterday", "--at is 'yesterday'; allowed is a time such as "
        + "2026-05-01T12:30 (UTC), a duration before the newest cycle such as 2h, latest, latest-1, or the number of a cycle.")]
    [InlineData("history {token} --to 9999-12-31T23:59:59", "--to is '9999-12-31T23:59:59'; allowed is a time such as "
        + "2026-05-01T12:30 (UTC), a duration before the newest cycle such as 2h, latest, latest-1, or the number of a cycle.")]
    [InlineData("replay --set Discovery:NoSuchKey=1", "--set names 'Discovery:NoSuchKey', which is no key; docs/configuration.md lists all keys.")]
    [InlineData("replay --set Discovery:ActiveSlots", "--set is 'Discovery:ActiveSlots'; allowed is KEY=VALUE, such as Discovery:ActiveSlots=5.")]
    [InlineData("replay --set Discovery:ActiveSlots=many", "--set: Discovery:ActiveSlots is 'many'; allowed: a whole number from 1 to 1,000.")]
    [InlineData("replay --set Discovery:TrendingLimit=20", "Discovery:TrendingLimit is changed from 50 to 20. It decides what a cycle reads, so a replay cannot change it.")]
    [InlineData("measure --horizon soon", "--horizon is 'soon'; allowed is a duration such as 15m, 4h or 1d.")]
    [InlineData("cycles --limit 0", "--limit is 0; allowed are whole numbers from 1 to 10000.")]
    [InlineData("run --cycles 0", "--cycles is 0; allowed are whole numbers from 1 to 1000000.")]
    [InlineData("run --speed 0", "--speed is 0; allowed are numbers from 0.1 to 10000.")]
    [InlineData("tokens --config missing.json", "--config is 'missing.json'; there is no such file.")]
    [InlineData("tokens --sqlite a.db --postgres Host=x", "--sqlite and --postgres are both given; allowed is one of them.")]
    [InlineData("rebuild-cache", "There is no Redis to rebuild: set --redis or ConnectionStrings__Redis. A view in memory is made by its own host.")]
    [InlineData("history {token} --from latest --to latest-3", "--from is 2026-05-04 12:14:00Z; allowed is a time up to --to, 2026-05-04 12:08:00Z.")]
    public async Task A_wrong_value(string command, string sentence)
    {
        var run = await RunAsync([.. command.Split(' ').Select(word => word == "{token}" ? Ledger.Active.Address : word)]);

        AssertOneSentence(run, ExitCodes.Usage);
        Assert.Equal(sentence, run.Errors.Trim());
    }

    [Theory]
    [InlineData("--frobnicate", "Required command was not provided. See birdeye-discovery --help.")]
    [InlineData("why", "Required argument 'TOKEN' missing for command: 'why'. See birdeye-discovery why --help.")]
    [InlineData("tokens --frobnicate", "Unrecognized command or argument '--frobnicate'. See birdeye-discovery tokens --help.")]
    [InlineData("cycles --limit many", "--limit is 'many'; allowed are whole numbers. See birdeye-discovery cycles --help.")]
    [InlineData("cycles --limit 9999999999", "--limit is '9999999999'; allowed are whole numbers. See birdeye-discovery cycles --help.")]
    [InlineData("run --cycles 1.5", "--cycles is '1.5'; allowed are whole numbers. See birdeye-discovery run --help.")]
    [InlineData("run --speed fast", "--speed is 'fast'; allowed are numbers such as 2 or 0.5. See birdeye-discovery run --help.")]
    [InlineData("events --after x", "--after is 'x'; allowed are whole numbers. See birdeye-discovery events --help.")]
    [InlineData("retention --months x", "--months is 'x'; allowed are whole numbers. See birdeye-discovery retention --help.")]
    [InlineData("tokens --at", "--at has no value; it needs TIME. See birdeye-discovery tokens --help.")]
    [InlineData("tokens --all=maybe", "Unrecognized command or argument 'maybe'. See birdeye-discovery tokens --help.")]
    [InlineData("pause SOL", "--reason is missing; it needs TEXT. See birdeye-discovery pause --help.")]
    [InlineData("export parquet", "FORMAT is 'parquet'; allowed is csv, jsonl, freqtrade or lean. See birdeye-discovery export --help.")]
    [InlineData("completion tcsh", "SHELL is 'tcsh'; allowed is bash, zsh, fish or pwsh. See birdeye-discovery completion --help.")]
    public async Task A_wrong_command_line(string command, string sentence)
    {
        var run = await RunAsync(command.Split(' '));

        AssertOneSentence(run, ExitCodes.Usage);
        Assert.Equal(sentence, run.Errors.Trim());
    }

    [Fact]
    public async Task A_command_that_does_not_exist()
    {
        var run = await RunAsync("frobnicate");

        AssertOneSentence(run, ExitCodes.Usage);
        Assert.Equal(
            $"'frobnicate' is no command; allowed is one of {string.Join(", ", AllCommands.Create().Select(static command => command.Command.Name))}. "
            + "See birdeye-discovery --help.",
            run.Errors.Trim());
    }

    public static TheoryData<string, string> Options =>
    [
        .. AllCommands.Create().SelectMany(static command =>
            command.Command.Options.Where(static option => option.ValueType != typeof(string)).Select(option => new TheoryDataRow<string, string>(command.Command.Name, option.Name))),
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public async Task No_option_answers_in_words_of_dotnet(string command, string option)
    {
        var run = await RunAsync(command, option + "=?!");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.DoesNotContain("System.", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Nullable", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_has_a_line_for_each_fault()
    {
        var context = Context(Ledger.Folder, new Dictionary<string, string>
        {
            ["BirdeyeDiscovery__Discovery__ActiveSlots"] = "many",
            ["BirdeyeDiscovery__Scoring__NoSuchKey"] = "1",
        });

        var run = await ToolRun.OfAsync(context, "tokens");

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Equal(2, run.Errors.Trim().Split('\n').Length);
        Assert.Contains("BirdeyeDiscovery:Discovery:ActiveSlots is 'many'", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_file_that_is_no_json_or_has_a_wrong_value()
    {
        using var copy = Ledger.Copy();
        await File.WriteAllTextAsync(copy.File("broken.json"), "{ \"BirdeyeDiscovery\": ", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            copy.File("appsettings.json"), """{"BirdeyeDiscovery":{"Discovery":{"ActiveSlots":0}}}""", TestContext.Current.CancellationToken);

        var broken = await RunInAsync(copy.Path, "tokens", "--config", "broken.json");
        var wrong = await RunInAsync(copy.Path, "tokens");

        AssertOneSentence(broken, ExitCodes.Usage);
        Assert.StartsWith("The configuration file 'broken.json' cannot be read:", broken.Errors, StringComparison.Ordinal);
        AssertOneSentence(wrong, ExitCodes.Usage);
        Assert.StartsWith("BirdeyeDiscovery:Discovery:ActiveSlots is '0'; allowed:", wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_command_ends_with_130()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.Equal(ExitCodes.Cancelled, await ToolApp.RunAsync(["replay"], Context(Ledger.Folder), cancelled.Token));
    }

    [Fact]
    public async Task An_address_that_was_never_tracked_cannot_be_paused()
    {
        var run = await RunAsync("pause", AnotherMint, "--reason", "x");

        Assert.Equal((ExitCodes.No, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("refused:", run.Output, StringComparison.Ordinal);
    }

    private static void AssertOneSentence(ToolRun run, int exitCode)
    {
        Assert.Equal("", run.Output);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.EndsWith(".", run.Errors.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain(" at BirdeyeDiscovery.", run.Errors, StringComparison.Ordinal);
    }
}
