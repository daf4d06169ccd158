using BirdeyeDiscovery.Benchmarks.Stores;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>Compares a cycle in which Redis goes away or hangs with a healthy one.</summary>
internal sealed class OutageGroup : IRedisGroup
{
    private const int Pairs = 20;

    public string Introduction =>
        "A whole cycle of an engine on SQLite against a local Birdeye without delays, at whose first request Redis stands still or is cut off, against a healthy one of the same engine. "
        + "Of a cycle in which Redis hangs the time-out (1 second), which it waits once, is taken off before the ratio is made. "
        + "Where connections are refused nothing is waited for, and nothing is taken off.";

    public async IAsyncEnumerable<StoreFigure> MeasureAsync()
    {
        yield return new(
            "a cycle in which Redis hangs, less its time-out, times as long as a healthy one",
            await FaultAsync(static (server, _) => server.Freeze(), static (server, _) => server.Thaw(), RedisEngine.Timeout),
            1.25,
            IsAtLeast: false);
        yield return new(
            "a cycle in which Redis is gone, times as long as a healthy one",
            await FaultAsync(
                static (_, proxy) =>
                {
                    proxy.IsRefusing = true;
                    proxy.CutAll();
                },
                static (_, proxy) => proxy.IsRefusing = false,
                TimeSpan.Zero),
            1.25,
            IsAtLeast: false);
    }

    private static async Task<PairedRatio> FaultAsync(
        Action<RedisServer, TcpProxy> begin,
        Action<RedisServer, TcpProxy> end,
        TimeSpan waited)
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new TcpProxy(server.Port);
        await using var engine = new RedisEngine($"127.0.0.1:{proxy.Port}", await server.AdminAsync());
        var (faulty, healthy) = (new List<double>(), new List<double>());
        for (var pair = -3; pair < Pairs; pair++)
        {
            var sound = await engine.TimeCycleAsync(static () => { });
            var fault = await engine.TimeCycleAsync(() => begin(server, proxy));
            end(server, proxy);
            await Poll.UntilAsync(() => !engine.IsLeftAlone, static () => "Redis was not found again.");

            // This cycle writes what the fault prevented. It is not part of the comparison.
            await engine.TimeCycleAsync(static () => { });
            if (pair >= 0)
            {
                healthy.Add(sound);
                faulty.Add(fault);
            }
        }

        var ratios = faulty.Zip(healthy, (fault, sound) => (fault - waited.TotalSeconds) / sound).ToList();
        return new PairedRatio(
            TimeSpan.FromSeconds(PairedRatio.Quantile(faulty, .5)),
            TimeSpan.FromSeconds(PairedRatio.Quantile(healthy, .5)),
            PairedRatio.Quantile(ratios, .5),
            PairedRatio.Quantile(ratios, .25),
            PairedRatio.Quantile(ratios, .75),
            Pairs);
    }
}
