using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Conformance;

/// <summary>A strategy that knows what it was made of, whether it was used after its end, and how often it was disposed.</summary>
internal sealed class ProbeStrategy(TokenStrategy strategy) : IDisposable
{
    private int _disposals;

    public static IStrategyRegistry<ProbeStrategy> Registry(StoreHost host, Factory factory, TimeProvider clock) =>
        Services(host, factory, clock, TimeSpan.FromSeconds(1)).GetRequiredService<IStrategyRegistry<ProbeStrategy>>();

    /// <summary>Makes the services of an engine that has strategies: the registry, and as its only hosted service the poller.</summary>
    public static IServiceProvider Services(StoreHost host, Factory factory, TimeProvider clock, TimeSpan interval) => StoreServices.Over(
        host, clock, clock, builder => builder.AddStrategies<ProbeStrategy>(_ => factory, options => options.PollInterval = interval));

    public string StrategyType { get; } = strategy.StrategyType;

    public string? StrategyConfig { get; } = strategy.StrategyConfig;

    public int Version { get; } = strategy.Version;

    public int Disposals => Volatile.Read(ref _disposals);

    public void Dispose() => Interlocked.Increment(ref _disposals);

    /// <summary>Makes probes and remembers them.</summary>
    internal sealed class Factory : IStrategyFactory<ProbeStrategy>
    {
        public ConcurrentBag<ProbeStrategy> Made { get; } = [];

        public Func<TokenStrategy, bool> Fails { get; set; } = static _ => false;

        public ProbeStrategy Create(TokenStrategy strategy)
        {
            if (Fails(strategy))
            {
                throw new StrategyConfigException($"no {strategy.StrategyType}");
            }

            var probe = new ProbeStrategy(strategy);
            Made.Add(probe);
            return probe;
        }
    }
}
