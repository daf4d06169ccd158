using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>What the metrics and the log say of a budget.</summary>
public sealed class CycleBudgetTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeLogger _logger = new();
    private readonly TelemetryRecorder _recorder = new(new FakeTimeProvider(Noon));

    public void Dispose() => _recorder.Dispose();

    /// <summary>The default engine has an empty name, and a rest of 20 units pays for no request of a list.</summary>
    [Theory]
    [InlineData(1_000, 980, "compute_units.left{} 0", "Discovery: the compute units of the month are used up: ")]
    [InlineData(1_000, 1_000, "compute_units.left{} 0", "Discovery: the compute units of the month are used up: ")]
    [InlineData(5_000_000, 980, "compute_units.left{} 4999020", "Discovery: a month of the budget begins, with 5000000 compute units until ")]
    public async Task A_rest_that_pays_for_no_request_is_reported_as_none(long units, long spent, string metric, string message)
    {
        var budget = Budget(spent);
        await budget.DecideAsync(new BirdeyeDiscoveryOptions { Birdeye = { ComputeUnitsPerMonth = units } }, 1, TestContext.Current.CancellationToken);
        _recorder.Observe();

        Assert.Equal(units - spent, budget.Forecast!.Left);
        Assert.Contains(metric, _recorder.Measurements);
        Assert.Contains(_logger.Collector.GetSnapshot(), record => record.Message.StartsWith(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_budget_no_units_are_reported()
    {
        var budget = Budget(spent: 980);
        await budget.DecideAsync(new BirdeyeDiscoveryOptions(), 1, TestContext.Current.CancellationToken);
        _recorder.Observe();

        Assert.DoesNotContain(_recorder.Measurements, static text => text.StartsWith("compute_units.left", StringComparison.Ordinal));
    }

    private CycleBudget Budget(long spent)
    {
        var ledger = Substitute.For<IComputeUnitLedger>();
        ledger.ReserveAsync(default!, default, default, default)
            .ReturnsForAnyArgs(new ValueTask<ComputeUnitBalance>(new ComputeUnitBalance { Granted = 0, Spent = spent, Reserved = 0 }));
        var history = Substitute.For<IDiscoveryHistory>();
        history.GetSnapshotsAsync(default, default).ReturnsForAnyArgs(new ValueTask<IReadOnlyList<SnapshotRecord>>([]));
        return new CycleBudget("", new UnitPurse(() => ledger, static () => Noon), history, _recorder.Telemetry, _logger);
    }
}
