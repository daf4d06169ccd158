using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Postgres;
using BirdeyeDiscovery.Integration.Tests.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>Budgets of a month, with restarts, kills, a second host, a store that does not always answer, and the reset of the plan.</summary>
public sealed class BudgetedMonthTests
{
    private static readonly DateTimeOffset Reset = new(2026, 4, BudgetedMonth.ResetDay, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1_500_000)]
    [InlineData(5_000_000)]
    [InlineData(15_000_000)]
    [InlineData(50_000_000)]
    public async Task A_month_is_never_overspent_and_tracked_tokens_stay_fresh(long budget)
    {
        using var month = new BudgetedMonth(budget, new CountingLedger(), (int)(budget / 1_000));
        await month.RunAsync(Reset.AddDays(33));
        Check(month, budget);
    }

    [Fact]
    public Task A_month_on_the_ledger_of_a_file_is_the_same() => OnStoreAsync(new SqliteHarness(), 1_500_000);

    [Fact]
    public Task A_month_on_the_ledger_of_a_database_is_the_same() => OnStoreAsync(new PostgresHarness(), 1_500_000);

    [Fact]
    public async Task A_budget_that_is_too_small_for_anything_is_used_up_and_begins_anew()
    {
        const long Budget = 30_000;
        using var month = new BudgetedMonth(Budget, new CountingLedger(), 3);
        await month.RunAsync(Reset.AddDays(33));

        Assert.All(month.Billed.Months, static units => Assert.InRange(units, Budget * 4 / 5, Budget));
        Assert.Equal(3, month.Billed.Months.Count);
        Assert.Contains(month.Stored, static cycle => cycle is { ApiCallsMade: 0, Outcome: CycleOutcome.Failed, Budget.IsUsedUp: true });
        var resumed = month.Stored.Last(static cycle => cycle.CycleTimestamp >= Reset && cycle.Outcome == CycleOutcome.Complete);
        Assert.InRange(resumed.CycleTimestamp, Reset, Reset.AddMinutes(62));
    }

    [Fact]
    public async Task No_clock_that_is_ahead_or_behind_lets_a_used_up_month_be_overspent_at_its_reset()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            const long Budget = 20_000;
            using var month = new BudgetedMonth(Budget, new CountingLedger(), seed, maxStretch: 1);
            await month.RunAsync(Reset.AddMinutes(10));

            Assert.Equal(2, month.Billed.Months.Count);
            Assert.All(month.Billed.Months, static units => Assert.InRange(units, 1_000, Budget));
        }
    }

    [Fact]
    public void A_longer_interval_waits_for_its_publication_only_while_the_last_view_is_fresh()
    {
        var clock = new FakeTimeProvider(Reset);
        using var purse = new UnitPurse(static () => new CountingLedger(), clock.GetUtcNow);
        var budget = new CycleBudget(
            "", purse, Substitute.For<IDiscoveryHistory>(), new EngineTelemetry(new DiscoveryMeter(null), "", clock), NullLogger.Instance);
        var stretched = new BirdeyeDiscoveryOptions().With(static discovery => discovery.Interval = TimeSpan.FromMinutes(30));
        budget.Published(TimeSpan.FromMinutes(2));

        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(TimeSpan.FromMinutes(2), budget.SpacingOf(stretched));

        // Cycles have failed since: the view is stale in any case, and the budget is spared.
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(30), budget.SpacingOf(stretched));
    }

    private static async Task OnStoreAsync(StoreHarness store, long budget)
    {
        await using var harness = store;
        await harness.StartAsync(TestContext.Current.CancellationToken);
        using var month = new BudgetedMonth(budget, harness.Host.ComputeUnits, 7);
        await month.RunAsync(Reset.AddDays(33));
        Check(month, budget);
    }

    private static void Check(BudgetedMonth month, long budget)
    {
        Assert.InRange(month.Kills, 3, 200);

        // By Birdeye's own count: two resets lie within, so there are three months.
        Assert.Equal(3, month.Billed.Months.Count);
        Assert.All(month.Billed.Months, units => Assert.InRange(units, 1, budget));

        // While units are left, a cycle is late only by a failover and by what the store needs to answer again.
        Assert.InRange(month.LatestBy, TimeSpan.Zero, TimeSpan.FromMinutes(3));
        Assert.All(month.Stored, static cycle => Assert.False(cycle.Budget!.IsUsedUp));

        var last = month.Forecasts.Last(static forecast => forecast.At < Reset.AddMonths(1)).Forecast;
        Assert.True(last.Spent <= budget);
        foreach (var (at, forecast) in month.Forecasts.Where(static forecast => forecast.At >= Reset.AddDays(3) && forecast.At < Reset.AddMonths(1)))
        {
            Assert.True(
                Math.Abs(forecast.ExpectedAtReset - last.Spent) <= .05 * last.Spent,
                $"at {at:O} {forecast} was forecast, and {last.Spent} were spent");
        }
    }
}
