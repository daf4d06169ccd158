using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>Extension methods that add discovery engines to a host.</summary>
public static partial class BirdeyeDiscoveryServiceCollectionExtensions
{
    /// <summary>Adds the default engine, configured by a section.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section, usually <c>BirdeyeDiscovery</c>; it is read again at the start of each cycle.</param>
    /// <returns>The engine's builder; call one of its methods to choose a store.</returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeDiscovery(this IServiceCollection services, IConfiguration configuration) =>
        services.AddBirdeyeDiscovery(Options.DefaultName, configuration);

    /// <summary>Adds the default engine, configured by code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; it is called again at the start of each cycle.</param>
    /// <returns>The engine's builder; call one of its methods to choose a store.</returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeDiscovery(
        this IServiceCollection services,
        Action<BirdeyeDiscoveryOptions> configure) =>
        services.AddBirdeyeDiscovery(Options.DefaultName, configure);

    /// <summary>Adds a named engine, configured by a section: one per chain, each with its own store, schema and key prefix.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, which is the key of its services.</param>
    /// <param name="configuration">The section; it is read again at the start of each cycle.</param>
    /// <returns>The engine's builder; call one of its methods to choose a store.</returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeDiscovery(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddBirdeyeDiscovery(
            name,
            options => options.ReadErrors = [.. options.ReadErrors, .. OptionsReader.Read(configuration, options)]);
    }

    /// <summary>Adds a named engine, configured by code: one per chain, each with its own store, schema and key prefix.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, which is the key of its services.</param>
    /// <param name="configure">Sets the options; it is called again at the start of each cycle.</param>
    /// <returns>
    /// The engine's builder; call one of its methods to choose a store. A second call for the same name only adds to the options.
    /// </returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeDiscovery(
        this IServiceCollection services,
        string name,
        Action<BirdeyeDiscoveryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AccountRateLimiters>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BirdeyeDiscoveryOptions>, BirdeyeDiscoveryOptionsRules>());
        services.AddOptions<BirdeyeDiscoveryOptions>(name).Configure(configure).ValidateOnStart();
        var builder = EngineRegistration.Find(services, name);
        return builder ?? EngineRegistration.Add(services, name);
    }
}
