using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

public static partial class BirdeyeDiscoveryBuilderExtensions
{
    /// <summary>Chooses strategies with the host's own policy instead of by category.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="policy">Creates the policy.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseStrategyPolicy(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, IStrategyPolicy> policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policy);
        return builder.AddOnce("a strategy policy", nameof(UseStrategyPolicy), policy);
    }

    /// <summary>Uses a strategy policy of the host by its type.</summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseStrategyPolicy<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class, IStrategyPolicy =>
        builder.UseStrategyPolicy(static provider => ActivatorUtilities.CreateInstance<T>(provider));

    /// <summary>
    /// Validates <c>Strategies:{Category}:Config</c> at start by parsing it as the host's own type, so that an invalid field is not found
    /// only with the first token.
    /// </summary>
    /// <typeparam name="T">The host's configuration type.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="format">The format that parses and validates it.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder ValidateStrategyConfigs<T>(this IBirdeyeDiscoveryBuilder builder, StrategyConfigFormat<T> format)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(format);
        builder.Services.AddSingleton<IValidateOptions<BirdeyeDiscoveryOptions>>(new StrategyConfigRules<T>(builder.Name, format));
        return builder;
    }

    /// <summary>Notifies an observer of the live strategies on this host. May be called several times.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="observer">Creates the observer.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddStrategyObserver(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, IStrategyObserver> observer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(observer);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => observer(provider));
        return builder;
    }

    /// <summary>Notifies an observer of the strategies, by its type. May be called several times.</summary>
    /// <typeparam name="T">The host's type; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddStrategyObserver<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class, IStrategyObserver =>
        builder.AddStrategyObserver(static provider => ActivatorUtilities.CreateInstance<T>(provider));

    /// <summary>Keeps a live strategy instance for each active token, made by a factory that is registered by its type.</summary>
    /// <typeparam name="T">The host's strategy type.</typeparam>
    /// <typeparam name="TFactory">The host's type of the factory; its constructor's parameters are services.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The overload with a function also sets the options.</remarks>
    /// <exception cref="InvalidOperationException">The engine already has strategies of this type.</exception>
    public static IBirdeyeDiscoveryBuilder AddStrategies<
        T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFactory>(
        this IBirdeyeDiscoveryBuilder builder)
        where T : class
        where TFactory : class, IStrategyFactory<T> =>
        builder.AddStrategies<T>(static provider => ActivatorUtilities.CreateInstance<TFactory>(provider));

    /// <summary>Keeps a live strategy instance for each active token, on every host, whether it leads or not.</summary>
    /// <typeparam name="T">The host's strategy type.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="factory">Creates the factory.</param>
    /// <param name="configure">Sets the options, or <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Registers <see cref="IStrategyRegistry{T}"/>, keyed by the engine's name and, for the default engine, also without a key, and a
    /// hosted service that polls the store.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The engine already has strategies of this type.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static IBirdeyeDiscoveryBuilder AddStrategies<T>(
        this IBirdeyeDiscoveryBuilder builder,
        Func<IServiceProvider, IStrategyFactory<T>> factory,
        Action<StrategyRegistryOptions>? configure = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        var options = new StrategyRegistryOptions();
        configure?.Invoke(options);
        if (options.PollInterval < TimeSpan.FromMilliseconds(100) || options.PollInterval > TimeSpan.FromHours(1))
        {
            throw new ArgumentException(
                $"PollInterval is {options.PollInterval:c}; allowed are 00:00:00.1000000 to 01:00:00.",
                nameof(configure));
        }

        var (name, services, interval) = (builder.Name, builder.Services, options.PollInterval);
        if (services.Any(
            service => service.IsKeyedService && service.ServiceType == typeof(StrategyRegistry<T>) && Equals(service.ServiceKey, name)))
        {
            throw new InvalidOperationException($"{EngineLabel.At(name)} has strategies of the type {typeof(T).Name} already.");
        }

        services.AddKeyedSingleton(name, (provider, _) => new StrategyRegistry<T>(
            name,
            provider.GetRequiredKeyedService<IStrategyStore>(name),
            factory(provider),
            provider.GetKeyedServices<IStrategyObserver>(name),
            provider.GetRequiredService<TimeProvider>(),
            Logger<T>(provider)));
        services.AddKeyedSingleton<IStrategyRegistry<T>>(
            name,
            (provider, _) => provider.GetRequiredKeyedService<StrategyRegistry<T>>(name));
        services.AddSingleton<IHostedService>(provider => new StrategyPoller<T>(
            name,
            provider.GetRequiredKeyedService<StrategyRegistry<T>>(name),
            provider.GetRequiredKeyedService<ITrackedTokenStore>(name),
            () => provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name).Storage.SchemaMode,
            interval,
            provider.GetRequiredService<TimeProvider>(),
            Logger<T>(provider)));
        if (name.Length == 0)
        {
            services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<IStrategyRegistry<T>>(Options.DefaultName));
        }

        return builder;
    }

    private static ILogger Logger<T>(IServiceProvider provider)
        where T : class =>
            provider.GetService<ILoggerFactory>()?.CreateLogger("BirdeyeDiscovery.Strategies") ?? (ILogger)NullLogger.Instance;
}
