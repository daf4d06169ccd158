using BirdeyeDiscovery.Benchmarks.Fixtures;
using Npgsql;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>Compares the scores of one cycle read by the store with those read by a plain driver reader and its own map.</summary>
internal sealed class ReadBench(StoreBench bench)
{
    private const decimal One = 1.0000000000000000000000000000m;

    public async Task<PairedRatio> ScoresAsync(int rows, int pairs)
    {
        var source = await bench.MakeAsync($"read_{rows}");
        var host = await bench.LeadAsync(source);
        var id = (await host.Store.CommitCycleAsync(host.Epoch, PlanFixture.Create(0, rows))).SnapshotId;
        var sql = new PostgresScoreSql("public").SelectBySnapshot;
        var read = await host.History.GetScoresAsync(id);
        if (read.Count != rows || !read.SequenceEqual(await ByHandAsync(source, sql, id)))
        {
            throw new InvalidOperationException("The two ways do not read the same scores, or not all.");
        }

        var result = await PairedRatio.MeasureAsync(
            pairs, warmUps: 5, async () => await host.History.GetScoresAsync(id), async () => await ByHandAsync(source, sql, id));
        return result.Inverse();
    }

    private static async Task<List<ScoreRecord>> ByHandAsync(NpgsqlDataSource source, string sql, long id)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<ScoreRecord>();
        while (await reader.ReadAsync())
        {
            rows.Add(Map(reader));
        }

        return rows;
    }

    private static ScoreRecord Map(NpgsqlDataReader row) => new()
    {
        TokenAddress = row.GetString(0),
        Symbol = row.GetString(1),
        TotalScore = Number(row, 2),
        MomentumScore = NumberOrNull(row, 3),
        LiquidityScore = NumberOrNull(row, 4),
        VolumeScore = NumberOrNull(row, 5),
        SafetyScore = NumberOrNull(row, 6),
        FlowScore = NumberOrNull(row, 7),
        Rank = row.IsDBNull(8) ? null : row.GetInt32(8),
        SlotRank = row.IsDBNull(9) ? null : row.GetInt32(9),
        Coverage = Number(row, 10),
        PriceChange5m = NumberOrNull(row, 11),
        PriceChange1h = NumberOrNull(row, 12),
        PriceChange24h = NumberOrNull(row, 13),
        LiquidityUsd = NumberOrNull(row, 14),
        Volume24hUsd = NumberOrNull(row, 15),
        BuySellImbalance = NumberOrNull(row, 16),
        Action = StoredText.Parse<ScoreAction>(row.GetString(17)),
        ActionReason = row.GetString(18),
    };

    private static decimal? NumberOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Number(row, column);

    private static decimal Number(NpgsqlDataReader row, int column) =>
        row.GetDecimal(column) is var value && value.Scale == 0 ? value : value / One;
}
