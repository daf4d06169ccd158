using System.Text.Json;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A whole engine with a budget of compute units.</summary>
public sealed class BudgetedEngineTests : EngineTest
{
    [Fact]
    public async Task The_ledger_counts_what_the_local_Birdeye_counts_through_faults_and_restarts()
    {
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = Clock, Seed = 7, Origin = Start });
        for (var run = 0; run < 3; run++)
        {
            await using var host = Staged(birdeye, 50_000_000);
            birdeye.Inject(LocalFault.Status(500) with { Times = 4 });
            birdeye.Inject(LocalFault.Status(500) with { Path = "/defi/txs/token", Times = 2 });
            for (var cycle = 0; cycle < 3; cycle++)
            {
                var result = host.RunNext();
                var billed = await BilledAsync(birdeye);

                Assert.Equal(CycleStatus.Ran, result.Status);
                Assert.Equal(billed, result.Snapshot!.Budget!.Spent);
                Assert.Equal(billed, host.Engine.BudgetForecast!.Spent);
                Assert.Equal((billed, 0), await LedgerAsync(host));
                Assert.Equal(billed, (await host.History.GetSnapshotsAsync(100, Cancellation)).Sum(static snapshot => snapshot.ComputeUnits));
            }
        }
    }

    [Fact]
    public async Task A_short_budget_stretches_the_interval_and_the_view_stays_fresh_until_the_next_cycle()
    {
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = Clock, Seed = 7, Origin = Start });
        await using var host = Staged(birdeye, 5_000_000);
        var reader = host.Services.GetRequiredService<ILiveReader>();
        DateTimeOffset? last = null;
        for (var cycle = 0; cycle < 6; cycle++)
        {
            var result = host.RunNext();
            var snapshot = Assert.Single(await host.History.GetSnapshotsAsync(1, Cancellation));
            var factor = snapshot.Budget!.Stretch.IntervalFactor;

            Assert.Equal(CycleOutcome.Complete, snapshot.Outcome);
            Assert.InRange(snapshot.DiscoveryFrequencySecs, 360, 1_800);
            Assert.InRange(factor, 3, 15);
            Assert.False(snapshot.Budget.Stretch.ReadsLongCandles || snapshot.Budget.Stretch.Audits);
            Assert.True(last is null || snapshot.CycleTimestamp - last >= TimeSpan.FromMinutes(6));
            Assert.Equal(snapshot.CycleTimestamp.AddSeconds(snapshot.DiscoveryFrequencySecs), result.NextDue);
            last = snapshot.CycleTimestamp;

            // One cycle may fail, and the view must not be stale before the one after it.
            Clock.AdvanceTo(result.NextDue!.Value.AddSeconds(snapshot.DiscoveryFrequencySecs - 1));
            Assert.False((await reader.GetViewAsync(Cancellation)).IsStale);
            Assert.DoesNotContain(
                (await host.Lifecycle.MayTradeAsync(result.ActiveTokens[0].Address, Cancellation)).Reasons,
                static reason => reason.Block == TradeBlock.NoRecentCycle);
        }
    }

    [Fact]
    public async Task A_stretched_cycle_is_planned_again_from_its_stored_input()
    {
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = Clock, Seed = 7, Origin = Start });
        await using var host = Staged(birdeye, 700_000);
        host.RunNext();
        var result = host.RunNext();

        var stored = (await host.History.GetSnapshotsAsync(1, Cancellation))[0];
        var input = await host.History.GetCycleInputAsync(stored.Id, Cancellation);
        var again = CycleReplay.Plan(input);

        Assert.Equal("Birdeye", CycleInputCodec.Unpack(input).Source);
        Assert.True(stored.Budget!.Stretch.LeavesOutCandidates);
        Assert.InRange(stored.TrendingLimit, 1, 40);
        Assert.Equal(stored with { Id = 0 }, again.Snapshot);
        Assert.Equal(result.Scores, again.Scores);
    }

    [Fact]
    public async Task A_used_up_budget_sends_nothing_changes_no_token_and_resumes_at_the_reset()
    {
        Birdeye.AddLadder(8);
        await using var host = Host(static options =>
        {
            options.Birdeye.ComputeUnitsPerMonth = 4_000;
            options.Birdeye.BudgetMaxStretch = 1;
        });
        CycleResult result;
        do
        {
            result = host.RunNext();
            Assert.True((await LedgerAsync(host)).Spent <= 4_000);
        }
        while (!result.Snapshot!.Budget!.IsUsedUp);

        var requests = Birdeye.Requests.Count;
        var tokens = await host.Store.GetTokensAsync([], Cancellation);
        var active = tokens.Count(static token => token.Status == TokenStatus.Active);
        for (var cycle = 0; cycle < 5; cycle++)
        {
            result = host.RunNext();
            Assert.Equal(CycleStatus.Ran, result.Status);
            Assert.Equal((CycleOutcome.Failed, 0), (result.Snapshot!.Outcome, result.Snapshot.ApiCallsMade));
            Assert.Contains("the 4,000 compute units of the month are used up", result.Snapshot.Error, StringComparison.Ordinal);
            Assert.Equal(result.LastCycle + TimeSpan.FromMinutes(2), result.NextDue);
        }

        Assert.InRange(active, 1, 7);
        Assert.Equal(requests, Birdeye.Requests.Count);
        Assert.Equal(tokens, await host.Store.GetTokensAsync([], Cancellation));
        Assert.True(host.Engine.BudgetForecast!.IsUsedUp);

        Clock.AdvanceTo(new DateTimeOffset(2026, 6, 1, 0, 2, 0, TimeSpan.Zero));
        result = host.RunNext();
        Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
        Assert.Equal(result.Snapshot.ComputeUnits, result.Snapshot.Budget!.Spent);
    }

    [Fact]
    public async Task A_budget_that_ends_within_a_cycle_pauses_and_removes_nobody()
    {
        Birdeye.AddLadder(8);
        await using (var first = Host())
        {
            first.RunNext();
        }

        // Enough for the list and the first tokens.
        await using var host = Host(static options => options.Birdeye.ComputeUnitsPerMonth = 300);
        var before = await host.Store.GetTokensAsync([TokenStatus.Active], Cancellation);
        var result = host.RunNext();

        Assert.InRange(result.Snapshot!.ComputeUnits, 200, 300);
        Assert.Contains("BudgetRefused", result.Snapshot.Error, StringComparison.Ordinal);
        Assert.Equal(
            before.Select(static token => (token.Address, token.Status)),
            (await host.Store.GetTokensAsync([TokenStatus.Active], Cancellation)).Select(static token => (token.Address, token.Status)));
    }

    private SimulatedHost Staged(LocalBirdeye birdeye, long budget) => new(Database, Clock, birdeye, options =>
    {
        options.Birdeye.Enrichment = EnrichmentSource.TradeData;
        options.Birdeye.ComputeUnitsPerMonth = budget;
        options.Discovery.Enrichment = EnrichmentMode.Staged;
    });

    private static async Task<(long Spent, long Reserved)> LedgerAsync(SimulatedHost host)
    {
        var month = new ComputeUnitMonth { Account = "default", Start = new DateOnly(2026, 5, 1) };
        var balance = await host.Services.GetRequiredService<IComputeUnitLedger>().ReserveAsync(month, 0, 0, Cancellation);
        return (balance.Spent, balance.Reserved);
    }

    private static async Task<long> BilledAsync(LocalBirdeye birdeye)
    {
        using var client = new HttpClient(birdeye.CreateHandler());
        var credits = JsonDocument.Parse(await client.GetStringAsync(new Uri("http://127.0.0.1/utils/v1/credits"), Cancellation));
        return credits.RootElement.GetProperty("data").GetProperty("usage").GetProperty("total").GetInt64();
    }
}
