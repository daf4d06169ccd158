using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BirdeyeDiscovery;

/// <summary>
/// Extension methods that set up an engine: its store, cache and pipelines, its strategies, and the parts that a host replaces by its own.
/// </summary>
public static partial class BirdeyeDiscoveryBuilderExtensions
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
        return builder.AddOnce<IScorerFactory>("a scorer", nameof(UseScorer), provider =>
            new HostScorerFactory(inner => BuiltInScorer.Around(inner, () => scorer(provider))));
    }

    /// <summary>Uses a scorer of the host by its type. A constructor that takes <see cref="ITokenScorer"/> gets the built-in one.</summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseScorer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class, ITokenScorer =>
        builder.UseScorer(static provider => ActivatorUtilities.CreateInstance<T>(provider));

    /// <summary>
    /// Scores each token that a cycle scores with a second scorer as well. Its scores are stored and measured, and decide nothing. May be
    /// called several times, with different names.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">
    /// The name by which its scores are stored: 1 to 50 characters, the letters a to z and A to Z, digits, '-', '_' and '.'.
    /// </param>
    /// <param name="scorer">
    /// Creates the scorer; it is called again when the scoring options change. During the call, <see cref="ITokenScorer"/> resolves to the
    /// built-in scorer.
    /// </param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// It gets the inputs from which the stored score was computed, and no request is made for it. If it throws, or returns a value out of
    /// bounds, the token has no score of it; the log names the scorer once. Nothing is scored in <see cref="DiscoveryMode.ReadOnly"/>,
    /// because nothing is stored.
    /// </remarks>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    /// <exception cref="InvalidOperationException">The engine already has a shadow scorer of this name.</exception>
    public static IBirdeyeDiscoveryBuilder AddShadowScorer(
        this IBirdeyeDiscoveryBuilder builder, string name, Func<IServiceProvider, ITokenScorer> scorer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ShadowScorer.CheckName(name, nameof(name));
        ArgumentNullException.ThrowIfNull(scorer);
        return builder.AddOnce($"a shadow scorer '{name}'", $"{nameof(AddShadowScorer)} with this name", provider =>
            new ShadowScorer(name, new HostScorerFactory(inner => BuiltInScorer.Around(inner, () => scorer(provider))).Create));
    }

    /// <summary>
    /// Scores each token that a cycle scores with a second scorer as well, by its type. A constructor that takes <see cref="ITokenScorer"/>
    /// gets the built-in one.
    /// </summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name by which its scores are stored.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddShadowScorer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder, string name)
        where T : class, ITokenScorer =>
        builder.AddShadowScorer(name, static provider => ActivatorUtilities.CreateInstance<T>(provider));

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
        return builder.AddOnce("a source of open positions", nameof(UseOpenPositions), positions);
    }

    /// <summary>Reads open positions from a source of the host by its type.</summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseOpenPositions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class, IOpenPositionSource =>
        builder.UseOpenPositions(static provider => ActivatorUtilities.CreateInstance<T>(provider));

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

    /// <summary>Notifies an observer of each cycle, by its type. May be called several times.</summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class, IDiscoveryObserver =>
        builder.AddObserver(static provider => ActivatorUtilities.CreateInstance<T>(provider));

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
            EngineRegistration.Logger<LifecyclePump>(provider),
            EngineRegistration.Telemetry(provider, name)));
        return builder;
    }

    /// <summary>Passes lifecycle events to a handler of the host by its type. May be called several times.</summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddLifecycleHandler<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class, ILifecycleHandler =>
        builder.AddLifecycleHandler(static provider => ActivatorUtilities.CreateInstance<T>(provider));

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
        return builder.AddOnce("an HTTP handler", nameof(UseHttpHandler), handler);
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
        return builder.AddOnce("a market source", nameof(UseMarketSource), source);
    }

    /// <summary>Reads market data from a source of the host by its type, instead of Birdeye.</summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseMarketSource<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class, IMarketSource =>
        builder.UseMarketSource(static provider => ActivatorUtilities.CreateInstance<T>(provider));

    /// <summary>Keeps the live view and the cached answers in the host's own cache.</summary>
    /// <param name="builder">The builder of the engine, or of a reader of the live view.</param>
    /// <param name="cache">Makes the cache; it is made once for each engine.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseCache(this IBirdeyeDiscoveryBuilder builder, Func<IServiceProvider, ICacheLayer> cache)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(cache);
        return builder.AddOnce("a cache", nameof(UseCache), cache);
    }

    /// <summary>Keeps the live view and the cached answers in a cache of the host, by its type.</summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The builder of the engine, or of a reader of the live view.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseCache<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class, ICacheLayer =>
        builder.UseCache(static provider => ActivatorUtilities.CreateInstance<T>(provider));

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
