using BirdeyeDiscovery.Benchmarks.Fixtures;
using Npgsql;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>History at scale: generated cycles of fifty tokens, two minutes apart, so that a week of one token is the same number of rows at any size.</summary>
internal sealed class HistoryBench(StoreBench bench)
{
    private const int TokensPerCycle = 50;
    private static readonly DateTimeOffset End = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last seven days of one token among many rows against the same among few.</summary>
    public async Task<PairedRatio> WeekAsync(int many, int few, int pairs)
    {
        var large = (await bench.LeadAsync(await FillAsync($"history_{many}", many))).History;
        var small = (await bench.LeadAsync(await FillAsync($"history_{few}", few))).History;
        var token = PlanFixture.Address(7);
        var result = await PairedRatio.MeasureAsync(
            pairs,
            warmUps: 5,
            async () => await large.GetScoreHistoryAsync(token, End.AddDays(-7), End),
            async () => await small.GetScoreHistoryAsync(token, End.AddDays(-7), End));
        return result.Inverse();
    }

    /// <summary>A month dropped as partitions against the same rows deleted.</summary>
    public async Task<PairedRatio> DropAsync(int rows, int pairs)
    {
        var dropped = new Queue<NpgsqlDataSource>();
        var deleted = new Queue<NpgsqlDataSource>();
        for (var pair = 0; pair < pairs; pair++)
        {
            dropped.Enqueue(await FillAsync($"drop_{pair}", rows));
            deleted.Enqueue(await FillAsync($"delete_{pair}", rows));
        }

        return await PairedRatio.MeasureAsync(
            pairs,
            warmUps: 0,
            () => RunAsync(dropped.Dequeue(), $"SELECT discovery_drop_history('{End:O}')"),
            () => RunAsync(deleted.Dequeue(), $"DELETE FROM token_scores WHERE created_at < '{End:O}'"));
    }

    /// <summary>The aggregates over all score rows, which may scan: their time at a size.</summary>
    public async Task<TimeSpan> TiersAsync(string database)
    {
        var source = NpgsqlDataSource.Create(bench.Server.ConnectionString(database));
        await using var disposing = source;
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await RunAsync(source, "SELECT CASE WHEN total_score >= 80 THEN 'a' WHEN total_score >= 60 THEN 'b' ELSE 'c' END AS tier, count(*), avg(total_score) FROM token_scores GROUP BY tier");
        return System.Diagnostics.Stopwatch.GetElapsedTime(began);
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlDataSource> FillAsync(string name, int rows)
    {
        var source = await bench.MakeAsync(name);
        var cycles = rows / TokensPerCycle;
        var start = End.AddMinutes(-2 * cycles);
        for (var month = new DateTimeOffset(start.Year, start.Month, 1, 0, 0, 0, TimeSpan.Zero); month < End; month = month.AddMonths(1))
        {
            await RunAsync(source, $"SELECT discovery_prepare_partitions('{month:O}', 0)");
        }

        await RunAsync(source, $"INSERT INTO discovery_snapshots (id, cycle_timestamp) SELECT i, '{start:O}'::timestamptz + i * interval '2 minutes' FROM generate_series(0, {cycles - 1}) i");
        await RunAsync(
            source,
            $"""
            INSERT INTO token_scores (token_address, symbol, snapshot_id, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, slot_rank,
                coverage, price_change_24h, liquidity_usd, volume_24h_usd, action, action_reason, created_at)
            SELECT replace(rpad('Bench' || to_char(t + 111111, 'FM000000'), 43, 'x'), '0', 'z'), 'TOK' || t, s.id, 40 + (s.id * 7 + t) % 60, 50, 60, 70, 80, 90, t + 1, t + 1,
                1, 12.5, 1e6 + s.id, 2e6, 'keep', 'RANK_KEPT', s.cycle_timestamp
            FROM discovery_snapshots s CROSS JOIN generate_series(0, {TokensPerCycle - 1}) t ORDER BY s.id, t
            """);
        await RunAsync(source, "ANALYZE token_scores, discovery_snapshots");
        return source;
    }
}
