using System.Text.RegularExpressions;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>How the server reads history of 100,000 rows: by index, and by the months that are asked for.</summary>
public sealed partial class PostgresPlanTests : IAsyncLifetime
{
    private readonly HashSet<string> _empty = [];
    private InstalledSchema _schema = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await InstalledSchema.CreateAsync();

        // 1,000 cycles over eleven months, 100 of 2,000 tokens scored and 100 rejected in each.
        await _schema.ExecuteAsync(
            """
            SELECT discovery_prepare_partitions(make_timestamptz(2026, month, 1, 0, 0, 0, 'UTC'), 0) FROM generate_series(1, 11) month;
            INSERT INTO discovery_snapshots (cycle_timestamp) SELECT timestamptz '2026-01-01Z' + n * interval '8 hours' FROM generate_series(0, 999) n;
            INSERT INTO token_scores (token_address, snapshot_id, total_score, action, rank, created_at)
                SELECT 'mint' || (id * 37 + n) % 2000, id, n / 2.0, 'keep', n + 1, cycle_timestamp FROM discovery_snapshots, generate_series(0, 99) n;
            INSERT INTO candidate_rejections (token_address, snapshot_id, symbol, stage, reason_code, created_at)
                SELECT 'mint' || (id * 41 + n) % 2000, id, '', 'data', 'DATA_MISSING', cycle_timestamp FROM discovery_snapshots, generate_series(0, 99) n;
            ANALYZE
            """);
        var empty = await _schema.ScalarAsync("SELECT string_agg(relname, ' ') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'discovery'::regnamespace AND reltuples = 0");
        _empty.UnionWith(empty.Split(' '));
    }

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task A_token_a_snapshot_or_a_time_is_read_by_index()
    {
        foreach (var table in new[] { "token_scores", "candidate_rejections" })
        {
            // All there is of a token, in every month.
            await ReadsByIndexAsync(table, $"SELECT * FROM {table} WHERE token_address = 'mint7'", months: null);

            // The last week of a token; the same as the first design has it, joined by time of the snapshot.
            await ReadsByIndexAsync(
                table, $"SELECT * FROM {table} WHERE token_address = 'mint7' AND created_at >= '2026-05-20' AND created_at < '2026-05-27' ORDER BY created_at DESC", months: 1);
            await ReadsByIndexAsync(
                table, $"SELECT s.cycle_timestamp, t.* FROM {table} t JOIN discovery_snapshots s ON s.id = t.snapshot_id WHERE t.token_address = 'mint7' AND s.cycle_timestamp > '2026-10-20'", months: null);

            // A snapshot by its number, and with its time as the library knows it.
            await ReadsByIndexAsync(table, $"SELECT * FROM {table} WHERE snapshot_id = 500", months: null);
            await ReadsByIndexAsync(
                table, $"SELECT * FROM {table} WHERE snapshot_id = 500 AND created_at = (SELECT cycle_timestamp FROM discovery_snapshots WHERE id = 500)", months: 1);

            // As of a time: the newest row of a token before it.
            await ReadsByIndexAsync(
                table, $"SELECT * FROM {table} WHERE token_address = 'mint7' AND created_at <= '2026-05-20' AND created_at > '2026-05-01' ORDER BY created_at DESC LIMIT 1", months: 1);
        }
    }

    // With a time known when the statement is planned, other months are not in the plan; with one that is read first, they are, and are never executed.
    private async Task ReadsByIndexAsync(string table, string sql, int? months)
    {
        await using var command = _schema.Open(PostgresRoles.Runtime).CreateCommand("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        var plan = string.Join('\n', lines);
        var scans = lines.Select(line => ScanOfTable().Match(line)).Where(scan => scan.Success && scan.Groups["table"].Value.StartsWith(table, StringComparison.Ordinal))
            .Where(scan => !_empty.Contains(scan.Groups["table"].Value)).ToList();
        Assert.True(scans.Count > 0, plan);
        Assert.True(scans.TrueForAll(scan => scan.Groups["kind"].Value != "Seq Scan"), plan);
        if (months is { } expected)
        {
            Assert.True(scans.Count(scan => !scan.Value.Contains("never executed", StringComparison.Ordinal)) == expected, plan);
        }
    }

    [GeneratedRegex(@"(?<!Bitmap )(?<kind>Seq Scan|Index Scan|Index Only Scan|Bitmap Heap Scan).* on (?<table>\w+).*")]
    private static partial Regex ScanOfTable();
}
