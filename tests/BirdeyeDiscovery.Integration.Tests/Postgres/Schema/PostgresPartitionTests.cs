using System.Globalization;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Months: made ahead, made good when nobody made them, dropped whole.</summary>
public sealed class PostgresPartitionTests
{
    private static readonly DateTimeOffset January = new(2031, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Histories = ["token_scores", "candidate_rejections", "cycle_inputs", "shadow_scores"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_month_and_the_next_two_are_made_ahead_once()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        var maintenance = schema.Maintenance(PostgresRoles.Runtime);

        await maintenance.PrepareAsync(new(2031, 11, 30, 23, 59, 59, TimeSpan.FromHours(-5)), Cancel);
        await maintenance.PrepareAsync(new(2031, 12, 1, 0, 0, 0, TimeSpan.Zero), Cancel);

        foreach (var table in Histories)
        {
            Assert.Equal($"{table}_y2031m12 {table}_y2032m01 {table}_y2032m02", await PartitionsAsync(schema, table, "203[12]"));
        }

        Assert.Equal("0", await schema.ScalarAsync("SELECT discovery_prepare_partitions('2031-12-31 23:59:59Z')", PostgresRoles.Runtime));
    }

    [Fact]
    public async Task A_row_at_either_edge_of_a_month_lands_in_it_whatever_the_time_zone_of_the_session()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.ExecuteAsync("SET timezone = 'Asia/Kolkata'; SELECT discovery_prepare_partitions('2031-01-15')", PostgresRoles.Runtime);
        await schema.AddCycleAsync(new(2031, 2, 1, 0, 0, 0, TimeSpan.Zero));
        await schema.AddCycleAsync(new(2031, 2, 28, 23, 59, 59, 999, TimeSpan.Zero));

        Assert.Equal("token_scores_y2031m02 2", await schema.ScalarAsync("SELECT tableoid::regclass || ' ' || count(*) FROM token_scores GROUP BY tableoid"));
    }

    [Fact]
    public async Task What_landed_in_the_default_partition_gets_its_month_also_when_the_month_is_over()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.AddCycleAsync(January);
        await schema.AddCycleAsync(January.AddMonths(3));
        await schema.AddCycleAsync(January.AddYears(-100));
        var before = await schema.ScalarAsync("SELECT string_agg(t::text, ';' ORDER BY id) FROM token_scores t");
        Assert.Equal("3", await schema.ScalarAsync("SELECT count(*) FROM ONLY token_scores_default"));

        await schema.Maintenance(PostgresRoles.Runtime).PrepareAsync(January.AddMonths(5), Cancel);

