using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Changes of strategies: versioned, once, by whom, and never at the price of a cycle.</summary>
public abstract class StrategyChangeConformance : StoreConformance
{
    private static readonly StrategyChange Change = new()
    {
        TokenAddress = Tokens.Bonk,
        StrategyType = "momentum",
        StrategyConfig = """{"rsi_oversold": 40, "text": "it's 🚀"}""",
        ChangedBy = "alice",
        Reason = "tuning",
        ExpectedVersion = 1,
    };

    [Fact]
    public async Task What_a_token_enters_with_is_version_1()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.Everything(Tokens.Bonk, 1)]), Cancel);
        await harness.Store.SeedAsync(harness.Epoch, [Tokens.New(Tokens.Wif, "WIF", 1), Tokens.New(Tokens.Bonk, "BONK", 1)], Cancel);

        var version = Assert.Single(await harness.Host.Strategies.GetVersionsAsync(Tokens.Bonk, cancellationToken: Cancel));
        var config = version.StrategyConfig;
        AssertJson(Tokens.Everything(Tokens.Bonk, 1).StrategyConfig, config);
        Assert.Equal(
            new StrategyVersion
            {
                TokenAddress = Tokens.Bonk,
                Version = 1,
                StrategyType = "aggressive_momentum",
                StrategyConfig = config,
                ChangedBy = StrategyChangeRules.Engine,
                Reason = "SCORE_LOW: below 60 in 3 cycles",
                ChangedAt = Plans.TimeOf(1),
            },
            version);
        Assert.Equal(1, Assert.Single(await harness.Host.Strategies.GetVersionsAsync(Tokens.Wif, cancellationToken: Cancel)).Version);
        Assert.Equal(1, (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.StrategyVersion);
    }

    [Fact]
    public async Task A_change_is_row_version_and_event_at_once()
    {
        await using var harness = await TrackedAsync();
        var before = await harness.Store.FindAsync(Tokens.Bonk, Cancel);
        harness.Clock.Advance(TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(17));

        var result = await harness.Host.Strategies.ChangeStrategyAsync(Change, Cancel);

        var now = Plans.Start.AddSeconds(1);
        Assert.Equal((StrategyChangeStatus.Changed, true), (result.Status, result.IsDone));
        Assert.Contains("version 2 (momentum, by alice", result.Message, StringComparison.Ordinal);
        var token = await harness.Store.FindAsync(Tokens.Bonk, Cancel);
        Assert.Equal(before! with { StrategyType = "momentum", StrategyConfig = token!.StrategyConfig, StrategyVersion = 2, StrategyByHand = true, UpdatedAt = now }, token);
        AssertJson(Change.StrategyConfig, token.StrategyConfig);
        var stored = await harness.Host.Strategies.GetStrategyAsync(Tokens.Bonk, Cancel);
        Assert.Equal(stored, result.Current! with { StrategyConfig = stored!.StrategyConfig });
        var versions = await harness.Host.Strategies.GetVersionsAsync(Tokens.Bonk, cancellationToken: Cancel);
        Assert.Equal([2, 1], versions.Select(static version => version.Version));
        Assert.Equal(
            ("aggressive_momentum", null, "momentum", true, "alice", "STRATEGY_SET: tuning", null, now),
            (versions[0].OldType, versions[0].OldConfig, versions[0].StrategyType, versions[0].IsByHand, versions[0].ChangedBy, versions[0].Reason, versions[0].ChangeId, versions[0].ChangedAt));
        var happened = (await harness.History.GetEventsAsync(0, 10, Cancel))[^1];
        Assert.Equal(
            (Tokens.Bonk, LifecycleEventType.StrategyChanged, null, null, null, "STRATEGY_SET: version 2, momentum, by alice, tuning", now),
            (happened.TokenAddress, happened.EventType, happened.FromStatus, happened.ToStatus, happened.SnapshotId, happened.Reason, happened.CreatedAt));
    }

    [Fact]
    public async Task Another_version_than_the_expected_one_is_refused_and_both_are_named()
    {
        await using var harness = await TrackedAsync();
        await harness.Host.Strategies.ChangeStrategyAsync(Change, Cancel);

        var result = await harness.Host.Strategies.ChangeStrategyAsync(Change with { StrategyType = "other" }, Cancel);

        Assert.Equal((StrategyChangeStatus.VersionConflict, false, 2), (result.Status, result.IsDone, result.Current!.Version));
        Assert.Equal($"Version 1 of the strategy of {Tokens.Bonk} was expected, but version 2 is current.", result.Message);
        await AssertVersionsAsync(harness, 2);
    }

    [Fact]
    public async Task A_change_with_an_id_is_stored_once_however_often_it_is_sent()
    {
        await using var harness = await TrackedAsync();
        var change = Change with { ChangeId = "c-1", ExpectedVersion = 1 };
        await harness.Host.Strategies.ChangeStrategyAsync(change, Cancel);
        await harness.Host.Strategies.ChangeStrategyAsync(Change with { ExpectedVersion = 2, StrategyType = "later" }, Cancel);

        var again = await harness.Host.Strategies.ChangeStrategyAsync(change, Cancel);
        var other = await harness.Host.Strategies.ChangeStrategyAsync(change with { StrategyType = "other" }, Cancel);

        Assert.Equal((StrategyChangeStatus.AlreadyChanged, 2, "c-1", 3), (again.Status, again.Version!.Version, again.Version.ChangeId, again.Current!.Version));
        Assert.Equal(StrategyChangeStatus.ChangeIdConflict, other.Status);
        Assert.Contains("version 2", other.Message, StringComparison.Ordinal);
        Assert.Equal("later", (await harness.Host.Strategies.GetStrategyAsync(Tokens.Bonk, Cancel))!.StrategyType);
        await AssertVersionsAsync(harness, 3);
    }

    [Fact]
    public async Task What_a_change_leaves_open_stays_and_what_is_so_already_makes_no_version()
    {
        await using var harness = await TrackedAsync();
        var strategies = harness.Host.Strategies;
        await strategies.ChangeStrategyAsync(Change, Cancel);
        var open = Change with { StrategyType = null, StrategyConfig = null, ExpectedVersion = null };

        var same = await strategies.ChangeStrategyAsync(open with { StrategyConfig = """{"text":"it's \ud83d\ude80","rsi_oversold":40}""" }, Cancel);
        var typed = await strategies.ChangeStrategyAsync(open with { StrategyType = "typed" }, Cancel);
        var cleared = await strategies.ChangeStrategyAsync(open with { ClearConfig = true }, Cancel);
        var released = await strategies.ChangeStrategyAsync(open with { IsByHand = false }, Cancel);

        Assert.Equal((StrategyChangeStatus.Unchanged, 2), (same.Status, same.Current!.Version));
        AssertJson(Change.StrategyConfig, typed.Current!.StrategyConfig);
        Assert.Equal(("typed", null, 4, true), (cleared.Current!.StrategyType, cleared.Current.StrategyConfig, cleared.Current.Version, cleared.Current.IsByHand));
        Assert.Equal(("typed", 5, false), (released.Current!.StrategyType, released.Current.Version, released.Current.IsByHand));
        Assert.Equal(released.Current, await strategies.GetStrategyAsync(Tokens.Bonk, Cancel));
        await AssertVersionsAsync(harness, 5);
    }

    [Fact]
    public async Task Going_back_to_a_version_is_a_version_of_its_own()
    {
        await using var harness = await TrackedAsync();
        var strategies = harness.Host.Strategies;
        await strategies.ChangeStrategyAsync(Change, Cancel);
        await strategies.ChangeStrategyAsync(Change with { StrategyType = "third", StrategyConfig = "3", ExpectedVersion = 2 }, Cancel);
        var back = new StrategyChange { TokenAddress = Tokens.Bonk, RollBackTo = 2, ChangedBy = "bob", Reason = "it lost", ChangeId = "back" };

        var result = await strategies.ChangeStrategyAsync(back, Cancel);
        var again = await strategies.ChangeStrategyAsync(back, Cancel);
        var nowhere = await strategies.ChangeStrategyAsync(back with { RollBackTo = 9, ChangeId = null }, Cancel);

        Assert.Equal(
            (StrategyChangeStatus.Changed, 4, "momentum", "STRATEGY_ROLLED_BACK: to version 2, it lost"),
            (result.Status, result.Version!.Version, result.Current!.StrategyType, result.Version.Reason));
        AssertJson(Change.StrategyConfig, (await strategies.GetStrategyAsync(Tokens.Bonk, Cancel))!.StrategyConfig);
        Assert.Equal(StrategyChangeStatus.AlreadyChanged, again.Status);
        Assert.Equal(StrategyChangeStatus.VersionNotFound, nowhere.Status);
        Assert.Contains("no version 9; version 4 is current", nowhere.Message, StringComparison.Ordinal);
        var first = await strategies.ChangeStrategyAsync(back with { RollBackTo = 1, ChangeId = null }, Cancel);
        Assert.Equal(("aggressive_momentum", null, 5), (first.Current!.StrategyType, first.Current.StrategyConfig, first.Current.Version));
        Assert.Equal([5, 4, 3], (await strategies.GetVersionsAsync(Tokens.Bonk, 3, Cancel)).Select(static version => version.Version));
    }

    [Fact]
    public async Task Paused_and_removed_tokens_can_be_changed_and_others_not()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New("p", "P", 1, TokenStatus.Paused), Tokens.New("r", "R", 1, TokenStatus.Removed), Tokens.New("a", "A", 1)]), Cancel);

        Assert.Equal(StrategyChangeStatus.Changed, (await harness.Host.Strategies.ChangeStrategyAsync(Change with { TokenAddress = "p" }, Cancel)).Status);
        Assert.Equal(StrategyChangeStatus.Changed, (await harness.Host.Strategies.ChangeStrategyAsync(Change with { TokenAddress = "r" }, Cancel)).Status);
        Assert.Equal(StrategyChangeStatus.NotTracked, (await harness.Host.Strategies.ChangeStrategyAsync(Change with { TokenAddress = "nobody" }, Cancel)).Status);
        Assert.Equal("a", Assert.Single(await harness.Host.Strategies.GetActiveStrategiesAsync(Cancel)).Address);
        Assert.Empty(await harness.Host.Strategies.GetVersionsAsync("nobody", cancellationToken: Cancel));
    }

    [Fact]
    public async Task An_address_that_migrated_stands_for_its_token_and_its_history_follows()
    {
        await using var harness = await TrackedAsync();
        await harness.Host.Strategies.ChangeStrategyAsync(Change, Cancel);
        await harness.ExecuteAsync($"UPDATE tracked_tokens SET address = 'moved', revision = revision + 1 WHERE address = '{Tokens.Bonk}'", Cancel);
        await Trades.MigrateAsync(harness, Tokens.Bonk, "moved", Cancel);

        var result = await harness.Host.Strategies.ChangeStrategyAsync(Change with { StrategyType = "third", ExpectedVersion = 2 }, Cancel);
        var back = await harness.Host.Strategies.ChangeStrategyAsync(Change with { StrategyType = null, StrategyConfig = null, RollBackTo = 1, ExpectedVersion = 3 }, Cancel);

        Assert.Equal((StrategyChangeStatus.Changed, "moved", 3), (result.Status, result.Version!.TokenAddress, result.Version.Version));
        Assert.Equal("aggressive_momentum", back.Current!.StrategyType);
        Assert.Equal([4, 3, 2, 1], (await harness.Host.Strategies.GetVersionsAsync("moved", cancellationToken: Cancel)).Select(static version => version.Version));
    }

    [Fact]
    public async Task A_change_needs_no_leadership_and_lasts_over_a_restart()
    {
        await using var harness = await TrackedAsync();
        await using (var other = await harness.OpenHostAsync(Cancel))
        {
            Assert.True((await other.Strategies.ChangeStrategyAsync(Change, Cancel)).IsDone);
        }

        await harness.Host.Lease.ReleaseAsync(Cancel);
        Assert.True((await harness.Host.Strategies.ChangeStrategyAsync(Change with { StrategyType = "third", ExpectedVersion = 2 }, Cancel)).IsDone);
        await harness.RestartAsync(Cancel);

        Assert.Equal(("third", 3, true), await StrategyAsync(harness));
    }

    [Fact]
    public async Task A_plan_made_before_a_change_by_hand_is_stored_and_leaves_the_change_alone()
    {
        await using var harness = await TrackedAsync();
        var planned = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))! with { Category = TokenCategory.Bluechip, LowScoreCycles = 2 };
        await harness.Host.Strategies.ChangeStrategyAsync(Change, Cancel);

        await harness.CommitAsync(Plans.Cycle(2, tokens: [planned]), Cancel);

        Assert.Equal(("momentum", 2, true), await StrategyAsync(harness));
        Assert.Equal((TokenCategory.Bluechip, 2), ((await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.Category, (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.LowScoreCycles));
    }

    [Fact]
    public async Task A_cycle_gives_a_strategy_on_the_version_it_saw_and_to_nobody_whose_strategy_a_person_set()
    {
        await using var harness = await TrackedAsync();
        var stored = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
        StrategyAssignment Assigned(int expected, string type) => new(Tokens.Bonk, expected, type, """{"a":1}""", "STRATEGY_ASSIGNED: was emerging, midcap: " + type);

        await harness.CommitAsync(Plans.Cycle(2, tokens: [stored]) with { Strategies = [Assigned(1, "second")] }, Cancel);
        Assert.Equal(("second", 2, false), await StrategyAsync(harness));
        var version = (await harness.Host.Strategies.GetVersionsAsync(Tokens.Bonk, 1, Cancel))[0];
        Assert.Equal(
            ("aggressive_momentum", "second", "engine", "STRATEGY_ASSIGNED: was emerging, midcap: second", Plans.TimeOf(2), false),
            (version.OldType, version.StrategyType, version.ChangedBy, version.Reason, version.ChangedAt, version.IsByHand));

        var stale = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(3) with { Strategies = [Assigned(1, "third")] }, Cancel);
        await harness.Host.Strategies.ChangeStrategyAsync(Change with { ExpectedVersion = 2 }, Cancel);
        var byHand = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(3, tokens: [Tokens.New("n", "N", 3)]) with { Strategies = [Assigned(3, "third")] }, Cancel);

        Assert.Equal((CommitStatus.Conflict, CommitStatus.Conflict), (stale.Status, byHand.Status));
        Assert.Null(await harness.Store.FindAsync("n", Cancel));
        Assert.Equal(("momentum", 3, true), await StrategyAsync(harness));
        await AssertVersionsAsync(harness, 3);
    }

    [Fact]
    public async Task Rows_of_other_programs_and_rows_made_anew_go_on_counting()
    {
        await using var harness = await TrackedAsync();
        await harness.Host.Strategies.ChangeStrategyAsync(Change, Cancel);
        await harness.ExecuteAsync("DELETE FROM tracked_tokens", Cancel);
        await harness.ExecuteAsync("INSERT INTO tracked_tokens (symbol, address, category, strategy_type) VALUES ('SQL', 'sql', 'midcap', 'by_sql')", Cancel);
        await harness.CommitAsync(Plans.Cycle(2, tokens: [Tokens.New(Tokens.Bonk, "BONK", 2)]), Cancel);

        Assert.Equal(("aggressive_momentum", 3, false), await StrategyAsync(harness));
        Assert.Equal(1, (await harness.Host.Strategies.GetStrategyAsync("sql", Cancel))!.Version);
        var changed = await harness.Host.Strategies.ChangeStrategyAsync(Change with { TokenAddress = "sql", ExpectedVersion = 1 }, Cancel);
        Assert.Equal(("by_sql", 2), (changed.Version!.OldType, changed.Version.Version));
    }

    [Theory]
    [InlineData("StrategyType", "")]
    [InlineData("StrategyType", "a\nb")]
    [InlineData("ChangedBy", "engine")]
    [InlineData("ChangedBy", " ")]
    [InlineData("ChangeId", "a b")]
    [InlineData("Reason", "\u0001")]
    [InlineData("TokenAddress", "")]
    [InlineData("StrategyConfig", "{")]
    [InlineData("StrategyConfig", "null")]
    [InlineData("StrategyConfig", """{"a":1,"a":2}""")]
    [InlineData("StrategyConfig", """{"a":"\u0000"}""")]
    [InlineData("StrategyConfig", """{"\ud800":1}""")]
    [InlineData("StrategyConfig", """[{"a":[1e999]}]""")]
    [InlineData("StrategyConfig", """[1e-99999]""")]
    public async Task What_is_not_allowed_is_refused_by_name_before_anything_is_written(string field, string value)
    {
        await using var harness = await TrackedAsync();
        var change = field switch
        {
            "StrategyType" => Change with { StrategyType = value },
            "ChangedBy" => Change with { ChangedBy = value },
            "ChangeId" => Change with { ChangeId = value },
            "Reason" => Change with { Reason = value },
            "TokenAddress" => Change with { TokenAddress = value },
            _ => Change with { StrategyConfig = value },
        };

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Host.Strategies.ChangeStrategyAsync(change, Cancel));

        Assert.StartsWith(field + " is ", error.Message, StringComparison.Ordinal);
        Assert.Contains("llowed", error.Message, StringComparison.Ordinal);
        await AssertVersionsAsync(harness, 1);
    }

    [Fact]
    public async Task The_strangest_allowed_configuration_is_stored_by_a_change_and_by_a_cycle()
    {
        await using var harness = await TrackedAsync();
        const string strange = """{"a":[0,-0.0,1e300,1e-300,0e5,123456789012345678901234567890],"":{"x":"'\"\\/\b\u0001\ud83d\ude80"},"t":[true,false,null,[]]}""";

        Assert.True((await harness.Host.Strategies.ChangeStrategyAsync(Change with { StrategyConfig = strange, IsByHand = false }, Cancel)).IsDone);
        await harness.CommitAsync(Plans.Cycle(2) with { Strategies = [new(Tokens.Bonk, 2, "x", strange, "STRATEGY_ASSIGNED")] }, Cancel);

        Assert.Equal(("x", 3, false), await StrategyAsync(harness));
        Assert.Equal("'\"\\/\b\u0001🚀", JsonNode.Parse((await harness.Host.Strategies.GetStrategyAsync(Tokens.Bonk, Cancel))!.StrategyConfig!)!.AsObject()[""]!["x"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_many_changes_on_one_version_from_two_hosts_and_cycles_besides_one_wins_each_version()
    {
        await using var harness = await TrackedAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        const int Callers = 6, Wins = 4;
        async Task<int> ChangeAsync(int caller)
        {
            var strategies = caller % 2 == 0 ? harness.Host.Strategies : other.Strategies;
            var won = 0;
            while (won < Wins)
            {
                var seen = (await strategies.GetStrategyAsync(Tokens.Bonk, Cancel))!.Version;
                var id = string.Create(CultureInfo.InvariantCulture, $"{caller}-{won}");
                var change = Change with { StrategyType = id, StrategyConfig = $$"""{"of":"{{id}}"}""", ExpectedVersion = seen, ChangedBy = $"caller {caller}" };
                won += (await strategies.ChangeStrategyAsync(change, Cancel)).Status switch
                {
                    StrategyChangeStatus.Changed => 1,
                    StrategyChangeStatus.VersionConflict => 0,
                    var status => throw new InvalidOperationException($"{status} was not expected."),
                };
            }

            return won;
        }

        var changing = Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => ChangeAsync(caller), Cancel)));
        var cycles = 1;
        do
        {
            var token = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
            await harness.CommitAsync(Plans.Cycle(++cycles, tokens: [token with { StatusCycles = cycles }]), Cancel);
        }
        while (!changing.IsCompleted && cycles < 500);

        await changing;
        var versions = await harness.Host.Strategies.GetVersionsAsync(Tokens.Bonk, 1000, Cancel);
        Assert.Equal(Enumerable.Range(1, 1 + (Callers * Wins)).Reverse(), versions.Select(static version => version.Version));
        Assert.All(versions.Zip(versions.Skip(1)), pair => Assert.Equal((pair.Second.StrategyType, pair.Second.StrategyConfig), (pair.First.OldType, pair.First.OldConfig)));
        var current = await harness.Host.Strategies.GetStrategyAsync(Tokens.Bonk, Cancel);
        Assert.Equal((versions[0].StrategyType, versions[0].StrategyConfig, versions[0].Version), (current!.StrategyType, current.StrategyConfig, current.Version));
        var events = await harness.History.GetEventsAsync(0, 1000, Cancel);
        Assert.Equal(Callers * Wins, events.Count(static row => row.EventType == LifecycleEventType.StrategyChanged));
    }

    [Fact]
    public async Task One_change_sent_by_many_at_once_is_stored_once()
    {
        await using var harness = await TrackedAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        var change = Change with { ChangeId = "once" };

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            Task.Run(async () => await (number % 2 == 0 ? harness.Host : other).Strategies.ChangeStrategyAsync(change, Cancel), Cancel)));

        Assert.Single(results, static result => result.Status == StrategyChangeStatus.Changed);
        Assert.Equal(7, results.Count(static result => result.Status == StrategyChangeStatus.AlreadyChanged));
        await AssertVersionsAsync(harness, 2);
    }

    private static async Task<(string Type, int Version, bool IsByHand)> StrategyAsync(StoreHarness harness)
    {
        var strategy = (await harness.Host.Strategies.GetStrategyAsync(Tokens.Bonk, Cancel))!;
        return (strategy.StrategyType, strategy.Version, strategy.IsByHand);
    }

    private static async Task AssertVersionsAsync(StoreHarness harness, int count)
    {
        Assert.Equal(count, await harness.CountAsync("strategy_config_versions", Cancel));
        var events = await harness.History.GetEventsAsync(0, 1000, Cancel);
        Assert.True(events.Count(static row => row.EventType == LifecycleEventType.StrategyChanged) <= count - 1);
    }

    private static void AssertJson(string? expected, string? stored) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected!), JsonNode.Parse(stored!)), stored);

    private async Task<StoreHarness> TrackedAsync()
    {
        var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1)]), Cancel);
        return harness;
    }
}
