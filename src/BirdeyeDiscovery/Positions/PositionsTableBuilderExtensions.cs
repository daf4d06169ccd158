using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Storage;

/// <summary>The verb by which a store lets its engine read the bot's positions.</summary>
public static class PositionsTableBuilderExtensions
{
    // What was read has a category of its own, so that a host can show it without the information on each cycle.
    private const string Category = "BirdeyeDiscovery.Positions";
    private const string EngineCategory = "BirdeyeDiscovery.Engine";

    /// <summary>
    /// Reads the bot's positions from a table in the database of the store, as <see cref="BirdeyeDiscoveryOptions.Positions"/> describes it, unless the
    /// engine has a source already.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="table">Makes the store's queries.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder TryAddPositionsTable(this IBirdeyeDiscoveryBuilder builder, Func<IServiceProvider, IPositionsTable> table)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(table);
        var name = builder.Name;
        builder.Services.TryAddKeyedSingleton<IOpenPositionSource>(name, (provider, _) => new TableOpenPositions(
            name,
            provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name).Positions,
            table(provider),
            provider.GetRequiredService<TimeProvider>(),
            Logger(provider, Category),
            Logger(provider, EngineCategory)));
        return builder;
    }

    private static ILogger Logger(IServiceProvider provider, string category) => provider.GetService<ILoggerFactory>()?.CreateLogger(category) ?? (ILogger)NullLogger.Instance;
}