        Assert.Equal(before, await schema.ScalarAsync("SELECT string_agg(t::text, ';' ORDER BY id) FROM token_scores t"));
        foreach (var table in Histories)
        {
            Assert.Equal(
                $"{table}_y2031m01 {table}_y2031m04 {table}_y2031m06 {table}_y2031m07 {table}_y2031m08", await PartitionsAsync(schema, table, "2031"));
            Assert.Equal("1", await schema.ScalarAsync($"SELECT count(*) FROM {table}_default"));
        }
    }

    [Fact]
    public async Task A_partition_has_every_index_key_and_check_of_its_table()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.Maintenance(PostgresRoles.Runtime).PrepareAsync(January, Cancel);

        foreach (var table in Histories)
        {
            var sql = "SELECT string_agg(regexp_replace(pg_get_constraintdef(oid), '^FOREIGN.*', 'FOREIGN'), ' ' ORDER BY 1) "
                + "FROM (SELECT DISTINCT ON (pg_get_constraintdef(oid)) oid FROM pg_constraint WHERE conrelid = '{0}'::regclass) c";
            Assert.Equal(
                await schema.ScalarAsync(string.Format(CultureInfo.InvariantCulture, sql, table)),
                await schema.ScalarAsync(string.Format(CultureInfo.InvariantCulture, sql, table + "_y2031m01")));
            Assert.Equal(
                await schema.ScalarAsync($"SELECT count(*) FROM pg_index WHERE indrelid = '{table}'::regclass"),
                await schema.ScalarAsync($"SELECT count(*) FROM pg_index WHERE indrelid = '{table}_y2031m01'::regclass AND indisvalid"));
        }

        await schema.AddCycleAsync(January);
        var error = await Assert.ThrowsAsync<PostgresException>(() => schema.ExecuteAsync(
            $"INSERT INTO token_scores (token_address, snapshot_id, total_score, action, created_at) VALUES ('x', 987654321, 1, 'skip', '{January:O}')", PostgresRoles.Runtime));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, error.SqlState);
    }

    [Fact]
    public async Task Cycles_go_on_while_rows_are_moved_and_none_is_lost()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.AddCycleAsync(January);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writer = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await schema.AddCycleAsync(January.AddSeconds(++written), "m" + written);
                }
            },
            Cancel);
        await Poll.UntilAsync(() => written > 20, () => "nothing is written");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => await schema.Maintenance(PostgresRoles.Runtime).PrepareAsync(January, Cancel)));
        var reached = written;
        await Poll.UntilAsync(() => written > reached + 20, () => "nothing is written any more");
        await stop.CancelAsync();
        await writer;

        Assert.Equal($"{written + 1} {written + 1} 1", await schema.ScalarAsync("SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || count(DISTINCT tableoid) FROM token_scores"));
    }

    [Fact]
    public async Task Whole_months_are_dropped_and_the_facts_stay()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        foreach (var month in Enumerable.Range(-3, 4))
        {
            var time = new DateTimeOffset(2026, 5, 20, 0, 0, 0, TimeSpan.Zero).AddMonths(month);
            await schema.Maintenance(PostgresRoles.Runtime).PrepareAsync(time, Cancel);
            await schema.AddCycleAsync(time);
        }

        await schema.AddCycleAsync(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var result = await schema.Maintenance(PostgresRoles.Retention).DropHistoryAsync(new(2026, 4, 10, 0, 0, 0, TimeSpan.Zero), Cancel);

        Assert.True(result.IsPermitted);
        Assert.Equal(
            ["token_scores_y2026m02", "token_scores_y2026m03", "1 rows of token_scores_default",
                "candidate_rejections_y2026m02", "candidate_rejections_y2026m03", "1 rows of candidate_rejections_default",
                "cycle_inputs_y2026m02", "cycle_inputs_y2026m03", "1 rows of cycle_inputs_default",
                "shadow_scores_y2026m02", "shadow_scores_y2026m03", "1 rows of shadow_scores_default"],
            result.Dropped);
        Assert.Equal("2026-04-20 2", await schema.ScalarAsync("SELECT min(created_at)::date || ' ' || count(*) FROM token_scores"));
        Assert.Equal("5", await schema.ScalarAsync("SELECT count(*) FROM discovery_snapshots"));
    }

    [Fact]
    public async Task The_running_month_is_never_dropped()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        var now = new DateTimeOffset(DateTime.Parse(await schema.ScalarAsync("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS')"), CultureInfo.InvariantCulture), TimeSpan.Zero);
        await schema.AddCycleAsync(now);

        var result = await schema.Maintenance(PostgresRoles.Retention).DropHistoryAsync(now.AddYears(5), Cancel);

        Assert.Empty(result.Dropped);
        Assert.Equal("1", await schema.ScalarAsync("SELECT count(*) FROM token_scores"));
    }

    [Fact]
    public async Task Who_may_not_drop_history_is_told_so_and_nothing_is_dropped()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.AddCycleAsync(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var result = await schema.Maintenance(PostgresRoles.Runtime).DropHistoryAsync(January, Cancel);

        Assert.False(result.IsPermitted);
        Assert.Empty(result.Dropped);
        Assert.Equal("1", await schema.ScalarAsync("SELECT count(*) FROM token_scores"));
    }

    [Fact]
    public async Task A_drop_gives_up_soon_when_somebody_reads_and_works_afterwards()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        var old = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
        await schema.Maintenance(PostgresRoles.Runtime).PrepareAsync(old, Cancel);
        await schema.AddCycleAsync(old);
        var maintenance = schema.Maintenance(PostgresRoles.Retention);
        await using (var reader = await schema.Open(PostgresRoles.Runtime).OpenConnectionAsync(Cancel))
        {
            await using var transaction = await reader.BeginTransactionAsync(Cancel);
            await using var read = new NpgsqlCommand("SELECT count(*) FROM token_scores", reader);
            await read.ExecuteScalarAsync(Cancel);

            var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await maintenance.DropHistoryAsync(old.AddMonths(1), Cancel));
            Assert.True(error.IsTransient);
            Assert.Equal(PostgresErrorCodes.LockNotAvailable, Assert.IsType<PostgresException>(error.InnerException).SqlState);
        }

        Assert.Equal(4, (await maintenance.DropHistoryAsync(old.AddMonths(1), Cancel)).Dropped.Count);
    }

    [Fact]
    public async Task A_time_that_cannot_be_meant_is_refused()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        string[] calls =
        [
            "discovery_prepare_partitions(NULL)",
            "discovery_prepare_partitions('infinity')",
            "discovery_prepare_partitions('1999-12-31')",
            "discovery_prepare_partitions('2026-05-01', 13)",
            "discovery_prepare_partitions('2026-05-01', NULL)",
            "discovery_drop_history(NULL)",
            "discovery_drop_history('-infinity')",
        ];

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() => schema.ExecuteAsync("SELECT " + call));
            Assert.True(error.SqlState == "22023", $"{call}: {error.MessageText}");
        }
    }

    private static Task<string> PartitionsAsync(InstalledSchema schema, string table, string year) => schema.ScalarAsync(
        $"SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = '{table}'::regclass AND c.relname ~ '_y{year}'");
}
