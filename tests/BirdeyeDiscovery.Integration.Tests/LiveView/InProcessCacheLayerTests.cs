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

        // The memory of a process needs no prefix; the keys of the suite have one.
        private readonly string _prefix;

        public Harness(CacheOptions options)
        {
            _prefix = options.KeyPrefix;
            _layer = new InProcessCacheLayer(_clock);
        }

        public override ICacheLayer Layer => _layer;

        public override TimeProvider Clock => _clock;

        public override ValueTask AdvanceAsync(TimeSpan time)
        {
            _clock.Advance(time);
            return ValueTask.CompletedTask;
        }

        public override async ValueTask<bool> ExistsAsync(string rawKey)
        {
            if (!rawKey.StartsWith(_prefix, StringComparison.Ordinal))
            {
                return false;
            }

            var key = rawKey[_prefix.Length..];
            return key switch
            {
                CacheKeys.View or CacheKeys.LastCycle or CacheKeys.CandidateCount => await _layer.GetViewAsync() is not null,
                CacheKeys.CandleOwners => (await _layer.GetCandleOwnersAsync())!.Count > 0,
                CacheKeys.ActiveTokens => (await _layer.GetActiveTokensAsync()).Count > 0,
                _ => key.Split(':') switch
                {
                    ["score", var address] => await _layer.GetScoreAsync(address) is not null,
                    ["candles", var name, var interval] => (await _layer.GetCandlesAsync(name, Of(interval))).Count > 0,
                    _ => await KeepsAnswerAsync(key),
                },
            };
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static CandleInterval Of(string word) =>
            Enum.GetValues<CandleInterval>().Single(interval => string.Equals(CacheKeys.Interval(interval), word, StringComparison.Ordinal));

        private async ValueTask<bool> KeepsAnswerAsync(string key) => (await _layer.GetOrReadAsync(
            key,
            TimeSpan.FromSeconds(1),
            SampleJsonContext.Default.SampleAnswer,
            _ => ValueTask.FromResult(Reading<SampleAnswer>.Unknown(_clock.GetUtcNow())))).Kind == ReadingKind.Value;
    }
}
