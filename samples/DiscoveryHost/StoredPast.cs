using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DiscoveryHost;

/// <summary>Looks at the options and the store once before the clock is made, because the clock depends on both.</summary>
internal static class StoredPast
{
    /// <summary>Reads when the next cycle is due by the stored history; null when nothing is stored.</summary>
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    public static async Task<DateTimeOffset?> NextDueAsync(IConfiguration section, TextWriter errors, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(section).UseSqlite(HostPlan.StorePath).WithoutHostedService();
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<BirdeyeDiscoveryOptions>>().Get(Options.DefaultName);
        if (!File.Exists(HostPlan.StorePath))
        {
            return null;
        }

        try
        {
            await provider.GetRequiredKeyedService<ITrackedTokenStore>(Options.DefaultName).InitializeAsync(options.Storage.SchemaMode, cancellationToken);
            var newest = await provider.GetRequiredKeyedService<IDiscoveryHistory>(Options.DefaultName).GetSnapshotsAsync(1, cancellationToken);
            return newest.Count == 0 ? null : newest[0].CycleTimestamp + options.Discovery.Interval;
        }
        catch (DiscoveryStoreException failure)
        {
            // Each cycle will say so again until it works; the clock then starts at the present.
            await errors.WriteLineAsync($"The store did not answer: {PlainText.Clean(failure.Message)}");
            return null;
        }
    }
}
