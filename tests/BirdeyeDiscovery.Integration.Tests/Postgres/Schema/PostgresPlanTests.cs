using System.Globalization;
using System.Text.RegularExpressions;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>How the server reads history of 100,000 rows: by index, and by the months that are asked for.</summary>
public sealed partial class PostgresPlanTests(ElevenMonths history) : IClassFixture<ElevenMonths>
{
    private static readonly string[] Active = ["active"];

    [Fact]
    public async Task A_token_a_snapshot_or_a_time_is_read_by_index_in_the_months_that_are_asked_for()
    {
        var schema = PostgresIdentifier.Quote(PostgresHarness.Schema);
        var from = new DateTime(2026, 5, 20, 0, 0, 0, DateTimeKind.Utc);

        await ReadsByIndexAsync("token_scores", new PostgresScoreSql(schema).SelectHistory, months: 1, "mint7", from, from.AddDays(7));
        await ReadsByIndexAsync("token_scores", new PostgresScoreSql(schema).SelectHistory, months: 2, "mint7", from.AddDays(7), from.AddDays(14));
        await ReadsByIndexAsync("token_scores", new PostgresScoreSql(schema).SelectAsOf, months: 5, "mint7", from);
        await ReadsByIndexAsync("token_scores", new PostgresScoreSql(schema).SelectBySnapshot, months: 1, 500L);
        await ReadsByIndexAsync("token_scores", new PostgresScoreSql(schema).WarmUps, months: 1, 3, ReasonCodes.WarmUp);
        var until = new DateTime(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);
        await ReadsByIndexAsync("token_scores", new PostgresScoreSql(schema).Peaks, months: 1, until.AddDays(-1), until);
        await ReadsByIndexAsync("candidate_rejections", new PostgresRejectionSql(schema).SelectHistory, months: 1, "mint7", from, from.AddDays(7));
        await ReadsByIndexAsync("candidate_rejections", new PostgresRejectionSql(schema).SelectBySnapshot, months: 1, 500L);
    }

    [Fact]
    public async Task What_is_asked_without_a_time_is_read_by_index_in_every_month()
    {
        foreach (var table in new[] { "token_scores", "candidate_rejections" })
        {
            await ReadsByIndexAsync(table, $"SELECT * FROM {table} WHERE token_address = $1", months: null, "mint7");
            await ReadsByIndexAsync(table, $"SELECT * FROM {table} WHERE snapshot_id = $1", months: null, 500L);

            // As the first design has it: the last week of a token, by the time of the snapshot.
            await ReadsByIndexAsync(
                table,
                $"SELECT s.cycle_timestamp, t.* FROM {table} t JOIN discovery_snapshots s ON s.id = t.snapshot_id WHERE t.token_address = $1 AND s.cycle_timestamp > '2026-10-20'",
                months: null,
                "mint7");
        }
    }

    [Fact]
    public async Task What_was_done_by_hand_is_read_by_index()
    {
        var schema = PostgresIdentifier.Quote(PostgresHarness.Schema);
        var from = new DateTime(2026, 5, 20, 0, 0, 0, DateTimeKind.Utc);

        await ReadsByIndexAsync("token_lifecycle_events", new PostgresEventSql(schema).SelectAfter, months: null, 99_000L, 100);
        await ReadsByIndexAsync("token_lifecycle_events", new PostgresEventSql(schema).SelectBySnapshot, months: null, 500L);
        await ReadsByIndexAsync("token_lifecycle_events", new PostgresEventSql(schema).SelectHistory, months: null, "mint7", from, from.AddDays(7));
        await ReadsByIndexAsync("operator_actions", new PostgresOperatorSql(schema).SelectAfter, months: null, 15_000L, 100);
        await ReadsByIndexAsync("operator_actions", new PostgresOperatorSql(schema).SelectByRequest, months: null, "request7");
        foreach (var table in new[] { "discovery_snapshots", "token_migrations", "tracked_tokens" })
        {
            await ReadsByIndexAsync(table, new PostgresOperatorSql(schema).SelectStanding, months: null, "mint3");
        }

        await ReadsByIndexAsync("strategy_config_versions", new PostgresStrategySql(schema).SelectVersions, months: null, "mint7", 100);
        await ReadsByIndexAsync("strategy_config_versions", new PostgresStrategySql(schema).SelectNumber, months: null, "mint7", 3);
        await ReadsByIndexAsync("strategy_config_versions", new PostgresStrategySql(schema).SelectByChange, months: null, "change7");
        await ReadsByIndexAsync("strategy_config_versions", new PostgresStrategySql(schema).SelectLast, months: null, "mint7");
        var inForce = PostgresTradeVersionSql.InForce(schema).Replace("$2", "$1", StringComparison.Ordinal).Replace("$4", "'momentum'", StringComparison.Ordinal);
        await ReadsByIndexAsync("strategy_config_versions", inForce.Replace("$7", "$2", StringComparison.Ordinal), months: null, "mint7", from);
        await ReadsByIndexAsync("trade_closes", new PostgresTradeSql(schema).SelectById, months: null, "trade7");
        await ReadsByIndexAsync("trade_closes", new PostgresTradeSql(schema).SelectSpan, months: null, "mint7", from, from.AddDays(7));
    }

