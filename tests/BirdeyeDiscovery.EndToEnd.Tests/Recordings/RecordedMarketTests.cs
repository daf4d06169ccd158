using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Cycles over recorded answers, in process and as the sample host.</summary>
public sealed class RecordedMarketTests
{
    private const string Pi = "9b1BzC1af9gQBtegh5WcuFB6ARBYQk7PgURW1aogpump";
    private const string Datboi = "4jXJcKQoojvFuA7MSzJLpgDvXyiACqLnMyh6ULEEnVhg";

    // What a cycle decided. When it ran and how long it took belongs to the run: a host's fast clock goes on while the machine is busy.
    private static readonly string[] Results =
    [
        "SELECT id, outcome, error, candidates_count, tokens_added, tokens_removed, scored_count, rejected_count FROM discovery_snapshots ORDER BY id",
        """
        SELECT snapshot_id, token_address, symbol, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, slot_rank, coverage,
            price_change_5m, price_change_1h, price_change_24h, liquidity_usd, volume_24h_usd, buy_sell_imbalance, action, action_reason
        FROM token_scores ORDER BY id
        """,
        "SELECT snapshot_id, token_address, symbol, stage, reason_code, value, threshold FROM candidate_rejections ORDER BY id",
        "SELECT id, snapshot_id, token_address, event_type, from_status, to_status, reason FROM token_lifecycle_events ORDER BY id",
        "SELECT address, symbol, name, category, status, status_reason, is_permanent, strategy_type, low_score_cycles FROM tracked_tokens ORDER BY address",
    ];

    [Fact]
    public async Task Real_recordings_are_scored_where_they_are_full_and_rejected_where_they_are_not()
    {
        var recordings = SharedRecordings.Folder();
        using var folder = new TemporaryFolder();
        await RunAsync(recordings, folder.File("first.db"));
        await RunAsync(recordings, folder.File("second.db"));

        var database = folder.File("first.db");
        Assert.Equal(await DatabaseDump.RowsAsync(database), await DatabaseDump.RowsAsync(folder.File("second.db")));
        await AssertJudgedAsync(database);
    }

    [Fact]
    public async Task The_host_gives_the_same_over_real_recordings_on_each_run()
    {
        var recordings = SharedRecordings.Folder();
        await AssertSameOnEachRunAsync(recordings, AssertJudgedAsync);
    }

    [Fact]
    public async Task Own_recordings_are_judged_in_the_same_way()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(SharedRecordings.Own, folder.File("first.db"));
        await RunAsync(SharedRecordings.Own, folder.File("second.db"));

