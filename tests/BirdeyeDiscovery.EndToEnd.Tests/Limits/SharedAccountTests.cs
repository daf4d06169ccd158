using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Ten hosts of one account on one Redis, counted at the local Birdeye.</summary>
public sealed class SharedAccountTests
{
    private const int Hosts = 10;

    [Fact]
    public async Task Ten_hosts_with_loops_of_their_own_stay_within_both_limits_also_when_two_clocks_are_wrong_by_a_minute()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = TimeProvider.System, Seed = 11, Plan = new LocalPlan { RequestsPerSecond = 20, RequestsPerMinute = 70 } });
        var endpoint = (await SharedRedis.GetAsync()).Endpoint;
        var prefix = SharedRedis.NewPrefix();
        var services = Enumerable.Range(0, Hosts).Select(number => Host(number, folder, birdeye, endpoint, prefix)).ToArray();
        end.CancelAfter(TimeSpan.FromSeconds(6));
        await Task.WhenAll(services.Select((host, number) => AskAllTheTimeAsync(host, number, end.Token)));
        foreach (var host in services)
        {
            await host.DisposeAsync();
        }

        var requests = birdeye.Log.Requests;
        Assert.InRange(RequestLog.MostWithin(requests, TimeSpan.FromSeconds(1)), 2, 20 + Hosts);
        Assert.InRange(requests.Count, 20, 70 + Hosts);
        Assert.All(requests, static request => Assert.Equal(200, request.Status));
    }

    [Fact]
    public async Task Ten_hosts_that_want_the_security_of_a_token_at_once_fetch_it_once()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = TimeProvider.System, Seed = 11, Plan = new LocalPlan { RequestsPerSecond = 20, RequestsPerMinute = 70 } });
        var endpoint = (await SharedRedis.GetAsync()).Endpoint;
        var prefix = SharedRedis.NewPrefix();
        var services = Enumerable.Range(0, Hosts).Select(number => Host(number, folder, birdeye, endpoint, prefix)).ToArray();
        using var scope = new CallScope(Options(services[0]).Birdeye, TimeSpan.FromSeconds(10));
        var listed = (await Gateway(services[0]).GetTrendingAsync(0, 5, scope, cancellation)).Value!.Rows[0].Address;
        await Task.WhenAll(services.Select(async host =>
        {
            var reading = await host.GetRequiredService<ICacheLayer>().GetOrReadAsync(
                CacheKeys.Security(listed),
                TimeSpan.FromHours(24),
                DiscoveryJsonContext.Default.SecuritySummary,
                async token => (await Gateway(host).GetSecurityAsync(listed, scope, token)).Select(SecuritySummary.From),
                cancellation);
            Assert.NotNull(reading.Value);
        }));

        foreach (var host in services)
        {
            await host.DisposeAsync();
        }

        Assert.Single(birdeye.Log.Requests, static request => request.Path == "/defi/token_security");
    }

    private static IBirdeyeGateway Gateway(ServiceProvider host) => host.GetRequiredKeyedService<IBirdeyeGateway>("");

    private static BirdeyeDiscoveryOptions Options(ServiceProvider host) => host.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create("");

    private static ServiceProvider Host(int number, TemporaryFolder folder, LocalBirdeye birdeye, string endpoint, string prefix)
    {
        var clock = number < 2 ? new ShiftedClock(TimeSpan.FromMinutes(number == 0 ? 1 : -1)) : TimeProvider.System;
        return new ServiceCollection().AddSingleton(clock)
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.RequestsPerSecond = 20;
                options.Birdeye.RequestsPerMinute = 70;
                options.Cache.KeyPrefix = prefix;
            })
            .UseSqlite(folder.File($"{number}.db"))
            .UseRedis(endpoint)
            .UseHttpHandler(_ => birdeye.CreateHandler())
            .WithoutHostedService()
            .Services.BuildServiceProvider();
    }

    private static async Task AskAllTheTimeAsync(ServiceProvider host, int number, CancellationToken cancellationToken)
    {
        var pauses = new Random(number);
        try
        {
            while (true)
            {
                using var scope = new CallScope(Options(host).Birdeye, TimeSpan.FromSeconds(10));
                await Gateway(host).GetTrendingAsync(0, 1, scope, cancellationToken);
                await Task.Delay(pauses.Next(100), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
