using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DiscoveryHost;

/// <summary>Reads the options and the store once before the clock is created, because the clock depends on both.</summary>
internal sealed class StoredPast(IConfiguration section, HostStores stores)
{
    /// <summary>Checks the options without opening the store.</summary>
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    /// <exception cref="AggregateException">The configuration of several parts is invalid.</exception>
    public void Check()
    {
        using var provider = Services();
        WrongSettings.Check(provider);
    }

    /// <summary>Initializes the store and reads when the next cycle is due by its history; null when nothing is stored.</summary>
    /// <exception cref="DiscoveryStoreException">The store failed with an error that is not transient.</exception>
    public async Task<DateTimeOffset?> NextDueAsync(TextWriter errors, CancellationToken cancellationToken)
    {
        await using var provider = Services();
        var options = Read(provider);
        try
        {
            await provider.GetRequiredKeyedService<ITrackedTokenStore>(Options.DefaultName).InitializeAsync(
                options.Storage.SchemaMode,
                cancellationToken);
            var newest = await provider.GetRequiredKeyedService<IDiscoveryHistory>(Options.DefaultName).GetSnapshotsAsync(
                1,
                cancellationToken);
            return newest.Count == 0 ? null : newest[0].CycleTimestamp + options.Discovery.Interval;
        }
        catch (DiscoveryStoreException failure) when (failure.IsTransient)
        {
            // Each cycle reports the failure again until the store works. The clock then starts at the present time.
            await errors.WriteLineAsync($"The store did not answer: {PlainText.Clean(failure.Message)}");
            return null;
        }
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        stores.AddTo(services.AddBirdeyeDiscovery(section)).WithoutHostedService();
        return services.BuildServiceProvider();
    }

    private static BirdeyeDiscoveryOptions Read(ServiceProvider provider) =>
        provider.GetRequiredService<IOptionsMonitor<BirdeyeDiscoveryOptions>>().Get(Options.DefaultName);
}