        Assert.Equal(await DatabaseDump.RowsAsync(folder.File("first.db")), await DatabaseDump.RowsAsync(folder.File("second.db")));
        await AssertOwnAsync(folder.File("first.db"));
    }

    [Fact]
    public Task The_host_gives_the_same_over_own_recordings_on_each_run() => AssertSameOnEachRunAsync(SharedRecordings.Own, AssertOwnAsync);

    private static async Task AssertJudgedAsync(string database)
    {
        Assert.Equal(["3"], await StoredRows.OfAsync(database, "SELECT count(*) FROM discovery_snapshots"));
        foreach (var symbol in new[] { "PI", "USDP" })
        {
            // All inputs of the overview are there: liquidity, volume, momentum and the flow of 24 hours.
            Assert.Equal(
                ["1", "2", "3"],
                await StoredRows.OfAsync(
                    database,
                    $"SELECT snapshot_id FROM token_scores WHERE symbol = '{symbol}' AND coverage >= .8 AND rank IS NOT NULL "
                    + "AND liquidity_usd IS NOT NULL AND buy_sell_imbalance IS NOT NULL AND price_change_5m IS NOT NULL "
                    + "ORDER BY snapshot_id"));
        }

        // Three recordings of one token serve three cycles.
        Assert.Equal(["3"], await StoredRows.OfAsync(database, $"SELECT count(DISTINCT liquidity_usd) FROM token_scores WHERE token_address = '{Pi}'"));
        Assert.Equal(
            ["1|LIQ_MIN|1", "2|LIQ_MIN|1", "3|LIQ_MIN|1"],
            await StoredRows.OfAsync(database, $"SELECT snapshot_id, reason_code, value < 0.01 FROM candidate_rejections WHERE token_address = '{Datboi}' ORDER BY 1"));
        Assert.Equal(["0"], await StoredRows.OfAsync(database, $"SELECT count(*) FROM tracked_tokens WHERE address = '{Datboi}'"));
        Assert.Equal(["0"], await StoredRows.OfAsync(database, $"SELECT count(*) FROM token_scores WHERE token_address = '{Datboi}'"));

        // Listed, liquid, traded, and nobody recorded their security.
        foreach (var symbol in new[] { "TRUMP", "USELESS", "aura" })
        {
            Assert.Equal(
                ["SEC_UNKNOWN|3"],
                await StoredRows.OfAsync(database, $"SELECT reason_code, count(*) FROM candidate_rejections WHERE symbol = '{symbol}' GROUP BY 1"));
        }
    }

    private static async Task AssertOwnAsync(string database)
    {
        Assert.Equal(["complete", "complete", "complete"], await StoredRows.OfAsync(database, "SELECT outcome FROM discovery_snapshots ORDER BY id"));
        Assert.Equal(
            ["1|GOOD|410000|add", "2|GOOD|430000|keep", "3|GOOD|450000|keep"],
            await StoredRows.OfAsync(database, "SELECT snapshot_id, symbol, CAST(liquidity_usd AS INTEGER), action FROM token_scores WHERE symbol = 'GOOD' AND coverage >= .8 ORDER BY 1"));
        Assert.Equal(
            ["DUST|LIQ_MIN|3", "MINTER|AUTH_MINT|3", "NOSEC|SEC_UNKNOWN|3", "ROW/ONLY|SEC_UNKNOWN|3"],
            await StoredRows.OfAsync(database, "SELECT symbol, reason_code, count(*) FROM candidate_rejections GROUP BY 1, 2 ORDER BY 1"));
        Assert.Equal(
            ["GOOD|active|0", "JUP|active|1", "SOL|active|1"],
            await StoredRows.OfAsync(database, "SELECT symbol, status, is_permanent FROM tracked_tokens ORDER BY symbol"));
    }

    private static async Task AssertSameOnEachRunAsync(string recordings, Func<string, Task> check)
    {
        var results = new List<IReadOnlyList<string>>();
        for (var run = 0; run < 2; run++)
        {
            using var folder = new TemporaryFolder();
            var (code, output, errors) = await HostRun.ToEndAsync(folder.Path, null, "--cycles", "3", "--recordings", recordings);
            Assert.True(code == 0, output + errors);
            Assert.Contains("the recordings in", output, StringComparison.Ordinal);
            var database = folder.File("data/discovery.db");
            await check(database);
            results.Add(await ResultsAsync(database));
        }

        Assert.Equal(results[0], results[1]);
    }

    private static async Task RunAsync(string recordings, string path)
    {
        var clock = new SimulatedClock(LocalBirdeye.NewestRecordedTime(recordings));
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, RecordingsDirectory = recordings });
        await using var host = new SimulatedHost(path, clock, birdeye);
        for (var cycle = 0; cycle < 3; cycle++)
        {
            var result = host.RunNext();
            Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete, null), (result.Status, result.Snapshot!.Outcome, result.Snapshot.Error));
        }
    }

    private static async Task<IReadOnlyList<string>> ResultsAsync(string database)
    {
        var rows = new List<string>();
        foreach (var sql in Results)
        {
            rows.AddRange(await StoredRows.OfAsync(database, sql));
        }

        return rows;
    }
}
