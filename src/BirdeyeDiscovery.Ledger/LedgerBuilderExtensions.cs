using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Extension methods that add the services which answer questions about the past.</summary>
public static class LedgerBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IDiscoveryExplainer"/>, <see cref="ICycleReplayer"/>, <see cref="IMembershipHistory"/> and
    /// <see cref="ILedgerReporter"/> over the store of the engine. The running engine does not need them, and nothing is started.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddLedger(this IBirdeyeDiscoveryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.Services.TryAddKeyedSingleton(name, static (provider, key) => Cycles(provider, (string)key!));
        builder.Services.TryAddKeyedSingleton<IDiscoveryExplainer>(name, static (provider, key) => new DiscoveryExplainer(
            provider.GetRequiredKeyedService<PastCycles>(key), provider.GetRequiredKeyedService<ITrackedTokenStore>(key)));
        builder.Services.TryAddKeyedSingleton<ICycleReplayer>(
            name, static (provider, key) => new CycleReplayer(provider.GetRequiredKeyedService<PastCycles>(key)));
        builder.Services.TryAddKeyedSingleton<IMembershipHistory>(name, static (provider, key) => new MembershipHistory(
            provider.GetRequiredKeyedService<PastCycles>(key), provider.GetRequiredKeyedService<ITrackedTokenStore>(key)));
        builder.Services.TryAddKeyedSingleton<ILedgerReporter>(name, static (provider, key) => new LedgerReporter(
            provider.GetRequiredKeyedService<IDiscoveryHistory>(key),
            provider.GetRequiredKeyedService<ITrackedTokenStore>(key),
            provider.GetRequiredKeyedService<IDiscoveryAnalytics>(key),
            provider.GetRequiredKeyedService<IDiscoveryExplainer>(key),
            provider.GetRequiredService<TimeProvider>()));
        if (name.Length == 0)
        {
            builder.Services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<ILedgerReporter>(string.Empty));
            builder.Services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<IMembershipHistory>(string.Empty));
            builder.Services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<ICycleReplayer>(string.Empty));
            builder.Services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<IDiscoveryExplainer>(string.Empty));
        }

        return builder;
    }

    // The ledger is registered with the host's scorer and strategy policy, which the engine uses too. A host without an engine, such as one
    // that writes a report, has the built-in ones.
    private static PastCycles Cycles(IServiceProvider provider, string name)
    {
        var scorers = provider.GetKeyedService<IScorerFactory>(name) ?? new DefaultScorerFactory();
        var options = provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>();
        return new PastCycles(
            provider.GetRequiredKeyedService<IDiscoveryHistory>(name),
            scorers.Create,
            provider.GetKeyedService<IStrategyPolicy>(name),
            () => options.Create(name).Birdeye.Chain);
    }
}
