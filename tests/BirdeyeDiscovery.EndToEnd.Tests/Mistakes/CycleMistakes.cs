using System.Globalization;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Mistakes that a cycle shows: the account, the clock, and the host's own code.</summary>
internal static class CycleMistakes
{
    public static IReadOnlyDictionary<string, Func<MistakeHost, Task>> All { get; } = new Dictionary<string, Func<MistakeHost, Task>>
    {
        ["The API cannot be reached"] = host =>
        {
            host.Set("Birdeye:BaseUrl", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Loopback.FreePort()}/"));
            host.Network = static () => new SocketsHttpHandler();
            return host.RunAsync();
        },
        ["A wrong API key"] = host =>
        {
            host.Birdeye.RequiredKey = "the right one";
            return host.RunAsync();
        },
        ["The plan does not include token security"] = host =>
        {
            host.Birdeye.Plan.RefusedPaths.Add("/defi/token_security");
            return host.RunCyclesAsync(3);
        },
        ["The compute units of the plan are used up"] = host =>
        {
            host.Birdeye.Plan.ComputeUnits = 10;
            return host.RunAsync();
        },
        ["The interval is too short for the plan"] = host =>
        {
            host.Set("Birdeye:RequestsPerSecond", "1");
            host.Set("Discovery:Interval", "00:00:05");
            host.Set("Discovery:TrendingLimit", "20");
            return host.RunCyclesAsync(3);
        },
        ["The clock of the host is wrong"] = host =>
        {
            var clock = new SetClock { Off = TimeSpan.FromHours(2) };
            (host.Clock, host.Birdeye.TimeProvider) = (clock, clock.Right);
            return host.RunAsync();
        },
        ["A scorer of the host throws"] = With(static engine => engine.UseScorer<BrokenScorer>()),
        ["A strategy policy of the host throws"] = With(static engine => engine.UseStrategyPolicy<BrokenPolicy>()),
        ["An observer of the host throws"] = With(static engine => engine.AddObserver<BrokenObserver>()),
        ["A strategy factory of the host throws"] = WithStrategies(LiveStrategy.Broken),
        ["A strategy factory does not know a type"] = WithStrategies(LiveStrategy.OfOneType),
        ["The bot has no table of positions"] = With(static _ => { }),
    };

    private static Func<MistakeHost, Task> With(Action<IBirdeyeDiscoveryBuilder> build) => host =>
    {
        host.Build = build;
        return host.RunAsync();
    };

    private static Func<MistakeHost, Task> WithStrategies(IStrategyFactory<LiveStrategy> factory) => host =>
    {
        host.Build = engine => engine.AddStrategies(_ => factory);
        host.Act = static async services =>
        {
            await MistakeHost.CycleAsync(services);
            await services.GetRequiredService<IStrategyRegistry<LiveStrategy>>().RefreshAsync(MistakeHost.Cancellation);
        };
        return host.RunAsync();
    };
}
