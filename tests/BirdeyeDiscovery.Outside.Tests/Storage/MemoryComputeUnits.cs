namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Counts compute units.</summary>
internal sealed class MemoryComputeUnits(MemoryDatabase database) : IComputeUnitLedger
{
    public ValueTask<ComputeUnitBalance> ReserveAsync(
        ComputeUnitMonth month, long units, long budget, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        return database.WriteAsync(
            tables =>
            {
                var before = tables.UnitsOf(month);
                var granted = Math.Min(units, Math.Max(0, budget - before.Spent - before.Reserved));
                return tables.SetUnits(month, before with { Granted = granted, Reserved = before.Reserved + granted });
            },
            cancellationToken);
    }

    public ValueTask<ComputeUnitBalance> SettleAsync(
        ComputeUnitMonth month, long reserved, long spent, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reserved);
        ArgumentOutOfRangeException.ThrowIfNegative(spent);
        return database.WriteAsync(
            tables =>
            {
                var before = tables.UnitsOf(month);
                return tables.SetUnits(
                    month,
                    new ComputeUnitBalance { Granted = 0, Spent = before.Spent + spent, Reserved = Math.Max(0, before.Reserved - reserved) });
            },
            cancellationToken);
    }
}