    [Fact]
    public async Task The_addresses_of_a_token_that_moved_are_found_by_index_and_so_are_its_rows()
    {
        var schema = PostgresIdentifier.Quote(PostgresHarness.Schema);
        var from = new DateTime(2026, 5, 20, 0, 0, 0, DateTimeKind.Utc);

        string[] queries =
        [
            new PostgresMigrationSql(schema).SelectAddresses,
            new PostgresStrategySql(schema).SelectVersions.Replace("$2", "100", StringComparison.Ordinal),
            new PostgresTradeSql(schema).Resolve,
        ];
        foreach (var query in queries)
        {
            await ReadsByIndexAsync("token_migrations", query, months: null, "mint7");
        }

        await ReadsByIndexAsync("token_migrations", new PostgresScoreSql(schema).SelectHistory, months: null, "mint3", from, from.AddDays(7));
        await ReadsByIndexAsync("token_migrations", new PostgresRejectionSql(schema).SelectHistory, months: null, "mint3", from, from.AddDays(7));
        await ReadsByIndexAsync("token_scores", new PostgresScoreSql(schema).SelectHistory, months: 1, "mint3", from, from.AddDays(7));
        await ReadsByIndexAsync("candidate_rejections", new PostgresRejectionSql(schema).SelectHistory, months: 1, "mint3", from, from.AddDays(7));
        await ReadsByIndexAsync("tracked_tokens", new PostgresTokenSql(schema).SelectByStatus, months: null, (object)Active);
        await ReadsByIndexAsync("tracked_tokens", new PostgresStrategySql(schema).SelectBySymbol, months: null, "symbol7");
    }

    // With a time known when the statement is planned, other months are not in the plan; with one that is read first, they are, and are never executed.
    private async Task ReadsByIndexAsync(string table, string sql, int? months, params object[] values)
    {
        await using var command = history.Schema.Open(PostgresRoles.Runtime).CreateCommand("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        var plan = string.Join('\n', lines);
        var scans = lines.Select(line => ScanOfTable().Match(line)).Where(scan => scan.Success && scan.Groups["table"].Value.StartsWith(table, StringComparison.Ordinal))
            .Where(scan => !history.EmptyTables.Contains(scan.Groups["table"].Value)).ToList();
        Assert.True(scans.Count > 0, plan);
        Assert.True(scans.TrueForAll(scan => scan.Groups["kind"].Value != "Seq Scan"), plan);

        // An index that is read from end to end is none.
        Assert.True(
            lines.Select(static line => Removed().Match(line))
                .Where(static line => line.Success)
                .Sum(static line => long.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture)) < 1_000,
            plan);
        if (months is { } expected)
        {
            Assert.True(scans.Count(scan => !scan.Value.Contains("never executed", StringComparison.Ordinal)) == expected, plan);
        }
    }

    [GeneratedRegex(@"Rows Removed by .*: (\d+)")]
    private static partial Regex Removed();

    [GeneratedRegex(@"(?<!Bitmap )(?<kind>Seq Scan|Index Scan|Index Only Scan|Bitmap Heap Scan).* on (?<table>\w+).*")]
    private static partial Regex ScanOfTable();
}
