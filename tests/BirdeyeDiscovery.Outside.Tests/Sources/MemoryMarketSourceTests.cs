using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Outside.Tests;

public sealed class MemoryMarketSourceTests : MarketSourceConformance
{
    protected override ValueTask<MarketSourceHarness> CreateAsync() => new(new Harness());

    private sealed class Harness : MarketSourceHarness
    {
        private readonly MemoryMarketSource _source = new(MemoryToken.Samples, TimeProvider.System);

        public override IMarketSource Source => _source;

        public override long Requests => _source.Requests;

        public override ValueTask DisposeAsync() => default;
    }
}
