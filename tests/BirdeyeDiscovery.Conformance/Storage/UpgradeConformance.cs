using System.Globalization;
using Xunit;
using Xunit.Sdk;

namespace BirdeyeDiscovery.Conformance;

/// <summary>
/// Stores that the library made at each earlier step of the schema: they open with this library, keep what they hold, and a host of the first version goes on
/// beside it.
/// </summary>
public abstract class UpgradeConformance : StoreConformance
{
    private const string NoScripts = "The store has no schema scripts of the library.";

    private static readonly string[] Rows =
    [
        $"INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, strategy_config, strategy_version) VALUES ('BONK', '{Tokens.Bonk}', 'midcap', 'active', 'momentum', '7', 1)",
        "INSERT INTO strategy_config_versions (token_address, version, new_strategy_type, new_config, changed_by, changed_at) "
            + $"VALUES ('{Tokens.Bonk}', 1, 'momentum', '7', 'engine', '2026-04-01T00:00:00.000Z')",
        "INSERT INTO discovery_snapshots (cycle_timestamp, candidates_count) VALUES ('2026-04-01T00:00:00.000Z', 1)",
        $"INSERT INTO token_scores (token_address, snapshot_id, total_score, rank, action, created_at) SELECT '{Tokens.Bonk}', id, 77.5, 1, 'add', cycle_timestamp FROM discovery_snapshots",
        "INSERT INTO candidate_rejections (token_address, symbol, snapshot_id, stage, reason_code, value, threshold, created_at) "
            + $"SELECT '{Tokens.Wif}', 'WIF', id, 'market', 'LIQ_MIN', 4000, 10000, cycle_timestamp FROM discovery_snapshots",
        $"INSERT INTO token_lifecycle_events (token_address, event_type, to_status, reason) VALUES ('{Tokens.Bonk}', 'added', 'active', 'RANK')",
        OldTrade("old"),
        OldDay,
    ];

    // The statements of the library of 28 November as it writes them: without the columns that came later, on the keys that were there.
    private const string OldDay =
        $"""
        INSERT INTO strategy_performance (token_address, token_category, strategy_type, window_start, window_end, trades_count, win_count, total_pnl_usd)
        VALUES ('{Tokens.Bonk}', 'midcap', 'momentum', '2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z', 2, 2, 5)
        ON CONFLICT (token_address, token_category, strategy_type, window_start) DO UPDATE SET
            trades_count = excluded.trades_count, win_count = excluded.win_count, total_pnl_usd = excluded.total_pnl_usd
        """;

    private const string OldCycle =
        $"""
        UPDATE tracked_tokens SET symbol = 'BONK', category = 'midcap', status = 'paused', status_reason = 'RANK', held_by = NULL, hold_reason = NULL,
            revision = revision + 1 WHERE address = '{Tokens.Bonk}'
        """;

    private const string OldStrategy =
        $"UPDATE tracked_tokens SET strategy_type = 'momentum', strategy_config = '8', strategy_version = 2, strategy_by_hand = {{0}} WHERE address = '{Tokens.Bonk}'";

    private const string OldCounters = $"UPDATE tracked_tokens SET trades_count = trades_count + 1, win_count = win_count + 1, total_pnl_usd = total_pnl_usd + 2.5 WHERE address = '{Tokens.Bonk}'";

    /// <summary>Makes an empty store as the library's first release did. A store without schema scripts skips the tests that need it.</summary>
    /// <param name="harness">The store.</param>
    /// <param name="later">How many of the scripts that came later are applied as well.</param>
    protected virtual ValueTask InstallAsync(StoreHarness harness, int later) => throw SkipException.ForSkip(NoScripts);

    /// <summary>Gets the SQL of a block of bytes.</summary>
    protected virtual string Block => "x'01'";

    /// <summary>Gets how the SQL of this store writes true.</summary>
    protected virtual string True => "TRUE";

    /// <summary>Gets the earlier steps: how many of the scripts after the first release a store has. The newest of all is not among them.</summary>
    public static TheoryData<int> EarlierSteps => [.. Enumerable.Range(0, ScriptsAfterTheFirst)];

