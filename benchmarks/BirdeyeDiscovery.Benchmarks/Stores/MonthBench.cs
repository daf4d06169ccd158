using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>
/// A month that goes: dropped as the library does it, against the same rows deleted. What retention removes was written a year ago, so nothing of it is in
/// memory when a measurement starts.
/// </summary>
internal sealed class MonthBench(StoreBench bench)
{
    private static readonly string DeleteAll =
        $"""
        BEGIN;
        DELETE FROM token_scores WHERE created_at < '{HistoryRows.End:O}';
        DELETE FROM candidate_rejections WHERE created_at < '{HistoryRows.End:O}';
        DELETE FROM cycle_inputs WHERE created_at < '{HistoryRows.End:O}';
        COMMIT;
        """;

    /// <summary>One full month of all three tables, a copy of it for each measurement: dropped, against deleted from equal partitions, and against deleted with the space given back.</summary>
    public async Task<(PairedRatio Delete, PairedRatio DeleteAndVacuum, TimeSpan Stopped)> MonthAsync(int pairs)
    {
        var may = (int)(HistoryRows.End - HistoryRows.End.AddMonths(-1)).TotalMinutes / 2;
        var full = await bench.MakeAsync("month");
        await StoreBench.RunAsync(full, HistoryRows.Scores(may * HistoryRows.TokensPerCycle));
        await StoreBench.RunAsync(full, HistoryRows.RejectionsAndInputs);
        await full.DisposeAsync();
        var (drops, deletes, vacuums) = (new List<double>(), new List<double>(), new List<double>());
        for (var pair = 0; pair < pairs; pair++)
        {
            var source = await CopyAsync($"drop_{pair}");
            drops.Add(await PairedRatio.TimeAsync(() => StoreBench.RunAsync(source, $"SELECT discovery_drop_history('{HistoryRows.End:O}')")));
            await EmptyAsync(source, "token_scores");
            source = await CopyAsync($"delete_{pair}");
            deletes.Add(await PairedRatio.TimeAsync(() => StoreBench.RunAsync(source, DeleteAll)));
            vacuums.Add(deletes[^1] + await PairedRatio.TimeAsync(() => VacuumAsync(source, "token_scores", "candidate_rejections", "cycle_inputs")));
            await EmptyAsync(source, "token_scores");
        }

        return (PairedRatio.Of(drops, deletes), PairedRatio.Of(drops, vacuums), await StoppedAsync());
    }

    /// <summary>One month of score rows dropped, against deleted from an ordinary table with equal rows and the seed's indexes, its space given back.</summary>
    /// <param name="rows">How many score rows each of both has in all.</param>
    /// <param name="months">How many months go, one after the other, each a pair.</param>
    public async Task<(PairedRatio Delete, PairedRatio DeleteAndVacuum)> FromManyAsync(int rows, int months)
    {
        var name = $"months_{rows}";
        var source = await bench.MakeAsync(name);
        await StoreBench.RunAsync(source, HistoryRows.Scores(rows));
        await StoreBench.RunAsync(
            source,
            """
            CREATE TABLE ordinary (LIKE token_scores INCLUDING DEFAULTS);
            INSERT INTO ordinary SELECT * FROM token_scores ORDER BY id;
            ALTER TABLE ordinary ADD PRIMARY KEY (id);
            CREATE INDEX ON ordinary (token_address);
            CREATE INDEX ON ordinary (snapshot_id);
            CREATE INDEX ON ordinary (rank);
            ANALYZE ordinary;
            """);
        var (drops, deletes, vacuums) = (new List<double>(), new List<double>(), new List<double>());
        var first = HistoryRows.End.AddMinutes(-2 * (rows / HistoryRows.TokensPerCycle));

        // The first month is not a whole one; nobody measures it.
        var bound = new DateTimeOffset(first.Year, first.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        await StoreBench.RunAsync(source, $"SELECT discovery_drop_history('{bound:O}'); DELETE FROM ordinary WHERE created_at < '{bound:O}'");
        await VacuumAsync(source, "ordinary");
        for (var month = 1; month <= months; month++)
        {
            source = await ColdAsync(name);
            drops.Add(await PairedRatio.TimeAsync(() => StoreBench.RunAsync(source, $"SELECT discovery_drop_history('{bound.AddMonths(month):O}')")));
            deletes.Add(await PairedRatio.TimeAsync(() => StoreBench.RunAsync(source, $"DELETE FROM ordinary WHERE created_at < '{bound.AddMonths(month):O}'")));
            vacuums.Add(deletes[^1] + await PairedRatio.TimeAsync(() => VacuumAsync(source, "ordinary")));
        }

        return (PairedRatio.Of(drops, deletes), PairedRatio.Of(drops, vacuums));
    }

    // How long a cycle that commits has to wait: the locks are held while the tables are dropped, and no longer while their files are.
    private async Task<TimeSpan> StoppedAsync()
    {
        var source = await CopyAsync("stopped");
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"SELECT discovery_drop_history('{HistoryRows.End:O}')", connection, transaction);
        var seconds = await PairedRatio.TimeAsync(() => command.ExecuteNonQueryAsync());
        await transaction.CommitAsync();
        return TimeSpan.FromSeconds(seconds);
    }

    private async Task<NpgsqlDataSource> CopyAsync(string name)
    {
        await bench.Server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE month STRATEGY file_copy");
        return await ColdAsync(name);
    }

    private async Task<NpgsqlDataSource> ColdAsync(string name)
    {
        await bench.Server.ExecuteAsync("CHECKPOINT");
        await bench.Server.StopAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(bench.Server.DataDirectory, "base"), "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(file).Length > 1_000_000)
            {
                await Command.RunAsync("dd", [$"if={file}", "iflag=nocache", "count=0", "status=none"]);
            }
        }

        await bench.Server.StartAsync();
        return bench.Open(name);
    }

    private static async Task VacuumAsync(NpgsqlDataSource source, params string[] tables)
    {
        foreach (var table in tables)
        {
            await StoreBench.RunAsync(source, $"VACUUM {table}");
        }
    }

    private static async Task EmptyAsync(NpgsqlDataSource source, string table)
    {
        await using var command = source.CreateCommand($"SELECT count(*) FROM {table}");
        if (await command.ExecuteScalarAsync() is not 0L)
        {
            throw new InvalidOperationException($"{table} still has rows.");
        }
    }
}
