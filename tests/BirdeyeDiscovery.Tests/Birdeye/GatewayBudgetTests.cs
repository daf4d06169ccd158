namespace BirdeyeDiscovery.Tests;

/// <summary>Each attempt that is sent is paid at the price of its endpoint, and none is sent that is not paid.</summary>
public sealed class GatewayBudgetTests
{
    [Fact]
    public async Task Each_attempt_is_paid_retries_included()
    {
        using var api = new GatewayHarness((_, number) =>
            number < 3 ? StubHandler.Error(500, "") : StubHandler.Json("""{"success":true,"data":{"totalSupply":1}}"""));
        var purse = new CountingPurse(1_000);
        api.NewScope(purse);

        await api.SecurityAsync();
        await api.TradesAsync();

        Assert.Equal(160, purse.Paid);
        Assert.Equal(purse.Paid, api.Scope.ComputeUnits);
        Assert.Equal(4, api.Handler!.Requests.Count);
    }

    [Fact]
    public async Task What_the_budget_refuses_is_not_sent_and_ends_the_calls()
    {
        using var api = GatewayHarness.AnsweringData("""{"totalSupply":1}""");
        var purse = new CountingPurse(100);
        api.NewScope(purse);

        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync(GatewayHarness.Sol)).Kind);
        var refused = await api.SecurityAsync();
        var next = await api.TradesAsync();

        Assert.Equal(SourceFailureKind.CallsEnded, refused.Failure!.Kind);
        Assert.Equal("not asked: Budget ended the calls with BudgetRefused", refused.Failure.Detail);
        Assert.Equal(SourceFailureKind.CallsEnded, next.Failure!.Kind);
        Assert.Equal(SourceFailureKind.BudgetRefused, api.Scope.EndedBy!.Kind);
        Assert.Equal((100, 2, 2), (purse.Paid, api.Scope.Calls, api.Handler!.Requests.Count));
        Assert.Equal("budget_refused", SourceFailureWords.Of(SourceFailureKind.BudgetRefused));
    }

    [Fact]
    public async Task A_request_that_the_limiter_does_not_let_pass_is_paid_back()
    {
        using var api = GatewayHarness.AnsweringData("""{"totalSupply":1}""");
        var purse = new CountingPurse(1_000);
        api.NewScope(purse);
        api.Limiter.Pause(TimeSpan.FromMinutes(5));

        Assert.NotNull((await api.SecurityAsync()).Failure);

        Assert.Equal((50, 0), (purse.Taken, purse.Paid));
        Assert.Empty(api.Handler!.Requests);
    }

    [Fact]
    public async Task A_request_whose_month_ended_while_it_waited_is_paid_anew()
    {
        using var api = GatewayHarness.AnsweringData("""{"totalSupply":1}""");
        var purse = new CountingPurse(1_000) { Outdated = 1 };
        api.NewScope(purse);

        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);

        Assert.Equal((100, 50), (purse.Taken, purse.Paid));
        Assert.Equal((1, 50), (api.Scope.Calls, api.Scope.ComputeUnits));
        Assert.Single(api.Handler!.Requests);
    }

    private sealed class CountingPurse(long units) : IUnitPurse
    {
        /// <summary>Gets or sets how many charges are outdated when their request could be sent.</summary>
        public int Outdated { get; set; }

        public long Taken { get; private set; }

        public long Paid { get; private set; }

        public ValueTask<UnitCharge> ChargeAsync(int cost, CancellationToken cancellationToken)
        {
            if (Paid + cost > units)
            {
                return new(new UnitCharge(new SourceFailure { Kind = SourceFailureKind.BudgetRefused, Call = "Budget", Detail = "used up" }, null));
            }

            (Paid, Taken) = (Paid + cost, Taken + cost);
            return new(new UnitCharge(null, () => Paid -= cost, () => Outdated-- <= 0));
        }
    }
}
