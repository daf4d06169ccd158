using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The library's own services over the store of a host, as an engine has them; nothing runs by itself.</summary>
internal static class StoreServices
{
    /// <summary>Makes the services. They end with the host: what they disposed would be the host's.</summary>
    /// <param name="host">The host whose store they use.</param>
    /// <param name="clock">The clock of the library.</param>
    /// <param name="storeClock">The clock of the waits for the store.</param>
    /// <param name="configure">Adds to the engine.</param>
    /// <param name="listener">What tells of events that another host wrote.</param>
    public static IServiceProvider Over(
        StoreHost host, TimeProvider clock, TimeProvider storeClock, Action<IBirdeyeDiscoveryBuilder>? configure = null, ILifecycleListener? listener = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        var services = new ServiceCollection().AddSingleton(clock).AddSingleton(new StoreClock(storeClock));
        var builder = services.AddBirdeyeDiscovery(static options =>
        {
            options.Birdeye.ApiKey = new ApiKey("none");
            options.Storage.SchemaMode = SchemaMode.Validate;
        });
        builder.UseStore(_ => host.ToStore(listener)).WithoutHostedService();
        configure?.Invoke(builder);
        return services.BuildServiceProvider();
    }
}
