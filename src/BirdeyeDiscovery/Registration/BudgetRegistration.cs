using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery;

/// <summary>Registers the purse that pays for the requests of an engine, and checks that a budget can be kept at all.</summary>
internal static class BudgetRegistration
{
    /// <exception cref="InvalidOperationException">There is a budget, and the store or the market source cannot keep it.</exception>
    public static UnitPurse Purse(
        IServiceProvider provider, string name, IMarketSource source, BirdeyeDiscoveryOptions options)
    {
        if (options.Birdeye.ComputeUnitsPerMonth is not null)
        {
            Ledger();
        }

        // The registered purse gets a function that resolves the ledger, because a budget may also be configured later, while the engine
        // runs.
        return new UnitPurse(Ledger, provider.GetRequiredService<TimeProvider>().GetUtcNow);

        IComputeUnitLedger Ledger()
        {
            var described = source.Describe(options).Name;
            return described == MarketSourceInfo.Birdeye
                ? provider.GetKeyedService<IComputeUnitLedger>(name) ?? throw new InvalidOperationException(
                    $"Birdeye:ComputeUnitsPerMonth is set, but the store of the engine '{name}' has no "
                    + $"{nameof(DiscoveryStore.ComputeUnits)} ({nameof(IComputeUnitLedger)}), "
                    + "so the hosts cannot keep one budget together. Set that part of the store, or leave the budget empty.")
                : throw new InvalidOperationException(
                    $"Birdeye:ComputeUnitsPerMonth is set, but the engine '{name}' has the market source '{described}', whose requests the "
                    + "engine cannot limit. Leave the budget empty.");
        }
    }
}
