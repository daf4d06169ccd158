using System.Diagnostics;
using System.Globalization;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Two processes of the sample host on one database, whose leader is killed or suspended again and again.</summary>
public sealed class PostgresHostTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    // A follower asks each third of the lease; the rest is what a busy machine takes to let it.
    private static readonly TimeSpan TakeOver = (Lease * 4 / 3) + TimeSpan.FromSeconds(2);

    [Fact]
    public Task The_follower_takes_over_from_a_leader_that_is_killed_or_suspended() => RunAsync(incidents: 3, cycles: 6);

    /// <summary>For hand and night: <c>scripts/soak-postgres.sh</c>.</summary>
    [Fact]
    public Task A_hundred_cycles_survive_ten_leaders()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1", "It takes minutes; BIRDEYE_LONG=1 runs it.");
        return RunAsync(incidents: 10, cycles: 100);
    }

    private static async Task RunAsync(int incidents, int cycles)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        await using var database = await PostgresDatabases.CreateAsync();
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var settings = await SettingsAsync(birdeye, database);
        List<HostRun> hosts = [HostRun.Start(folder.Path, settings), HostRun.Start(folder.Path, settings)];
        try
        {
            for (var incident = 1; incident <= incidents; incident++)
            {
                // Incidents are spread over the cycles, and each meets a follower that is there.
                await UntilAsync(database, $"SELECT count(*) >= {Math.Max(1, incident * cycles / (incidents + 1))} FROM discovery.discovery_snapshots", hosts);
                foreach (var host in hosts)
                {
                    await host.UntilAsync(() => host.Output.Contains("Cycle ", StringComparison.Ordinal), "a cycle that it ran or followed");
                }

                var (epoch, pid) = await LeaderAsync(database);
                var leader = hosts.Single(host => host.Id == pid);
                var isKill = incident % 3 != 0;

                // A signal takes its time on a busy machine, and the follower may lead before it is known that the leader ended.
                var before = (DateTime)(await database.ExecuteAsync("SELECT clock_timestamp()"))!;
                await (isKill ? leader.KillAsync() : leader.SuspendAsync());
                var after = (DateTime)(await database.ExecuteAsync("SELECT clock_timestamp()"))!;
                await UntilAsync(database, $"SELECT epoch > {epoch} FROM discovery.discovery_lease", hosts.Where(host => host != leader));
                var taken = (DateTime)(await database.ExecuteAsync("SELECT acquired_at FROM discovery.discovery_lease"))!;
                Assert.InRange(taken, before - Lease, after + TakeOver);
                await UntilAsync(database, $"SELECT count(*) > 0 FROM discovery.discovery_snapshots WHERE epoch > {epoch}", hosts.Where(host => host != leader));
                if (isKill)
                {
                    hosts.Remove(leader);
                    await leader.DisposeAsync();
                    hosts.Add(HostRun.Start(folder.Path, settings));
                }
                else
                {
                    await leader.ResumeAsync();
                }
            }

            await UntilAsync(database, $"SELECT count(*) >= {cycles} FROM discovery.discovery_snapshots", hosts);
            foreach (var host in hosts)
            {
                Assert.Equal(0, await host.TerminateAsync());
            }
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }

        await AssertHistoryAsync(database, incidents);
    }

    private static async Task<IReadOnlyDictionary<string, string>> SettingsAsync(LocalBirdeye birdeye, TestDatabase database) => new Dictionary<string, string>
    {
        ["ConnectionStrings__Postgres"] = database.ConnectionString(PostgresRoles.Runtime),
        ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(TestContext.Current.CancellationToken)).AbsoluteUri,
        ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
        ["BirdeyeDiscovery__Discovery__Interval"] = "00:00:02",
        ["BirdeyeDiscovery__Discovery__TrendingLimit"] = "20",
        ["BirdeyeDiscovery__Storage__Schema"] = PostgresDatabases.Schema,
        ["BirdeyeDiscovery__Storage__Lease"] = Lease.ToString("c", CultureInfo.InvariantCulture),
        ["BirdeyeDiscovery__Cache__Ttl__Trades"] = "00:00:01",
    };

    /// <summary>Gets who leads; the holder's text has the process number in its middle.</summary>
    private static async Task<(long Epoch, int Pid)> LeaderAsync(TestDatabase database)
    {
        var text = ((string)(await database.ExecuteAsync("SELECT epoch || ':' || split_part(holder, ':', 2) FROM discovery.discovery_lease"))!).Split(':');
        return (long.Parse(text[0], CultureInfo.InvariantCulture), int.Parse(text[1], CultureInfo.InvariantCulture));
    }

    private static async Task UntilAsync(TestDatabase database, string sql, IEnumerable<HostRun> hosts)
    {
        var began = Stopwatch.GetTimestamp();
        while (await database.ExecuteAsync(sql) is not true)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2), $"{sql}\n{string.Join("\n---\n", hosts.Select(static host => host.Output + host.Errors))}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task AssertHistoryAsync(TestDatabase database, int incidents)
    {
        // Numbers are given under the lock of the lease: their order is the order of the commits.
        Assert.Equal(0L, await database.ExecuteAsync(
            """
            SELECT count(*) FROM (
                SELECT epoch < lag(epoch) OVER (ORDER BY id) AS is_stale, cycle_timestamp <= lag(cycle_timestamp) OVER (ORDER BY id) AS is_twice
                FROM discovery.discovery_snapshots) s
            WHERE is_stale OR is_twice
            """));
        Assert.True((long)(await database.ExecuteAsync("SELECT count(DISTINCT epoch) FROM discovery.discovery_snapshots"))! > incidents);
        Assert.Equal(0L, await database.ExecuteAsync(
            """
            SELECT count(*) FROM discovery.discovery_snapshots d
            WHERE scored_count <> (SELECT count(*) FROM discovery.token_scores s WHERE s.snapshot_id = d.id)
                OR rejected_count <> (SELECT count(*) FROM discovery.candidate_rejections r WHERE r.snapshot_id = d.id)
            """));
        Assert.Equal(0L, await database.ExecuteAsync(
            """
            SELECT count(*) FROM (
                SELECT token_address, from_status, lag(to_status) OVER (PARTITION BY token_address ORDER BY id) AS before
                FROM discovery.token_lifecycle_events WHERE to_status IS NOT NULL) e
            WHERE from_status IS DISTINCT FROM before
            """));
    }
}