    /// <summary>The number of scripts that came after the first release; both stores have as many.</summary>
    protected const int ScriptsAfterTheFirst = 11;

    [Theory]
    [MemberData(nameof(EarlierSteps))]
    public async Task A_store_of_each_earlier_step_opens_migrates_and_keeps_its_rows(int later)
    {
        await using var harness = await InstalledAsync(later);

        await UpgradeAsync(harness);

        await harness.StartAsync(Cancel);
        Assert.Equal("7", (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.StrategyConfig);
        var score = Assert.Single(await harness.History.GetScoreHistoryAsync(Tokens.Bonk, DateTimeOffset.UnixEpoch, Plans.TimeOf(99), Cancel)).Score;
        Assert.Equal((77.5m, null), (score.TotalScore, score.PriceUsd));

        // What the earlier version did not know is unknown, and its cycles read every candidate.
        var cycle = Assert.Single(await harness.History.GetSnapshotsAsync(10, Cancel));
        Assert.Equal((CycleEnrichment.Full, null, null), (cycle.Enrichment, cycle.StagingDifferences, cycle.Budget));
        var rejection = Assert.Single(await harness.History.GetRejectionsAsync(cycle.Id, Cancel));
        Assert.Equal((4000m, 10_000m, null, null, null), (rejection.Value, rejection.Threshold, rejection.LiquidityUsd, rejection.BestSlotRank, rejection.PriceUsd));
        Assert.Equal(1, await harness.CountAsync("cycle_inputs", Cancel));
        Assert.Empty(Assert.Single(await harness.History.GetCyclesAsync(DateTimeOffset.UnixEpoch, Plans.TimeOf(99), 10, Cancel)).ShadowScores);
        Assert.Single(await harness.History.GetEventsAsync(0, 10, Cancel));
        Assert.Equal(TradeCloseStatus.AlreadyRecorded, (await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("old", pnlUsd: 2.5m, returnPct: null), Cancel)).Status);
        Assert.Equal(TradeCloseStatus.Recorded, (await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("new", pnlUsd: 3m, returnPct: null), Cancel)).Status);
        await harness.CommitAsync(
            Plans.Cycle(9, tokens: [(await harness.Store.FindAsync(Tokens.Bonk, Cancel))! with { LowScoreCycles = 1 }]) with
            {
                ShadowScores = [Plans.Shadow(Tokens.Bonk)],
            },
            Cancel);
        Assert.Equal(1, await harness.CountAsync("shadow_scores", Cancel));
        Assert.Equal([["new", "1"], ["old", ""]], await VersionsAsync(harness));
    }

    [Theory]
    [MemberData(nameof(EarlierSteps))]
    public async Task The_statements_of_the_first_version_go_on_beside_this_one(int later)
    {
        await using var harness = await InstalledAsync(later);
        await UpgradeAsync(harness);
        await harness.StartAsync(Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("new", pnlUsd: 3m, returnPct: null), Cancel);

        foreach (var statement in new[] { OldTrade("beside"), OldDay, OldCounters, OldCycle, OldStrategy.Replace("{0}", True, StringComparison.Ordinal) })
        {
            await harness.ExecuteAsync(statement, Cancel);
        }

        // None of them is taken for a statement by hand: no hold, no event, no second version.
        var token = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
        Assert.Equal((TokenStatus.Paused, null, 2, 2, true), (token.Status, token.HeldBy, token.Revision, token.StrategyVersion, token.StrategyByHand));
        Assert.Single(await harness.History.GetEventsAsync(0, 10, Cancel));
        Assert.Equal([["beside", ""], ["new", "1"], ["old", ""]], await VersionsAsync(harness));
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
        Assert.Equal(3, (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.TradesCount);
    }

    [Theory]
    [MemberData(nameof(EarlierSteps))]
    public async Task Actions_by_hand_are_kept_and_the_first_version_reads_only_words_that_it_knows(int later)
    {
        await using var harness = await InstalledAsync(later);
        await harness.ExecuteAsync(OldAction("before"), Cancel);
        await UpgradeAsync(harness);
        await harness.StartAsync(Cancel);
        var people = Operators.Of(harness.Host, harness);

        await people.TrackAsync(Tokens.Wif, Operators.Note("track"), cancellationToken: Cancel);
        await harness.ExecuteAsync(OldAction("beside"), Cancel);
        await harness.ExecuteAsync(OldAction("later").Replace("action,", "exact_action, action,", StringComparison.Ordinal).Replace("'pause'", "'halt', 'pause'", StringComparison.Ordinal), Cancel);

        Assert.Equal(
            [("before", OperatorAct.Pause), ("track", OperatorAct.Track), ("beside", OperatorAct.Pause), ("later", OperatorAct.Pause)],
            (await people.GetActionsAsync(0, 10, Cancel)).Select(static record => (record.RequestId, record.Act)));
        string[] known = ["pause", "resume", "pin", "unpin", "remove", "allow", "migrate"];
        var words = await harness.QueryRowsAsync("SELECT action FROM operator_actions ORDER BY id", Cancel);
        Assert.Equal(["pause", "resume", "pause", "pause"], words.Select(static row => (string)row[0]!));
        Assert.All(words, row => Assert.Contains((string)row[0]!, known));
    }

    [Theory]
    [InlineData(SchemaMode.Apply)]
    [InlineData(SchemaMode.Validate)]
    public async Task A_newer_step_that_this_library_may_run_with_is_let_in_and_one_that_it_may_not_is_refused(SchemaMode mode)
    {
        await using var harness = await StartAsync();
        var known = await harness.CountAsync("discovery_schema_versions", Cancel);
        await harness.ExecuteAsync(NewerStep(known + 1, known), Cancel);
        await harness.ExecuteAsync("ALTER TABLE tracked_tokens ADD COLUMN later integer", Cancel);

        await harness.Store.InitializeAsync(mode, Cancel);

        await harness.ExecuteAsync(NewerStep(known + 2, known + 1), Cancel);
        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.InitializeAsync(mode, Cancel));
        Assert.Contains($"newer than the {known} this library knows", error.Message, StringComparison.Ordinal);
        Assert.Contains($"libraries of version {known + 1} and above only; update the library", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Gets the statement that a newer library writes into the journal.</summary>
    protected virtual string NewerStep(long version, long compatibleFrom) => throw SkipException.ForSkip(NoScripts);

    private static string OldTrade(string id) =>
        $"""
        INSERT INTO trade_closes (trade_id, token_address, token_category, strategy_type, pnl_usd, return_pct, opened_at, closed_at)
        VALUES ('{id}', '{Tokens.Bonk}', 'midcap', 'momentum', 2.5, NULL, '2026-05-01T11:30:00.000Z', '2026-05-01T12:00:00.000Z') ON CONFLICT (trade_id) DO NOTHING
        """;

    private static string OldAction(string request) =>
        $"INSERT INTO operator_actions (request_id, action, token_address, operator, reason) VALUES ('{request}', 'pause', '{Tokens.Bonk}', 'alice', 'why')";

    private async Task<StoreHarness> InstalledAsync(int later)
    {
        var harness = Create();
        await InstallAsync(harness, later);
        foreach (var row in Rows.Append($"INSERT INTO cycle_inputs (snapshot_id, block, created_at) SELECT id, {Block}, cycle_timestamp FROM discovery_snapshots"))
        {
            await harness.ExecuteAsync(row, Cancel);
        }

        return harness;
    }

    private static async Task UpgradeAsync(StoreHarness harness)
    {
        await using var installer = await harness.OpenInstallerAsync(Cancel);
        await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await installer.Store.InitializeAsync(SchemaMode.Validate, Cancel));
        await installer.Store.InitializeAsync(SchemaMode.Apply, Cancel);
        await installer.Store.InitializeAsync(SchemaMode.Validate, Cancel);
    }

    private static async Task<IEnumerable<string[]>> VersionsAsync(StoreHarness harness) =>
        (await harness.QueryRowsAsync("SELECT trade_id, strategy_version FROM trade_closes ORDER BY trade_id", Cancel))
            .Select(static row => new[] { (string)row[0]!, Convert.ToString(row[1], CultureInfo.InvariantCulture) ?? string.Empty });
}
