using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>
/// Compares the drop of a month, as the library does it, with the deletion of the same rows. Retention removes what was written a year ago,
/// so none of it is in memory when a measurement starts.
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

    /// <summary>Measures one full month of all three tables, with a copy of it for each measurement.</summary>
    /// <returns>
    /// The drop until it releases its locks, compared with DELETE; the whole drop, with the files freed, compared with DELETE; and compared
    /// with DELETE and the VACUUM that it needs.
    /// </returns>
    public async Task<(PairedRatio Gone, PairedRatio Freed, PairedRatio FreedByBoth)> MonthAsync(int pairs)
    {
        var may = (int)(HistoryRows.End - HistoryRows.End.AddMonths(-1)).TotalMinutes / 2;
        var full = await bench.MakeAsync("month");
        await StoreBench.RunAsync(full, HistoryRows.Scores(may * HistoryRows.TokensPerCycle));
        await StoreBench.RunAsync(full, HistoryRows.RejectionsAndInputs);
        await full.DisposeAsync();
        var (held, drops, deletes, vacuums) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var pair = 0; pair < pairs; pair++)
        {
            var source = await CopyAsync($"drop_{pair}");
            await using (var connection = await source.OpenConnectionAsync())
            {
                // The server releases the locks at the commit, and then frees the files.
                await using var transaction = await connection.BeginTransactionAsync();
                await using var command = new NpgsqlCommand(
                    $"SELECT discovery_drop_history('{HistoryRows.End:O}')",
                    connection,
                    transaction);
                held.Add(await PairedRatio.TimeAsync(() => command.ExecuteNonQueryAsync()));
                drops.Add(held[^1] + await PairedRatio.TimeAsync(() => transaction.CommitAsync()));
            }

            await EmptyAsync(source, "token_scores");
            source = await CopyAsync($"delete_{pair}");
            deletes.Add(await PairedRatio.TimeAsync(() => StoreBench.RunAsync(source, DeleteAll)));
            vacuums.Add(
                deletes[^1] + await PairedRatio.TimeAsync(() => VacuumAsync(
                    source,
                    "token_scores",
                    "candidate_rejections",
                    "cycle_inputs")));
            await EmptyAsync(source, "token_scores");
        }

        return (PairedRatio.Of(held, deletes), PairedRatio.Of(drops, deletes), PairedRatio.Of(drops, vacuums));
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
