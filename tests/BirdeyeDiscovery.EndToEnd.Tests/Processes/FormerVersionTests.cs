using System.Globalization;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The former version and this one on one store and one Redis, one after another and side by side, as in an upgrade that takes its time.</summary>
public sealed class FormerVersionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HostStore.Sqlite, FormerVersion.First)]
    [InlineData(HostStore.Postgres, FormerVersion.First)]
    [InlineData(HostStore.Sqlite, FormerVersion.Before)]
    [InlineData(HostStore.Postgres, FormerVersion.Before)]
    public async Task Each_goes_on_where_the_other_ended_with_cycles_trades_and_events(HostStore store, string version)
    {
        await using var run = await UpgradeRun.StartAsync(store, version);
        await run.CyclesAsync(run.Now, 2);
        await run.CyclesAsync(run.Former, 2);
        await run.Ledger.AssertFactsAsync();

        // Each knows the trades of the other by their ids, and counts them.
        var token = SeedToken.Jup.Address;
        await using (var services = run.Library())
        {
            var ledger = services.GetRequiredService<ITradeLedger>();
            Assert.Equal(TradeCloseStatus.Recorded, (await ledger.RecordTradeClosedAsync(Close("now", token), Ct)).Status);
            Assert.Equal(["AlreadyRecorded", "Recorded"], await run.SendByFormerAsync(Close("now", token), Close("former", token)));
            Assert.Equal(TradeCloseStatus.AlreadyRecorded, (await ledger.RecordTradeClosedAsync(Close("former", token), Ct)).Status);
            Assert.Equal(["2"], await run.Ledger.RowsAsync($"SELECT trades_count FROM tracked_tokens WHERE address = '{token}'"));

            var tracked = services.GetRequiredService<ITrackedTokenStore>();
            Assert.Equal(2, (await tracked.FindAsync(token, Ct))!.TradesCount);
            var events = await services.GetRequiredService<IDiscoveryHistory>().GetEventsAsync(0, 10_000, Ct);
            Assert.Equal(await run.CountAsync("token_lifecycle_events"), events.Count);
            Assert.Equal(4, (await services.GetRequiredService<IDiscoveryHistory>().GetSnapshotsAsync(10, Ct)).Count);
        }

        await run.CyclesAsync(run.Now, 2);
        await run.CyclesAsync(run.Former, 1);
        await run.Ledger.AssertFactsAsync();
        await AssertSecurityAsync(run);
        Assert.Equal(["7|0"], await run.Ledger.RowsAsync("SELECT count(*), sum(CASE WHEN outcome = 'complete' THEN 0 ELSE 1 END) FROM discovery_snapshots"));

        // None of what the former version wrote was taken for a statement by hand.
        Assert.Equal(["0"], await run.Ledger.RowsAsync("SELECT count(*) FROM tracked_tokens WHERE held_by IS NOT NULL"));
        Assert.Equal(["2"], await run.Ledger.RowsAsync($"SELECT trades_count FROM tracked_tokens WHERE address = '{token}'"));
    }

    [Theory]
    [InlineData(HostStore.Sqlite, FormerVersion.First)]
    [InlineData(HostStore.Postgres, FormerVersion.First)]
    [InlineData(HostStore.Sqlite, FormerVersion.Before)]
    [InlineData(HostStore.Postgres, FormerVersion.Before)]
    public async Task Side_by_side_either_takes_over_from_the_other_and_a_reader_sees_the_cycles_of_both(HostStore store, string version)
    {
        await using var run = await UpgradeRun.StartAsync(store, version);
        await run.CyclesAsync(run.Now, 1);
        await using var services = new ServiceCollection()
            .AddBirdeyeLiveReader(options => (options.Discovery.Interval, options.Cache.KeyPrefix) = (TimeSpan.FromSeconds(1), run.Prefix))
            .UseRedis(run.Redis).Services.BuildServiceProvider();
        var reader = services.GetRequiredService<ILiveReader>();

        foreach (var first in new[] { true, false })
        {
            var leader = first ? run.Start(run.Former) : run.Start(run.Now);
            await MoreAsync(leader, 2);
            await using var follower = first ? run.Start(run.Now) : run.Start(run.Former);
            await MoreAsync(leader, 2);
            await leader.KillAsync();
            await leader.DisposeAsync();
            await MoreAsync(follower, 3);
            Assert.Equal(0, await follower.TerminateAsync());
        }

        await run.Ledger.AssertFactsAsync();
        Assert.Equal(["0"], await run.Ledger.RowsAsync("SELECT count(*) FROM (SELECT epoch, lag(epoch) OVER (ORDER BY id) AS before FROM discovery_snapshots) s WHERE epoch < before"));

        async Task MoreAsync(HostRun host, int cycles)
        {
            var before = await run.CountAsync("discovery_snapshots");
            await Poll.UntilAsync(
                async () => await run.CountAsync("discovery_snapshots") >= before + cycles,
                () => $"no more cycles:\n{host.Output}{host.Errors}",
                seconds: 300);

            // The view is that of the newest cycle or the one before.
            await Poll.UntilAsync(
                async () => (await reader.GetViewAsync(Ct)).TryGet(out var view) && await IsNewAsync(view.CycleTimestamp) && view.ActiveTokens.Count > 2,
                () => $"the reader does not see the cycle:\n{host.Output}{host.Errors}",
                seconds: 300);
        }

        async Task<bool> IsNewAsync(DateTimeOffset cycle) => (await run.Ledger.RowsAsync("SELECT cycle_timestamp FROM discovery_snapshots ORDER BY id DESC LIMIT 2"))
            .Any(time => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds() == cycle.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData(HostStore.Sqlite, FormerVersion.First)]
    [InlineData(HostStore.Postgres, FormerVersion.First)]
    [InlineData(HostStore.Sqlite, FormerVersion.Before)]
    [InlineData(HostStore.Postgres, FormerVersion.Before)]
    public async Task The_former_goes_on_with_a_token_that_a_person_tracks_by_this_version(HostStore store, string version)
    {
        await using var run = await UpgradeRun.StartAsync(store, version);
        await run.CyclesAsync(run.Now, 1);
        await using (var services = run.Library())
        {
            // An unpinned seed makes the former version read the actions in each cycle; it does not know that one can track a token.
            var people = services.GetRequiredService<ITokenLifecycle>();
            var note = new OperatorNote("alice", "upgrade");
            var seed = SeedToken.Jup.Address;
            var candidate = (await run.Ledger.RowsAsync(
                "SELECT token_address FROM candidate_rejections WHERE token_address NOT IN (SELECT address FROM tracked_tokens) ORDER BY id DESC LIMIT 1")).Single();
            Assert.Equal(OperatorStatus.Applied, (await people.TrackAsync(candidate, note, cancellationToken: Ct)).Status);
            Assert.Equal(OperatorStatus.Applied, (await people.UnpinAsync(seed, note, Ct)).Status);
        }

        await run.CyclesAsync(run.Former, 2);
        await run.CyclesAsync(run.Now, 1);

        Assert.Equal(["4|0"], await run.Ledger.RowsAsync("SELECT count(*), sum(CASE WHEN outcome = 'complete' THEN 0 ELSE 1 END) FROM discovery_snapshots"));
        Assert.Equal(["resume|track", "unpin|∅"], await run.Ledger.RowsAsync("SELECT action, exact_action FROM operator_actions ORDER BY id"));
        Assert.Equal(["1"], await run.Ledger.RowsAsync("SELECT count(*) FROM token_lifecycle_events WHERE event_type = 'added' AND reason = 'BY_HAND: alice: upgrade'"));
    }

    /// <summary>Checks that neither version read a cached answer of the other as one without findings, or as none.</summary>
    private static async Task AssertSecurityAsync(UpgradeRun run)
    {
        var rejected = (await run.Ledger.RowsAsync(
            """
            SELECT (SELECT count(*) FROM candidate_rejections r WHERE r.snapshot_id = s.id AND r.stage = 'security' AND r.reason_code <> 'SEC_UNKNOWN') || ' '
                || (SELECT count(*) FROM candidate_rejections r WHERE r.snapshot_id = s.id AND r.reason_code = 'SEC_UNKNOWN')
            FROM discovery_snapshots s ORDER BY s.id
            """)).Select(static row => row.Split(' ').Select(static count => int.Parse(count, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        var counts = string.Join(", ", rejected.Select(static row => $"{row[0]}+{row[1]}"));
        Assert.True(rejected[0][0] > 0, counts);
        Assert.All(rejected, row => Assert.True(row[0] > 0 && row[1] <= rejected[0][1] + 3, counts));
    }

    private static TradeClose Close(string id, string token) => new()
    {
        TradeId = id,
        TokenAddress = token,
        StrategyType = "momentum",
        PnlUsd = 2.5m,
        OpenedAt = new DateTimeOffset(2026, 11, 1, 11, 0, 0, TimeSpan.Zero),
        ClosedAt = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero),
    };
}
