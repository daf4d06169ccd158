using BirdeyeDiscovery.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Outside.Tests;

public sealed class MemoryCacheLayerTests : CacheLayerConformance
{
    protected override ValueTask<CacheHarness> CreateEmptyAsync(CacheOptions options) => new(new Harness(options.KeyPrefix));

    private sealed class Harness : CacheHarness
    {
        private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        private readonly Memory _memory;

        public Harness(string prefix)
        {
            _memory = new Memory(_clock);
            Layer = new MemoryCacheLayer(_memory, prefix, _clock);
        }

        public override ICacheLayer Layer { get; }

        public override TimeProvider Clock => _clock;

        public override ValueTask AdvanceAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return default;
        }

        // The layer keeps the facts of a cycle in one entry; a layer for programs in other languages has them under keys of their own.
        public override ValueTask<bool> ExistsAsync(string rawKey)
        {
            foreach (var part in new[] { CacheKeys.LastCycle, CacheKeys.CandidateCount, CacheKeys.ActiveTokens })
            {
                rawKey = rawKey.Replace(part, CacheKeys.View, StringComparison.Ordinal);
            }

            return new(_memory.Get<object>(rawKey) is not null);
        }

        public override ValueTask DisposeAsync() => default;
    }
}
