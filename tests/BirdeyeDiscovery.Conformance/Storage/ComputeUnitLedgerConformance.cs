using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The ledger of compute units: all hosts together never get more than the budget, and no charge is lost.</summary>
public abstract class ComputeUnitLedgerConformance : StoreConformance
{
    private static readonly ComputeUnitMonth May = new() { Account = "default", Start = new DateOnly(2026, 5, 1) };

    [Fact]
    public async Task A_reservation_is_granted_as_far_as_the_budget_goes()
    {
        await using var harness = await StartAsync();
        var ledger = harness.Host.ComputeUnits;

        Assert.Equal(Balance(granted: 600, reserved: 600), await ledger.ReserveAsync(May, 600, 1_000, Cancel));
        Assert.Equal(Balance(granted: 400, reserved: 1_000), await ledger.ReserveAsync(May, 600, 1_000, Cancel));
        Assert.Equal(Balance(granted: 0, reserved: 1_000), await ledger.ReserveAsync(May, 1, 1_000, Cancel));

        // The budget was lowered meanwhile.
        Assert.Equal(Balance(granted: 0, reserved: 1_000), await ledger.ReserveAsync(May, 1, 500, Cancel));
    }

    [Fact]
    public async Task The_first_reservation_of_a_month_is_limited_too()
    {
        await using var harness = await StartAsync();

        Assert.Equal(Balance(granted: 70, reserved: 70), await harness.Host.ComputeUnits.ReserveAsync(May, 100, 70, Cancel));
    }

    [Fact]
    public async Task A_reservation_of_nothing_only_reads()
    {
        await using var harness = await StartAsync();
        var ledger = harness.Host.ComputeUnits;

        Assert.Equal(Balance(), await ledger.ReserveAsync(May, 0, 1_000, Cancel));
        await ledger.ReserveAsync(May, 30, 1_000, Cancel);
        Assert.Equal(Balance(reserved: 30), await ledger.ReserveAsync(May, 0, 1_000, Cancel));
    }

    [Fact]
    public async Task A_settlement_counts_what_was_spent_and_returns_the_rest()
    {
        await using var harness = await StartAsync();
        var ledger = harness.Host.ComputeUnits;
        await ledger.ReserveAsync(May, 600, 1_000, Cancel);

        Assert.Equal(Balance(spent: 250), await ledger.SettleAsync(May, 600, 250, Cancel));
        Assert.Equal(Balance(granted: 750, spent: 250, reserved: 750), await ledger.ReserveAsync(May, 5_000, 1_000, Cancel));
        Assert.Equal(Balance(spent: 1_000), await ledger.SettleAsync(May, 750, 750, Cancel));
        Assert.Equal(Balance(spent: 1_000), await ledger.ReserveAsync(May, 1, 1_000, Cancel));
    }

    [Fact]
    public async Task A_charge_is_counted_even_if_its_reservation_is_gone()
    {
        await using var harness = await StartAsync();
        var ledger = harness.Host.ComputeUnits;

        // As after a failover that lost the reservation: to a month without a row, and beside another host's reservation.
        Assert.Equal(Balance(spent: 80), await ledger.SettleAsync(May, 100, 80, Cancel));
        await ledger.ReserveAsync(May, 10, 1_000, Cancel);
        Assert.Equal(Balance(spent: 130), await ledger.SettleAsync(May, 10, 50, Cancel));
    }

    [Fact]
    public async Task The_reservation_of_a_host_that_is_gone_stays_spent()
    {
        await using var harness = await StartAsync();
        await using (var killed = await harness.OpenHostAsync(Cancel))
        {
            await killed.ComputeUnits.ReserveAsync(May, 400, 1_000, Cancel);
        }

        await harness.RestartAsync(Cancel);

        Assert.Equal(Balance(granted: 600, reserved: 1_000), await harness.Host.ComputeUnits.ReserveAsync(May, 900, 1_000, Cancel));
    }

    [Fact]
    public async Task Hosts_that_reserve_at_once_get_the_budget_and_not_one_unit_more()
    {
        await using var harness = await StartAsync();
        await using var second = await harness.OpenHostAsync(Cancel);
        await using var third = await harness.OpenHostAsync(Cancel);
        StoreHost[] hosts = [harness.Host, second, third];

        var grants = await Task.WhenAll(hosts.Select(host => Task.Run(
            async () =>
            {
                var (granted, spent) = (0L, 0L);
                for (var call = 0; call < 40; call++)
                {
                    var reserved = (await host.ComputeUnits.ReserveAsync(May, 37, 2_000, Cancel)).Granted;
                    var used = reserved / 2;
                    await host.ComputeUnits.SettleAsync(May, reserved, used, Cancel);
                    (granted, spent) = (granted + reserved, spent + used);
                }

                return spent;
            },
            Cancel)));

        var balance = await harness.Host.ComputeUnits.ReserveAsync(May, 0, 2_000, Cancel);
        Assert.Equal(Balance(spent: grants.Sum()), balance);
        Assert.InRange(balance.Spent, 1_000, 2_000);
    }

    [Fact]
    public async Task Reservations_side_by_side_never_add_up_to_more_than_the_budget()
    {
        await using var harness = await StartAsync();
        await using var second = await harness.OpenHostAsync(Cancel);

        var grants = await Task.WhenAll(Enumerable.Range(0, 30).Select(call => Task.Run(
            async () => (await (call % 2 == 0 ? harness.Host : second).ComputeUnits.ReserveAsync(May, 45, 1_000, Cancel)).Granted, Cancel)));

        Assert.Equal(1_000, grants.Sum());
        Assert.Equal(22, grants.Count(static granted => granted == 45));
    }

    [Fact]
    public async Task Months_and_accounts_are_counted_apart()
    {
        await using var harness = await StartAsync();
        var ledger = harness.Host.ComputeUnits;
        await ledger.ReserveAsync(May, 1_000, 1_000, Cancel);

        Assert.Equal(1_000, (await ledger.ReserveAsync(May with { Start = new DateOnly(2026, 6, 1) }, 1_000, 1_000, Cancel)).Granted);
        Assert.Equal(1_000, (await ledger.ReserveAsync(May with { Account = "other" }, 1_000, 1_000, Cancel)).Granted);
        Assert.Equal(0, (await ledger.ReserveAsync(May, 1_000, 1_000, Cancel)).Granted);
    }

    [Fact]
    public async Task The_largest_budget_is_counted_exactly()
    {
        await using var harness = await StartAsync();
        var ledger = harness.Host.ComputeUnits;
        const long Budget = 1_000_000_000_000;
        await ledger.ReserveAsync(May, Budget - 1, Budget, Cancel);
        await ledger.SettleAsync(May, Budget - 1, Budget - 1, Cancel);

        Assert.Equal(Balance(granted: 1, spent: Budget - 1, reserved: 1), await ledger.ReserveAsync(May, 2, Budget, Cancel));
    }

    [Fact]
    public async Task Negative_numbers_are_refused()
    {
        await using var harness = await StartAsync();
        var ledger = harness.Host.ComputeUnits;

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.ReserveAsync(May, -1, 1, Cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.ReserveAsync(May, 1, -1, Cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.SettleAsync(May, -1, 0, Cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.SettleAsync(May, 0, -1, Cancel).AsTask());
        Assert.Equal(Balance(), await ledger.ReserveAsync(May, 0, 1_000, Cancel));
    }

    private static ComputeUnitBalance Balance(long granted = 0, long spent = 0, long reserved = 0) =>
        new() { Granted = granted, Spent = spent, Reserved = reserved };
}
