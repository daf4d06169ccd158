using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>Adds readers of the live view to a host that runs no engine.</summary>
public static class LiveReaderServiceCollectionExtensions
{
    /// <summary>Adds the default <see cref="ILiveReader"/>, configured by the section of the engine that it reads of.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section; only <c>Cache:KeyPrefix</c> and <c>Discovery:Interval</c> matter.</param>
    /// <returns>The reader's builder; say where the live view is with <c>UseRedis</c>.</returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeLiveReader(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddBirdeyeLiveReader(options => options.ReadErrors = [.. options.ReadErrors, .. OptionsReader.Read(configuration, options)]);
    }

    /// <summary>Adds the default <see cref="ILiveReader"/>, configured by code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options of the engine that it reads of; only <c>Cache.KeyPrefix</c> and <c>Discovery.Interval</c> matter.</param>
    /// <returns>The reader's builder; say where the live view is with <c>UseRedis</c>.</returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeLiveReader(this IServiceCollection services, Action<BirdeyeDiscoveryOptions> configure) =>
        services.AddBirdeyeLiveReader(Options.DefaultName, configure);

    /// <summary>Adds a named <see cref="ILiveReader"/>, one per engine that is read of.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, under which the reader is keyed.</param>
    /// <param name="configure">Sets the options of the engine that it reads of; only <c>Cache.KeyPrefix</c> and <c>Discovery.Interval</c> matter.</param>
    /// <returns>The reader's builder; say where the live view is with <c>UseRedis</c>. Where the engine itself is registered, its builder.</returns>
    public static IBirdeyeDiscoveryBuilder AddBirdeyeLiveReader(this IServiceCollection services, string name, Action<BirdeyeDiscoveryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<BirdeyeDiscoveryOptions>(name).Configure(configure);
        LiveReaderRegistration.Add(services, name);
        return EngineRegistration.Find(services, name) ?? (IBirdeyeDiscoveryBuilder)new LiveReaderRegistration(services, name);
    }
}
