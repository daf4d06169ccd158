namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>A ledger that sometimes does not answer: before it has done anything, or afterwards.</summary>
internal sealed class UnsureLedger(IComputeUnitLedger inner, Random chance, int oneIn) : IComputeUnitLedger
{
    public async ValueTask<ComputeUnitBalance> ReserveAsync(
        ComputeUnitMonth month, long units, long budget, CancellationToken cancellationToken = default)
    {
        Fail();
        var balance = await inner.ReserveAsync(month, units, budget, cancellationToken);
        Fail();
        return balance;
    }

    public async ValueTask<ComputeUnitBalance> SettleAsync(
        ComputeUnitMonth month, long reserved, long spent, CancellationToken cancellationToken = default)
    {
        Fail();
        var balance = await inner.SettleAsync(month, reserved, spent, cancellationToken);
        Fail();
        return balance;
    }

    private void Fail()
    {
        if (chance.Next(oneIn) == 0)
        {
            throw new DiscoveryStoreException("The store did not answer.") { IsTransient = true };
        }
    }
}
