using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The schema: names that others rely on, migrations that can run anywhere and any time.</summary>
public abstract class SchemaConformance : StoreConformance
{
    [Theory]
    [InlineData(
        "tracked_tokens",
        "id, symbol, address, name, category, fdv_usd, liquidity_usd, discovered_at, discovery_score, discovery_rank, status, "
        + "status_reason, strategy_type, strategy_config, activated_at, deactivated_at, last_scored_at, trades_count, win_count, "
        + "total_pnl_usd, created_at, updated_at, is_permanent, low_score_cycles, missing_data_cycles, status_cycles, "
        + "first_candle_at, revision")]
    [InlineData(
        "discovery_snapshots",
        "id, cycle_timestamp, discovery_frequency_secs, trending_limit, min_liquidity_usd, min_volume_24h_usd, candidates_count, "
        + "tokens_added, tokens_removed, duration_ms, api_calls_made, created_at, epoch, scored_count, rejected_count, outcome, "
        + "error, mode, compute_units, score_version, options_hash")]
    [InlineData(
        "token_scores",
        "id, token_address, snapshot_id, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, "
        + "rank, price_change_5m, price_change_1h, price_change_24h, liquidity_usd, volume_24h_usd, buy_sell_imbalance, action, "
        + "action_reason, created_at, symbol, slot_rank, coverage, price_usd")]
    [InlineData("candidate_rejections", "snapshot_id, token_address, symbol, stage, reason_code, value, threshold, price_usd")]
    [InlineData("shadow_scores", "snapshot_id, token_address, scorer, scorer_version, options_hash, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, created_at")]
    [InlineData("token_lifecycle_events", "id, snapshot_id, token_address, event_type, from_status, to_status, reason, created_at")]
    public async Task The_columns_have_the_names_that_others_read(string table, string columns)
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);

        var rows = await harness.QueryRowsAsync($"SELECT {columns} FROM {table}", Cancel);

        Assert.Equal(columns.Split(',').Length, Assert.Single(rows).Length);
    }

    [Fact]
    public async Task The_words_of_the_columns_are_those_of_the_design()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);

        Assert.Equal(["active", "emerging"], (await harness.QueryRowsAsync("SELECT status, category FROM tracked_tokens", Cancel))[0]);
        Assert.Equal(["complete", "Manage"], (await harness.QueryRowsAsync("SELECT outcome, mode FROM discovery_snapshots", Cancel))[0]);
        Assert.Equal(["keep", "RANK_KEPT"], (await harness.QueryRowsAsync("SELECT action, action_reason FROM token_scores", Cancel))[0]);
        Assert.Equal(["trending", "LIQ_MIN"], (await harness.QueryRowsAsync("SELECT stage, reason_code FROM candidate_rejections", Cancel))[0]);
        Assert.Equal(["added", null, "active"], (await harness.QueryRowsAsync("SELECT event_type, from_status, to_status FROM token_lifecycle_events", Cancel))[0]);
    }

    [Theory]
    [InlineData("INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score) VALUES ('SOL', 'So1', 'bluechip', 'active', 'momentum', 100)")]
    [InlineData("INSERT INTO discovery_snapshots (cycle_timestamp, candidates_count, tokens_added, duration_ms) VALUES ('2026-05-01T12:00:00.000Z', 30, 2, 900)")]
    public async Task The_statements_of_the_first_design_work_as_they_stand(string statement)
    {
        await using var harness = await StartAsync();

        await harness.ExecuteAsync(statement, Cancel);

        Assert.True((await harness.History.GetSnapshotsAsync(10, Cancel)).Count + (await harness.Store.GetTokensAsync([], Cancel)).Count == 1);
    }

    [Fact]
    public async Task A_token_s_row_has_its_rank_of_the_newest_cycle_and_the_candles_there_are()
    {
        await using var harness = await StartAsync();
        var first = Plans.TimeOf(1).AddDays(-1);
        await harness.CommitAsync(
            Plans.Cycle(1, [Plans.Score(Tokens.Bonk) with { Rank = 3 }], tokens: [Tokens.New(Tokens.Bonk, "BONK", 1) with { FirstCandleAt = first, LastScoredAt = Plans.TimeOf(1) }]), Cancel);
        Assert.Equal("3 288", await ReadAsync());

        await harness.CommitAsync(Plans.Cycle(2, [Plans.Score(Tokens.Bonk) with { Rank = 12 }]), Cancel);
        Assert.Equal("12 288", await ReadAsync());
        await harness.CommitAsync(Plans.Cycle(3, [Plans.Score(Tokens.Bonk) with { Rank = null }]), Cancel);
        Assert.Equal(" 288", await ReadAsync());
        Assert.Equal(1, (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.Revision);

        async Task<string> ReadAsync() => string.Join(' ', (await harness.QueryRowsAsync("SELECT rank, candle_count FROM tracked_tokens", Cancel))[0]);
    }

    [Theory]
    [InlineData("UPDATE tracked_tokens SET status = 'gone'")]
    [InlineData("UPDATE tracked_tokens SET category = 'Emerging'")]
    [InlineData("UPDATE discovery_snapshots SET outcome = 'ok'")]
    [InlineData("UPDATE discovery_snapshots SET mode = '3'")]
    [InlineData("UPDATE token_scores SET action = 'buy'")]
    [InlineData("UPDATE token_scores SET total_score = 100.01")]
    [InlineData("UPDATE token_scores SET total_score = NULL")]
    [InlineData("UPDATE token_scores SET snapshot_id = 987654321")]
    [InlineData("UPDATE token_scores SET price_usd = 0")]
    [InlineData("UPDATE shadow_scores SET total_score = -0.01")]
    [InlineData("UPDATE shadow_scores SET total_score = NULL")]
    [InlineData("UPDATE shadow_scores SET flow_score = 101")]
    [InlineData("UPDATE shadow_scores SET scorer = ''")]
    [InlineData("UPDATE shadow_scores SET snapshot_id = 987654321")]
    [InlineData("UPDATE candidate_rejections SET price_usd = -1")]
    [InlineData("UPDATE candidate_rejections SET stage = 'late'")]
    [InlineData("UPDATE candidate_rejections SET snapshot_id = 987654321")]
    [InlineData("UPDATE token_lifecycle_events SET event_type = 'sold'")]
    [InlineData("INSERT INTO discovery_snapshots (cycle_timestamp) SELECT cycle_timestamp FROM discovery_snapshots")]
    public async Task The_schema_refuses_what_the_library_would_never_write(string statement)
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(async () => await harness.ExecuteAsync(statement, Cancel));
    }

    [Fact]
    public async Task Applying_again_changes_nothing()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);

        await harness.Store.InitializeAsync(SchemaMode.Apply, Cancel);
        await harness.Store.InitializeAsync(SchemaMode.Validate, Cancel);

        Assert.Equal(1, await harness.CountAsync("tracked_tokens", Cancel));
        Assert.Equal(harness.Epoch, await harness.Host.Lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel));
    }

    [Fact]
    public async Task Several_hosts_can_apply_at_once()
    {
        await using var harness = Create();
        var hosts = new List<StoreHost>();
        for (var index = 0; index < 5; index++)
        {
            hosts.Add(await harness.OpenInstallerAsync(Cancel));
        }

        await Task.WhenAll(hosts.Select(host => Task.Run(async () => await host.Store.InitializeAsync(SchemaMode.Apply, Cancel), Cancel)));

        foreach (var host in hosts)
        {
            await host.Store.InitializeAsync(SchemaMode.Validate, Cancel);
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Validating_an_empty_store_is_an_error_and_makes_nothing()
    {
        await using var harness = Create();
        await using var host = await harness.OpenHostAsync(Cancel);

        await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.InitializeAsync(SchemaMode.Validate, Cancel));
        await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.GetTokensAsync([], Cancel));
    }

    [Fact]
    public async Task Validating_a_damaged_schema_is_an_error_that_names_what_is_missing()
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync("ALTER TABLE token_scores RENAME COLUMN coverage TO covered", Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.InitializeAsync(SchemaMode.Validate, Cancel));

        Assert.Contains("token_scores.coverage", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALTER TABLE shadow_scores RENAME COLUMN scorer_version TO model", "shadow_scores.scorer_version")]
    [InlineData("ALTER TABLE shadow_scores RENAME TO other_scores", "shadow_scores.total_score")]
    public async Task Validating_a_schema_without_a_part_of_the_shadow_scores_names_it(string damage, string part)
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync(damage, Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.InitializeAsync(SchemaMode.Validate, Cancel));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validating_a_schema_without_one_of_its_indexes_names_it()
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync("DROP INDEX idx_trade_closes_token", Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.InitializeAsync(SchemaMode.Validate, Cancel));

        Assert.EndsWith("missing or different: trade_closes INDEX idx_trade_closes_token.", error.Message, StringComparison.Ordinal);
    }
}
