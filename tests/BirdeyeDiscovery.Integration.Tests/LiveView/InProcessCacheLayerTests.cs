using BirdeyeDiscovery.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Integration.Tests;

public sealed class InProcessCacheLayerTests : CacheLayerConformance
{
    protected override ValueTask<CacheHarness> CreateEmptyAsync(CacheOptions options) => ValueTask.FromResult<CacheHarness>(new Harness(options));

    private sealed class Harness : CacheHarness
    {
        private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        private readonly InProcessCacheLayer _layer;

        public Harness(CacheOptions options) => _layer = new InProcessCacheLayer(_clock, options);

        public override ICacheLayer Layer => _layer;

        public override TimeProvider Clock => _clock;

        public override ValueTask AdvanceAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return ValueTask.CompletedTask;
        }

        public override ValueTask<bool> ExistsAsync(string rawKey) => ValueTask.FromResult(_layer.Exists(rawKey));

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
