using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

public static partial class BirdeyeDiscoveryServiceCollectionExtensions
{
    /// <summary>Adds the default <see cref="ILiveReader"/>, configured by the section of the engine whose view it reads.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section; only <c>Cache:KeyPrefix</c> and <c>Discovery:Interval</c> matter.</param>
    /// <returns>The reader's builder; call <c>UseRedis</c> to specify where the live view is.</returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeLiveReader(this IServiceCollection services, IConfiguration configuration) =>
        services.AddBirdeyeLiveReader(Options.DefaultName, configuration);

    /// <summary>Adds a named <see cref="ILiveReader"/>, configured by the section of the engine whose view it reads.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, which is the key of the reader.</param>
    /// <param name="configuration">The section; only <c>Cache:KeyPrefix</c> and <c>Discovery:Interval</c> matter.</param>
    /// <returns>
    /// The reader's builder; call <c>UseRedis</c> to specify where the live view is. If the engine itself is registered, the engine's
    /// builder.
    /// </returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeLiveReader(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddBirdeyeLiveReader(
            name,
            options => options.ReadErrors = [.. options.ReadErrors, .. OptionsReader.Read(configuration, options)]);
    }

    /// <summary>Adds the default <see cref="ILiveReader"/>, configured by code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">
    /// Sets the options of the engine whose view it reads; only <c>Cache.KeyPrefix</c> and <c>Discovery.Interval</c> matter.
    /// </param>
    /// <returns>The reader's builder; call <c>UseRedis</c> to specify where the live view is.</returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeLiveReader(
        this IServiceCollection services,
        Action<BirdeyeDiscoveryOptions> configure) =>
        services.AddBirdeyeLiveReader(Options.DefaultName, configure);

    /// <summary>Adds a named <see cref="ILiveReader"/>, one for each engine whose view is read.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, which is the key of the reader.</param>
    /// <param name="configure">
    /// Sets the options of the engine whose view it reads; only <c>Cache.KeyPrefix</c> and <c>Discovery.Interval</c> matter.
    /// </param>
    /// <returns>
    /// The reader's builder; call <c>UseRedis</c> to specify where the live view is. If the engine itself is registered, the engine's
    /// builder.
    /// </returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeLiveReader(
        this IServiceCollection services,
        string name,
        Action<BirdeyeDiscoveryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<BirdeyeDiscoveryOptions>(name).Configure(configure);
        LiveReaderRegistration.Add(services, name);
        return EngineRegistration.Find(services, name) ?? (IBirdeyeDiscoveryBuilder)new LiveReaderRegistration(services, name);
    }
}
