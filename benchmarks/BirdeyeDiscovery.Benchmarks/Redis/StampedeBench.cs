using BirdeyeDiscovery.Benchmarks.Stores;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using ZiggyCreatures.Caching.Fusion;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>
/// Compares this library's layer with two other libraries: a thousand callers miss one key at once, and the source answers when all of them
/// wait.
/// </summary>
internal sealed class StampedeBench : IAsyncDisposable
{
    private const int Callers = 1_000;

    private readonly ServiceProvider _services;
    private readonly HybridCache _hybrid;
    private readonly FusionCache _fusion = new(new FusionCacheOptions());
    private readonly InProcessCacheLayer _ours = new(TimeProvider.System);
    private readonly TokenScoreView _answer = LiveReaderBench.Score();
    private int _keys;
    private int _calls;

    public StampedeBench()
    {
        var services = new ServiceCollection();
        services.AddHybridCache();
        _services = services.BuildServiceProvider();
        _hybrid = _services.GetRequiredService<HybridCache>();
    }

    /// <summary>Gets the largest number of source calls in one stampede, by library.</summary>
    public Dictionary<string, int> MostCalls { get; } = [];

    public Task<PairedRatio> AgainstFusionAsync(int pairs) => MeasureAsync(
        pairs,
        "FusionCache",
        async (key, source) => _ = await _fusion.GetOrSetAsync<TokenScoreView>(key, (_, _) => source(), TimeSpan.FromMinutes(1)));

    public Task<PairedRatio> AgainstHybridAsync(int pairs) => MeasureAsync(
        pairs, "HybridCache", async (key, source) => _ = await _hybrid.GetOrCreateAsync(key, async _ => await source()));

    public async ValueTask DisposeAsync()
    {
        _fusion.Dispose();
        await _services.DisposeAsync();
    }

    private async Task<PairedRatio> MeasureAsync(
        int pairs,
        string name,
        Func<string, Func<Task<TokenScoreView>>, Task> ask) => (await PairedRatio.MeasureAsync(
        pairs,
        10,
        () => StampedeAsync("ours", async (key, source) => _ = await _ours.GetOrReadAsync(
            key,
            TimeSpan.FromMinutes(1),
            CacheJsonContext.Live.TokenScoreView,
            async _ => Reading<TokenScoreView>.Of(await source(), TimeProvider.System.GetUtcNow()))),
        () => StampedeAsync(name, ask))).Inverse();

    private async Task StampedeAsync(string name, Func<string, Func<Task<TokenScoreView>>, Task> ask)
    {
        var key = FormattableString.Invariant($"birdeye:security:{_keys++}");
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls = 0;
        var callers = Enumerable.Range(0, Callers).Select(_ => ask(key, SourceAsync)).ToArray();
        answered.SetResult();
        await Task.WhenAll(callers);
        MostCalls[name] = Math.Max(MostCalls.GetValueOrDefault(name), _calls);

        async Task<TokenScoreView> SourceAsync()
        {
            Interlocked.Increment(ref _calls);
            await answered.Task;
            return _answer;
        }
    }
}
