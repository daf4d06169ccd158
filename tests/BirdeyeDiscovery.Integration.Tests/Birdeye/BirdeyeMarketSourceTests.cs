using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>The built-in source over a local Birdeye.</summary>
public sealed class BirdeyeMarketSourceTests : MarketSourceConformance
{
    protected override ValueTask<MarketSourceHarness> CreateAsync() => new(new Harness());

    private sealed class Harness : MarketSourceHarness
    {
        private readonly LocalBirdeye _birdeye = new(new LocalBirdeyeOptions { Seed = 7, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        private readonly ServiceProvider _services;

        public Harness()
        {
            Options.Birdeye.RequestsPerSecond = 1_000;
            Options.Birdeye.ApiKey = new ApiKey("none");
            var services = new ServiceCollection();
            services.AddBirdeyeDiscovery(static options => options.Birdeye.ApiKey = new ApiKey("none"))
                .UseHttpHandler(_ => _birdeye.CreateHandler())
                .WithoutHostedService();
            _services = services.BuildServiceProvider();
            Source = _services.GetRequiredKeyedService<IMarketSource>(Microsoft.Extensions.Options.Options.DefaultName);
        }

        public override IMarketSource Source { get; }

        public override long Requests => _birdeye.Log.Count;

        public override async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            await _birdeye.DisposeAsync();
        }
    }
}
