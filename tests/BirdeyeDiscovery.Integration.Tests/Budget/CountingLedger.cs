namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>A ledger in memory, for runs with more cycles than a disk writes in a moment.</summary>
internal sealed class CountingLedger : IComputeUnitLedger
{
    private readonly Dictionary<ComputeUnitMonth, ComputeUnitBalance> _months = [];

    public ValueTask<ComputeUnitBalance> ReserveAsync(
        ComputeUnitMonth month, long units, long budget, CancellationToken cancellationToken = default)
    {
        var before = Of(month);
        var granted = Math.Min(units, Math.Max(0, budget - before.Spent - before.Reserved));
        return new(_months[month] = before with { Granted = granted, Reserved = before.Reserved + granted });
    }

    public ValueTask<ComputeUnitBalance> SettleAsync(
        ComputeUnitMonth month, long reserved, long spent, CancellationToken cancellationToken = default)
    {
        var before = Of(month);
        return new(_months[month] = new ComputeUnitBalance
        {
            Granted = 0,
            Spent = before.Spent + spent,
            Reserved = Math.Max(0, before.Reserved - reserved),
        });
    }

    private ComputeUnitBalance Of(ComputeUnitMonth month) =>
        _months.GetValueOrDefault(month) ?? new ComputeUnitBalance { Granted = 0, Spent = 0, Reserved = 0 };
}
