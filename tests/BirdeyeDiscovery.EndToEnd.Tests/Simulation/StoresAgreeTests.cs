using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The same generated market on both stores leaves the same rows.</summary>
public sealed class StoresAgreeTests
{
    private const int Cycles = 50;

    // Who held the lease, when the schema was made and what a cycle cost in real time belong to the run; numbers that a row got are each store's own.
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["tracked_tokens"] = "address, symbol, name, category, fdv_usd, liquidity_usd, discovered_at, discovery_score, discovery_rank, status, status_reason, held_by, hold_reason, is_permanent, strategy_type, strategy_config, strategy_version, strategy_by_hand, next_category, category_cycles, activated_at, deactivated_at, last_scored_at, trades_count, win_count, total_pnl_usd, low_score_cycles, missing_data_cycles, status_cycles, first_candle_at, revision",
        ["discovery_snapshots"] = "cycle_timestamp, discovery_frequency_secs, trending_limit, min_liquidity_usd, min_volume_24h_usd, candidates_count, tokens_added, tokens_removed, scored_count, rejected_count, duration_ms, api_calls_made, compute_units, outcome, error, mode, score_version, options_hash, created_at",
        ["token_scores"] = "created_at, token_address, symbol, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, slot_rank, coverage, price_change_5m, price_change_1h, price_change_24h, liquidity_usd, volume_24h_usd, buy_sell_imbalance, action, action_reason",
        ["candidate_rejections"] = "created_at, token_address, symbol, stage, reason_code, value, threshold",
        ["strategy_config_versions"] = "changed_at, token_address, version, old_strategy_type, new_strategy_type, old_config, new_config, is_by_hand, changed_by, reason, change_id",
        ["token_lifecycle_events"] = "created_at, token_address, event_type, from_status, to_status, reason",
    };

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Fifty_cycles_leave_equal_rows_on_SQLite_and_PostgreSQL()
    {
        using var folder = new TemporaryFolder();
        await using var database = await TestDatabase.CreateAsync();
        var file = folder.File("agree.db");
        var onSqlite = OnItsOwnThread(() => RunAsync(builder => builder.UseSqlite(file)));
        var onPostgres = OnItsOwnThread(() => RunAsync(builder => builder.UsePostgres(database.ConnectionString())));
        await Task.WhenAll(onSqlite, onPostgres);

        await using var sqlite = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await sqlite.OpenAsync(TestContext.Current.CancellationToken);
        await using var postgres = new NpgsqlConnection(database.ConnectionString() + ";Pooling=false");
        await postgres.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var (table, columns) in Columns)
        {
            var expected = await PortableRows.OfAsync(sqlite, table, columns);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await PortableRows.OfAsync(postgres, table, columns));
        }
    }

    // A simulated cycle holds the thread that drives it.
    private static Task OnItsOwnThread(Func<Task> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static async Task RunAsync(Action<IBirdeyeDiscoveryBuilder> useStore)
    {
        var clock = new SimulatedClock(Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 7, Origin = Start });
        await using var host = new SimulatedHost(useStore, clock, birdeye);
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            Assert.Equal(CycleStatus.Ran, host.RunNext().Status);
        }
    }
}
