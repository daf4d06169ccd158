using BirdeyeDiscovery;
using BirdeyeDiscovery.Strategies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Birdeye_Bot;

/// <summary>Registers the bot. The tests use the same registration.</summary>
internal static class BotServices
{
    public static IBirdeyeDiscoveryBuilder AddBot(this IServiceCollection services, IConfiguration configuration, string database)
    {
        services.AddSingleton<Bot>();
        return services.AddBirdeyeDiscovery(configuration.GetSection("BirdeyeDiscovery"))
            .UseSqlite(database)
            .ValidateStrategyConfigs(SignalConfig.Format)
            .AddStrategies(_ => DipStrategy.Factory)
            .AddObserver(static provider => provider.GetRequiredService<Bot>());
    }
}
