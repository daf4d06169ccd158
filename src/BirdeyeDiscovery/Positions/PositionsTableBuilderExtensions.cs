using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Storage;

/// <summary>Extension methods by which a store lets its engine read the bot's positions.</summary>
public static class PositionsTableBuilderExtensions
{
    // The messages about the bot's positions have their own log category, so that a host can show them without the engine's messages of
    // each cycle.
    private const string Category = "BirdeyeDiscovery.Positions";
    private const string EngineCategory = "BirdeyeDiscovery.Engine";

    /// <summary>
    /// Reads the bot's positions from a table in the database of the store, as <see cref="BirdeyeDiscoveryOptions.Positions"/> describes
    /// it, unless the engine already has a source.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="table">Creates the store's queries.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder TryAddPositionsTable(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, IPositionsTable> table)
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

    private static ILogger Logger(IServiceProvider provider, string category) =>
        provider.GetService<ILoggerFactory>()?.CreateLogger(category) ?? (ILogger)NullLogger.Instance;
}
