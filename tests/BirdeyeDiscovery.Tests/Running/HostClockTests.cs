using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>Whether a host may lead by its clock, which clock is believed, and what it costs to find out.</summary>
public sealed class HostClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 14, 22, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly FakeTimeProvider _real = new(Start);
    private readonly FakeLogger<DiscoveryEngine> _logger = new();
    private readonly ILeaderLease _lease = Substitute.For<ILeaderLease>();
    private readonly BirdeyeDiscoveryOptions _options = new();
    private readonly CountingGateway _gateway;
    private readonly HostClock _host;

    public HostClockTests()
    {
        _gateway = new CountingGateway(_clock);
        _host = new HostClock("", _lease, new BirdeyeMarketSource(_gateway), new StoreClock(_real), _clock, _logger);
    }

    public static TheoryData<TimeSpan> Offsets =>
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(430), TimeSpan.FromDays(-430),
        new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero) - Start,
    ];

    [Theory]
    [InlineData(0, null, ClockVerdict.Right)]
    [InlineData(60, null, ClockVerdict.Right)]
    [InlineData(-60, 3_600, ClockVerdict.ApiDiffers)] // the store is believed, and a person is told
    [InlineData(60, -61, ClockVerdict.ApiDiffers)]
    [InlineData(60, 60, ClockVerdict.Right)]
    [InlineData(61, null, ClockVerdict.Unsure)]
    [InlineData(-61, null, ClockVerdict.Unsure)]
    [InlineData(61, 61, ClockVerdict.OffStore)]
    [InlineData(-3_600, -3_600, ClockVerdict.OffStore)]
    [InlineData(3_600, -3_600, ClockVerdict.OffStore)]
    [InlineData(3_600, 0, ClockVerdict.StoreDiffers)]
    [InlineData(null, null, ClockVerdict.Right)]
    [InlineData(null, 60, ClockVerdict.Right)]
    [InlineData(null, -61, ClockVerdict.OffApi)]
    [InlineData(null, 61, ClockVerdict.OffApi)]
    public void The_store_is_asked_first_and_the_api_decides_where_it_differs(int? store, int? api, object verdict) =>
        Assert.Equal((ClockVerdict)verdict, ClockRules.Judge(Seconds(store), Seconds(api), TimeSpan.FromMinutes(1)));

    [Theory]
    [InlineData(10, 20, 20, 0)]
    [InlineData(10, 9.5, 20, 0)] // cut to whole seconds
    [InlineData(10, 5, 20, 4)]
    [InlineData(10, 25, 20, -5)]
    public void How_long_an_answer_took_is_no_difference_of_clocks(double asked, double told, double heard, double by) =>
        Assert.Equal(
            TimeSpan.FromSeconds(by), ClockOffset.Between(Start.AddSeconds(asked), Start.AddSeconds(told), Start.AddSeconds(heard), TimeSpan.FromSeconds(1)));

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task A_host_that_is_off_the_store_and_the_api_does_not_lead_and_knows_the_right_time(TimeSpan off)
    {
        StoreIsAt(Start - off);
        _gateway.Offset = () => _gateway.Calls.Count > 0 ? new ClockOffset(off, TimeSpan.Zero) : null;

        Assert.False(await MayLeadAsync());
        Assert.Equal(Start - off, _host.Now);
        Assert.Contains(off.Duration().ToString("c"), _host.Fault, StringComparison.Ordinal);
        Assert.Contains(off > TimeSpan.Zero ? "ahead of the time of the store" : "behind the time of the store", _host.Fault, StringComparison.Ordinal);
        Assert.False(await MayLeadAsync());
        Assert.Single(_gateway.Calls);
        Assert.Equal(["ClockOff"], Said);

        // Put right while it runs.
        StoreIsAt(Start);
        Assert.True(await MayLeadAsync());
        Assert.Equal((Start, null), (_host.Now, _host.Fault));
        Assert.Equal(["ClockOff", "ClockRight"], Said);
    }

    [Fact]
    public async Task A_host_and_a_store_that_are_both_off_the_api_lead_and_that_is_said_once()
    {
        StoreIsAt(Start);
        _gateway.Offset = static () => new ClockOffset(TimeSpan.FromHours(1), TimeSpan.Zero);

        Assert.True(await MayLeadAsync());
        Assert.Empty(Said);
        Assert.True(_host.MayGoOn(_options));
        Assert.True(_host.MayGoOn(_options));
        Assert.Equal(["BothClocksDiffer"], Said);
        Assert.Equal((Start, null), (_host.Now, _host.Fault));
    }

    [Fact]
    public async Task A_simulated_clock_with_which_the_api_agrees_is_right_and_that_is_said_once()
    {
        StoreIsAt(Start.AddDays(-3));
        _gateway.Offset = () => _gateway.Calls.Count > 0 ? new ClockOffset(TimeSpan.Zero, TimeSpan.Zero) : null;

        Assert.True(await MayLeadAsync());
        Assert.True(await MayLeadAsync());
        Assert.Equal(Start, _host.Now);
        Assert.Single(_gateway.Calls);
        Assert.Equal(["StoreClockDiffers"], Said);
    }

    [Fact]
    public async Task An_api_that_does_not_tell_is_asked_once_an_interval_and_the_store_is_believed()
    {
        StoreIsAt(Start.AddHours(1));
        for (var attempt = 0; attempt < 13; attempt++)
        {
            Assert.False(await MayLeadAsync());
            _real.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(2, _gateway.Calls.Count);
        Assert.Equal(Start.AddHours(1), _host.Now);
    }

    [Fact]
    public async Task A_word_of_the_api_that_a_host_without_a_store_s_clock_is_off_is_asked_for_again_after_an_interval()
    {
        var age = TimeSpan.FromSeconds(119);
        _gateway.Offset = () => new ClockOffset(_gateway.Calls.Count > 0 ? TimeSpan.Zero : TimeSpan.FromHours(1), age);
        Assert.False(await MayLeadAsync());
        Assert.Empty(_gateway.Calls);
        age = TimeSpan.FromSeconds(120);
        Assert.True(await MayLeadAsync());
    }

    [Fact]
    public async Task What_the_api_tells_within_a_cycle_counts_before_its_commit()
    {
        Assert.True(await MayLeadAsync());
        _gateway.Offset = static () => new ClockOffset(TimeSpan.FromMinutes(10), TimeSpan.Zero);
        Assert.False(_host.MayGoOn(_options));

        _options.Storage.MaxClockSkew = TimeSpan.Zero;
        Assert.True(_host.MayGoOn(_options));
    }

    [Fact]
    public async Task Clocks_that_are_not_to_be_compared_are_not()
    {
        _options.Storage.MaxClockSkew = TimeSpan.Zero;
        StoreIsAt(Start.AddYears(50));
        Assert.True(await MayLeadAsync());
        await _lease.DidNotReceive().GetTimeAsync(Arg.Any<CancellationToken>());
        Assert.Equal((Start, null), (_host.Now, _host.Fault));
    }

    [Fact]
    public async Task The_request_for_the_time_is_paid_from_the_budget_and_the_rest_returns()
    {
        using var api = GatewayHarness.AnsweringData("""{"tokens":[]}""");
        var ledger = Substitute.For<IComputeUnitLedger>();
        ledger.ReserveAsync(default!, default, default, default).ReturnsForAnyArgs(static call => new ValueTask<ComputeUnitBalance>(
            new ComputeUnitBalance { Granted = call.ArgAt<long>(1), Spent = 0, Reserved = call.ArgAt<long>(1) }));
        ledger.SettleAsync(default!, default, default, default).ReturnsForAnyArgs(static call => new ValueTask<ComputeUnitBalance>(
            new ComputeUnitBalance { Granted = 0, Spent = call.ArgAt<long>(2), Reserved = 0 }));
        using var purse = new UnitPurse(() => ledger, () => Start);
        var host = new HostClock("", _lease, new BirdeyeMarketSource(api.Gateway), new StoreClock(_real), _clock, _logger, purse: purse);
        _options.Birdeye.ComputeUnitsPerMonth = 1_000;
        StoreIsAt(Start.AddHours(1));

        Assert.False(await api.DriveAsync(host.MayLeadAsync(_options, TestContext.Current.CancellationToken)));

        Assert.Single(api.Handler!.Requests);
        await ledger.Received(1).SettleAsync(Arg.Any<ComputeUnitMonth>(), 50, 50, Arg.Any<CancellationToken>());
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private IEnumerable<string?> Said => _logger.Collector.GetSnapshot().Select(static record => record.Id.Name);

    private void StoreIsAt(DateTimeOffset time) => _lease.GetTimeAsync(Arg.Any<CancellationToken>()).Returns(_ => new ValueTask<DateTimeOffset?>(time));

    private ValueTask<bool> MayLeadAsync() => _host.MayLeadAsync(_options, TestContext.Current.CancellationToken);
}
