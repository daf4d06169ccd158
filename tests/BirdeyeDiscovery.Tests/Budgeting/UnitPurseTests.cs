using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>What is paid out of reservations: never more than the store granted, whatever it answers.</summary>
public sealed class UnitPurseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Reset = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BookLedger _ledger = new();
    private DateTimeOffset _now = Noon;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_reserved_and_not_spent_returns()
    {
        var purse = Purse(1_000);
        await purse.ReserveAsync(300, Ct);
        for (var request = 0; request < 4; request++)
        {
            Assert.Null((await purse.ChargeAsync(50, Ct)).Failure);
        }

        Assert.Equal(1, _ledger.Calls);
        Assert.Equal(200, purse.SpentIn(May));
        await purse.SettleAsync(Ct);

        Assert.Equal((200, 0), _ledger[5]);
        Assert.Equal(200, purse.SpentIn(May));
        await purse.SettleAsync(Ct);
        Assert.Equal(2, _ledger.Calls);
    }

    [Fact]
    public async Task More_is_reserved_when_the_reservation_was_too_small()
    {
        var purse = Purse(1_000);
        await purse.ReserveAsync(80, Ct);
        for (var request = 0; request < 5; request++)
        {
            Assert.Null((await purse.ChargeAsync(50, Ct)).Failure);
        }

        await purse.SettleAsync(Ct);
        Assert.Equal((250, 0), _ledger[5]);
    }

    [Fact]
    public async Task A_request_that_waits_beyond_the_reset_is_paid_anew_by_the_month_that_counts_it()
    {
        var purse = Purse(1_000);
        _now = Reset - TimeSpan.FromMinutes(5);
        var paid = await purse.ChargeAsync(50, Ct);
        Assert.True(paid.IsCurrent);

        _now = Reset;
        Assert.False(paid.IsCurrent);
        paid.Cancel();
        var anew = await purse.ChargeAsync(50, Ct);
        Assert.True(anew.IsCurrent);

        // What both months have paid is not paid anew when one of them is over.
        _now = Reset + TimeSpan.FromHours(1);
        Assert.True(anew.IsCurrent);
        await purse.SettleAsync(Ct);
        Assert.Equal(50, _ledger[6].Item1);
    }

    [Fact]
    public async Task A_used_up_budget_refuses_and_not_one_unit_more_is_spent()
    {
        var purse = Purse(120);
        await purse.ReserveAsync(500, Ct);
        Assert.Null((await purse.ChargeAsync(50, Ct)).Failure);
        Assert.Null((await purse.ChargeAsync(50, Ct)).Failure);
        var refused = (await purse.ChargeAsync(50, Ct)).Failure;

        Assert.Equal(SourceFailureKind.BudgetRefused, refused!.Kind);
        Assert.Equal("the 120 compute units of the month are used up", refused.Detail);
        Assert.Null((await purse.ChargeAsync(20, Ct)).Failure);
        await purse.SettleAsync(Ct);
        Assert.Equal((120, 0), _ledger[5]);
    }

    [Fact]
    public async Task Calls_side_by_side_are_refused_only_when_nothing_is_left()
    {
        var purse = Purse(4_000);
        await purse.ReserveAsync(100, Ct);
        _ledger.IsSlow = true;

        var charges = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await purse.ChargeAsync(50, Ct), Ct)));

        Assert.Equal(80, charges.Count(static charge => charge.Failure is null));
        await purse.SettleAsync(Ct);
        Assert.Equal((4_000, 0), _ledger[5]);
    }

    [Fact]
    public async Task A_request_that_was_not_sent_costs_nothing_even_once()
    {
        var purse = Purse(1_000);
        await purse.ReserveAsync(100, Ct);
        var charge = await purse.ChargeAsync(60, Ct);
        charge.Cancel();
        await purse.ChargeAsync(40, Ct);
        await purse.SettleAsync(Ct);
        Assert.Equal((40, 0), _ledger[5]);

        // Too late: the units are settled as spent, and must not return twice.
        var late = await purse.ChargeAsync(10, Ct);
        await purse.SettleAsync(Ct);
        late.Cancel();
        await purse.ChargeAsync(10, Ct);
        await purse.SettleAsync(Ct);
        Assert.Equal((60, 0), _ledger[5]);
    }

    [Fact]
    public async Task Without_an_answer_no_unit_is_spent_beyond_the_reservation()
    {
        var purse = Purse(1_000);
        await purse.ReserveAsync(100, Ct);
        _ledger.Fails = true;

        Assert.Null((await purse.ChargeAsync(100, Ct)).Failure);
        var refused = (await purse.ChargeAsync(10, Ct)).Failure;

        Assert.Equal(SourceFailureKind.BudgetRefused, refused!.Kind);
        Assert.Contains("does not answer", refused.Detail, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DiscoveryStoreException>(() => purse.ReserveAsync(10, Ct).AsTask());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_settlement_without_an_answer_is_never_sent_again(bool isDone)
    {
        var purse = Purse(1_000);
        await purse.ReserveAsync(100, Ct);
        await purse.ChargeAsync(30, Ct);
        (_ledger.Fails, _ledger.FailsAfterwards) = (true, isDone);
        await Assert.ThrowsAsync<DiscoveryStoreException>(() => purse.SettleAsync(Ct).AsTask());
        _ledger.Fails = false;

        await purse.SettleAsync(Ct);
        Assert.Equal(isDone ? (30, 0) : (0, 100), _ledger[5]);
        Assert.Equal(100, purse.SpentIn(May));
        await purse.ReserveAsync(50, Ct);
        Assert.Equal(isDone ? 30 : 100, purse.SpentIn(May));
    }

    [Fact]
    public async Task A_reservation_without_an_answer_counts_as_spent()
    {
        var purse = Purse(1_000);
        (_ledger.Fails, _ledger.FailsAfterwards) = (true, true);
        await Assert.ThrowsAsync<DiscoveryStoreException>(() => purse.ReserveAsync(100, Ct).AsTask());
        _ledger.Fails = false;

        await purse.ReserveAsync(100, Ct);
        await purse.SettleAsync(Ct);
        Assert.Equal((0, 100), _ledger[5]);
        Assert.Equal(100, purse.SpentIn(May));
    }

    [Fact]
    public async Task Charges_that_the_store_has_lost_are_counted_again()
    {
        var purse = Purse(1_000);
        await purse.ReserveAsync(400, Ct);
        await purse.ChargeAsync(400, Ct);
        await purse.SettleAsync(Ct);

        // A failover to a standby that was behind: it has neither the reservation nor the settlement.
        _ledger.Lose(400);
        await purse.ReserveAsync(900, Ct);
        Assert.Equal(400, purse.SpentIn(May));
        var charges = 0;
        while ((await purse.ChargeAsync(100, Ct)).Failure is null)
        {
            charges++;
        }

        Assert.InRange(charges, 6, 9);
        await purse.SettleAsync(Ct);
        Assert.Equal(400 + (100 * charges), _ledger[5].Spent);
    }

    [Fact]
    public async Task A_request_close_to_the_reset_is_paid_by_both_months()
    {
        var purse = Purse(1_000);
        _now = Reset.AddSeconds(-30);
        await purse.ReserveAsync(100, Ct);
        await purse.ChargeAsync(60, Ct);
        _now = Reset.AddSeconds(30);
        await purse.ChargeAsync(60, Ct);
        _now = Reset.AddMinutes(5);
        await purse.ChargeAsync(60, Ct);
        await purse.SettleAsync(Ct);

        Assert.Equal(((120, 0), (180, 0)), (_ledger[5], _ledger[6]));
    }

    [Fact]
    public async Task A_used_up_month_refuses_until_its_reset_is_surely_over()
    {
        var purse = Purse(100);
        await purse.ChargeAsync(100, Ct);
        _now = Reset.AddSeconds(59);
        Assert.NotNull((await purse.ChargeAsync(10, Ct)).Failure);
        _now = Reset.AddSeconds(61);
        Assert.Null((await purse.ChargeAsync(10, Ct)).Failure);
    }

    [Fact]
    public async Task Without_a_budget_nothing_is_asked()
    {
        var ledger = Substitute.For<IComputeUnitLedger>();
        var purse = new UnitPurse(() => ledger, () => _now);

        await purse.ReserveAsync(100, Ct);
        Assert.Null((await purse.ChargeAsync(10, Ct)).Failure);
        await purse.SettleAsync(Ct);

        Assert.Empty(ledger.ReceivedCalls());
    }

    private static BudgetMonth May => BudgetMonth.Of(Noon, 1);

    private UnitPurse Purse(long budget)
    {
        var purse = new UnitPurse(() => _ledger, () => _now);
        purse.Use(new BudgetTerms("default", budget, 1, TimeSpan.FromMinutes(1)));
        return purse;
    }

    private sealed class BookLedger : IComputeUnitLedger
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<int, (long Spent, long Reserved)> _months = [];

        public bool Fails { get; set; }

        public bool FailsAfterwards { get; set; }

        public bool IsSlow { get; set; }

        public int Calls { get; private set; }

        public (long Spent, long Reserved) this[int month] => _months.GetValueOrDefault(month);

        public void Lose(long spent) => _months[5] = (_months[5].Spent - spent, 0);

        public async ValueTask<ComputeUnitBalance> ReserveAsync(ComputeUnitMonth month, long units, long budget, CancellationToken cancellationToken)
        {
            await SlowAsync();
            return Answer(month, row => Math.Min(units, Math.Max(0, budget - row.Spent - row.Reserved)), static (row, granted) => (row.Spent, row.Reserved + granted));
        }

        public async ValueTask<ComputeUnitBalance> SettleAsync(ComputeUnitMonth month, long reserved, long spent, CancellationToken cancellationToken)
        {
            await SlowAsync();
            return Answer(month, static _ => 0, (row, _) => (row.Spent + spent, Math.Max(0, row.Reserved - reserved)));
        }

        private async Task SlowAsync()
        {
            if (IsSlow)
            {
                await Task.Yield();
            }
        }

        private ComputeUnitBalance Answer(
            ComputeUnitMonth month,
            Func<(long Spent, long Reserved), long> grant,
            Func<(long Spent, long Reserved), long, (long Spent, long Reserved)> change)
        {
            lock (_gate)
            {
                Calls++;
                if (Fails && !FailsAfterwards)
                {
                    throw new DiscoveryStoreException("gone");
                }

                var row = this[month.Start.Month];
                var granted = grant(row);
                row = _months[month.Start.Month] = change(row, granted);
                return Fails
                    ? throw new DiscoveryStoreException("the answer is lost")
                    : new ComputeUnitBalance { Granted = granted, Spent = row.Spent, Reserved = row.Reserved };
            }
        }
    }
}
