using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>
/// The registration of the services of a live view reader, keyed by the name of its engine; those of the default engine are also registered
/// without a key.
/// </summary>
internal sealed class LiveReaderRegistration(IServiceCollection services, string name) : IBirdeyeDiscoveryBuilder
{
    public string Name { get; } = name;

    public IServiceCollection Services { get; } = services;

    public static void Add(IServiceCollection services, string name)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static _ => new StoreClock(TimeProvider.System));
        services.TryAddKeyedSingleton(name, (provider, _) => new EnginePipelines(
            name,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<StoreClock>().Time,
            provider.GetKeyedServices<PipelineChange>(name)));
        services.TryAddKeyedSingleton<ILiveReader>(name, (provider, _) => Create(provider, name));
        if (name.Length == 0)
        {
            services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<ILiveReader>(Options.DefaultName));
        }
    }

    private static LiveReader Create(IServiceProvider provider, string name)
    {
        var layer = provider.GetKeyedService<ICacheLayer>(name) ?? throw new InvalidOperationException(
            $"The reader of {EngineLabel.In(name)} has no cache to read. Say where the live view is: "
            + "AddBirdeyeLiveReader(...).UseRedis(configuration), or .UseCache(...) for one of your own.");
        var options = provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name);
        if (options.ReadErrors.Count > 0)
        {
            // An engine in the same host validates the options; a host that only reads has no other place where their faults are told.
            throw new OptionsValidationException(name, typeof(BirdeyeDiscoveryOptions), options.ReadErrors);
        }

        return new LiveReader(layer, options.Discovery.Interval, provider.GetRequiredService<TimeProvider>());
    }
}
