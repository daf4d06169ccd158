using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Diagnostics;

/// <summary>Provides the methods that add the health checks of an engine to a host.</summary>
public static class DiscoveryHealthChecksBuilderExtensions
{
    /// <summary>The tag of the checks that fail only when a restart of the process may help.</summary>
    public const string LiveTag = "live";

    /// <summary>The tag of the checks that say whether the host does its work.</summary>
    public const string ReadyTag = "ready";

    /// <summary>
    /// Adds the checks of the default engine: <c>birdeye_discovery_engine</c>, <c>_store</c>, <c>_live_view</c> and <c>_account</c>.
    /// </summary>
    /// <param name="builder">The builder of the host's health checks.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// All four have the tag <see cref="ReadyTag"/>. The check of the engine alone also has <see cref="LiveTag"/>, because a restart heals
    /// neither a store nor an account. Each result has its reason. A host that follows another one is healthy.
    /// </remarks>
    public static IHealthChecksBuilder AddBirdeyeDiscoveryHealthChecks(this IHealthChecksBuilder builder) =>
        builder.AddBirdeyeDiscoveryHealthChecks(Options.DefaultName);

    /// <summary>Adds the checks of a named engine: <c>birdeye_discovery_{name}_engine</c> and so on.</summary>
    /// <param name="builder">The builder of the host's health checks.</param>
    /// <param name="engine">The name of the engine, or of a reader of the live view, which has the check of the live view alone.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddBirdeyeDiscoveryHealthChecks(this IHealthChecksBuilder builder, string engine)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(engine);
        var prefix = engine.Length == 0 ? "birdeye_discovery" : $"birdeye_discovery_{engine}";
        builder.Services.TryAddKeyedSingleton(engine, (provider, _) => new EngineHealthCheck(provider, engine));
        builder.Services.TryAddKeyedSingleton(engine, (provider, _) => new StoreHealthCheck(provider, engine));
        builder.Services.TryAddKeyedSingleton(engine, (provider, _) => new LiveViewHealthCheck(provider, engine));
        builder.Services.TryAddKeyedSingleton(engine, (provider, _) => new AccountHealthCheck(provider, engine));
        return builder
            .Add(Registration<EngineHealthCheck>($"{prefix}_engine", engine, LiveTag, ReadyTag))
            .Add(Registration<StoreHealthCheck>($"{prefix}_store", engine, ReadyTag))
            .Add(Registration<LiveViewHealthCheck>($"{prefix}_live_view", engine, ReadyTag))
            .Add(Registration<AccountHealthCheck>($"{prefix}_account", engine, ReadyTag));
    }

    // Each health check is a singleton, because it remembers since when something fails. Otherwise the health check service would create a
    // new instance for each run.
    private static HealthCheckRegistration Registration<T>(string name, string engine, params string[] tags)
        where T : class, IHealthCheck =>
        new(name, provider => provider.GetRequiredKeyedService<T>(engine), HealthStatus.Unhealthy, tags);
}
