using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>What every <see cref="ICacheLayer"/> does. An heir says how to make an empty one.</summary>
public abstract partial class CacheLayerConformance
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";
    private const string OtherMint = "EKpQGSJtjMFqKZ9KQanSqYXRcF8fBopzLHYxdM65zcjm";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Makes a layer over nothing; layers of one test may share what lies behind them.</summary>
    protected abstract ValueTask<CacheHarness> CreateEmptyAsync(CacheOptions options);

    private ValueTask<CacheHarness> CreateAsync(string prefix = "") => CreateEmptyAsync(new CacheOptions { KeyPrefix = prefix });

    /// <summary>Asks once, with a source that counts itself.</summary>
    private static ValueTask<Reading<SampleAnswer>> ReadAsync(ICacheLayer layer, string key, TimeSpan lifetime, Func<Reading<SampleAnswer>> source) =>
        layer.GetOrReadAsync(key, lifetime, SampleJsonContext.Default.SampleAnswer, _ => ValueTask.FromResult(source()), Ct);
}
