using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BirdeyeDiscovery;

/// <summary>Extension methods that replace parts of an engine by the host's own.</summary>
public static class BirdeyeDiscoveryBuilderExtensions
{
    /// <summary>Uses the host's own scorer instead of the built-in one.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="scorer">
    /// Creates the scorer; it is called again when the scoring options change. During the call, <see cref="ITokenScorer"/> resolves to the
    /// built-in scorer, which the host's scorer can therefore wrap.
    /// </param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseScorer(this IBirdeyeDiscoveryBuilder builder, Func<IServiceProvider, ITokenScorer> scorer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(scorer);
        builder.Services.AddKeyedSingleton<IScorerFactory>(
            builder.Name, (provider, _) => new HostScorerFactory(inner => BuiltInScorer.Around(inner, () => scorer(provider))));
        return builder;
    }

    /// <summary>Reads open positions from the host instead of the store's <c>positions</c> table.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="positions">Creates the source.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseOpenPositions(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, IOpenPositionSource> positions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(positions);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => positions(provider));
        return builder;
    }

    /// <summary>Notifies an observer of each cycle. May be called several times.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="observer">Creates the observer.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddObserver(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, IDiscoveryObserver> observer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(observer);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => observer(provider));
        return builder;
    }

    /// <summary>
    /// Passes lifecycle events to a handler of the host. Each handler runs in a loop of its own beside the cycles. May be called several
    /// times.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="handler">Creates the handler.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddLifecycleHandler(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, ILifecycleHandler> handler)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(handler);
        var name = builder.Name;
        builder.Services.AddSingleton<IHostedService>(provider => new LifecyclePump(
            name,
            handler(provider),
            provider.GetRequiredKeyedService<ILifecycleFeed>(name),
            provider.GetRequiredKeyedService<EnginePipelines>(name).StoreFollowers,
            EngineRegistration.Logger<LifecyclePump>(provider)));
        return builder;
    }

    /// <summary>Sends requests through the host's own handler, such as a proxy or a local Birdeye in the same process.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="handler">
    /// Creates the handler. It must not follow redirects, which would pass the API key to another host, and must not retry by itself,
    /// because the limits would not count the retries.
    /// </param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseHttpHandler(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, HttpMessageHandler> handler)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(handler);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => handler(provider));
        return builder;
    }

    /// <summary>Reads market data from the host's own source instead of Birdeye.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="source">Creates the source; the engine uses only this source and never falls back to another.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseMarketSource(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, IMarketSource> source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => source(provider));
        return builder;
    }

    /// <summary>Keeps the live view and the cached answers in the host's own cache.</summary>
    /// <param name="builder">The builder of the engine, or of a reader of the live view.</param>
    /// <param name="cache">Makes the cache; it is made once for each engine.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseCache(this IBirdeyeDiscoveryBuilder builder, Func<IServiceProvider, ICacheLayer> cache)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(cache);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => cache(provider));
        return builder;
    }

    /// <summary>Removes the hosted service; the host calls <see cref="IDiscoveryEngine.RunCycleAsync"/> itself.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder WithoutHostedService(this IBirdeyeDiscoveryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        EngineRegistration.Find(builder.Services, builder.Name)?.RemoveLoop();
        return builder;
    }
}
