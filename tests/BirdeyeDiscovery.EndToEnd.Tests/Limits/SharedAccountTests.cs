using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Ten hosts of one account on one Redis, counted at the local Birdeye.</summary>
public sealed class SharedAccountTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_hosts_with_loops_of_their_own_that_begin_on_an_empty_Redis_stay_within_both_limits_also_with_clocks_that_are_wrong_by_a_minute()
    {
        await using var birdeye = Local(Plan(20, 70));
        var server = await SharedRedis.GetAsync();
        await using (var fleet = new HostFleet(birdeye, server, SharedRedis.NewPrefix(), Rates(20, 70)))
        {
            fleet.Start();
            await Task.Delay(TimeSpan.FromSeconds(6), Ct);
        }

        var requests = birdeye.Log.Requests;
        Assert.InRange(RequestLog.MostWithin(requests, TimeSpan.FromSeconds(1)), 2, 20 + HostFleet.Size);
        Assert.InRange(requests.Count, 20, 70 + HostFleet.Size);
        Assert.All(requests, static request => Assert.Equal(200, request.Status));
    }

    [Fact]
    public async Task Ten_hosts_that_rely_on_Redis_stay_within_both_limits_also_where_it_loses_its_state_within_the_minute()
    {
        await using var birdeye = Local(Plan(100_000, null));
        await using var server = await RedisServer.StartAsync();
        var admin = await server.AdminAsync();
        await using (var fleet = new HostFleet(birdeye, server, "", Rates(20, 70)) { BusyHosts = 1 })
        {
            await fleet.RememberAsync(admin);
            fleet.Start();
            await fleet.AllMembersAsync(admin);
            await Poll.UntilAsync(() => birdeye.Log.Requests.Count >= 60, () => $"{birdeye.Log.Requests.Count} requests");

            // Nearly all of the minute is one host's, which nobody knows any more; of the rest each has its part.
            await admin.ExecuteAsync("FLUSHALL");
            fleet.BusyHosts = HostFleet.Size;
            await Task.Delay(TimeSpan.FromSeconds(5), Ct);
        }

        var requests = birdeye.Log.Requests;
        Assert.InRange(RequestLog.MostWithin(requests, TimeSpan.FromSeconds(1)), 15, 20 + HostFleet.Size);
        Assert.InRange(requests.Count, 60, 70 + HostFleet.Size);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_Redis_lost_its_state_a_busy_host_among_idle_ones_has_its_part_for_one_full_window_and_then_what_the_others_leave(bool isRestarted)
    {
        const int Rate = 50;
        const int Part = Rate / HostFleet.Size;
        await using var birdeye = Local(Plan(100_000, null));
        await using var server = await RedisServer.StartAsync();
        await using var pulse = new MachinePulse();
        var admin = await server.AdminAsync();
        DateTimeOffset lost, back;
        TimeSpan fullWindow, stood;
        await using (var fleet = new HostFleet(birdeye, server, "", Rates(Rate, null)) { BusyHosts = 1 })
        {
            await fleet.RememberAsync(admin);
            fleet.Start();
            await fleet.AllMembersAsync(admin);
            await Poll.UntilAsync(() => OfBusy() > 3 * Part, () => "it never had more than its part");
            lost = DateTimeOffset.UtcNow;
            if (isRestarted)
            {
                await server.StopAsync();
                await Task.Delay(TimeSpan.FromSeconds(1), Ct);
                await server.StartAsync();
            }
            else
            {
                await admin.ExecuteAsync("FLUSHALL");
            }

            back = DateTimeOffset.UtcNow;
            fullWindow = fleet.FullWindow;
            await Task.Delay(fullWindow, Ct);
            stood = pulse.LongestWithin(DateTimeOffset.UtcNow - lost);
            await Poll.UntilAsync(() => OfBusy() > 3 * Part, () => "it never had more than its part again");
        }

        // One more is the burst of a host; what was under way when the state was lost arrives a moment later.
        var own = birdeye.Log.Requests.Where(request => request.At >= lost.AddMilliseconds(100) && request.At < back + (fullWindow * 0.9)).ToLookup(HostFleet.NumberOf);
        Assert.InRange(own.Count, 2, HostFleet.Size);
        Assert.All(own, static host => Assert.InRange(RequestLog.MostWithin([.. host], TimeSpan.FromSeconds(1)), 1, Part + 1));

        // A host that gets no turn of the processor asks for nothing.
        var ofBusy = string.Join(' ', birdeye.Log.Requests.Where(static request => HostFleet.NumberOf(request) == 0).Select(request => $"{(request.At - lost).TotalSeconds:0.00}"));
        var least = stood < TimeSpan.FromMilliseconds(300) ? 2 : 0;
        Assert.True(
            own[0].Count() >= least && own[0].Count() <= (((back - lost) + fullWindow).TotalSeconds * Part) + 1,
            $"The process stood for {stood}, and the busy host asked at these seconds after the loss: {ofBusy}");
        Assert.InRange(RequestLog.MostWithin(birdeye.Log.Requests, TimeSpan.FromSeconds(1)), 3 * Part, Rate + HostFleet.Size);

        int OfBusy() => birdeye.Log.Requests.Count(request => HostFleet.NumberOf(request) == 0 && request.At >= DateTimeOffset.UtcNow.AddSeconds(-1));
    }

    [Fact]
    public async Task Ten_hosts_that_run_a_cycle_at_once_fetch_the_security_of_each_token_once_also_with_clocks_that_are_wrong_by_a_minute()
    {
        // Half a minute before a bucket begins: those that are ahead ask for candles of the future, and those that are behind must not.
        var now = DateTimeOffset.UtcNow;
        var shift = DateTimeOffset.FromUnixTimeSeconds(((now.ToUnixTimeSeconds() / 300) + 1) * 300) - TimeSpan.FromSeconds(30) - now;
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = new ShiftedClock(shift), Seed = 11, Plan = Plan(100_000, null) });
        var rates = new BirdeyeOptions { RequestsPerSecond = 1000 };
        await using var fleet = new HostFleet(birdeye, await SharedRedis.GetAsync(), SharedRedis.NewPrefix(), rates, shift, patience: TimeSpan.FromSeconds(30));
        var results = await Task.WhenAll(fleet.Hosts.Select(static host => Task.Run(async () => await host.GetRequiredService<IDiscoveryEngine>().RunCycleAsync(Ct))));
        Assert.All(results, static result => Assert.Equal((CycleOutcome.Complete, ""), (result.Snapshot!.Outcome, string.Join("; ", [result.Snapshot.Error, .. result.Warnings]))));

        // What is not known yet is not kept, so each host asks for itself.
        var unknown = results.SelectMany(static result => result.Rejections)
            .Where(static rejection => rejection.ReasonCode == ReasonCodes.SecurityUnknown)
            .Select(static rejection => rejection.TokenAddress)
            .ToHashSet();
        var asked = birdeye.Log.Requests
            .Where(request => request.Path == "/defi/token_security" && !unknown.Contains(request.Query["address"]))
            .CountBy(static request => request.Query["address"])
            .ToArray();
        Assert.InRange(asked.Length, 10, 100);
        Assert.All(asked, static token => Assert.Equal(1, token.Value));

        // One answer serves all hosts, so a host that is ahead asks for the future only where it asks before all others.
        Assert.SkipUnless(
            birdeye.Log.Requests.Any(static request => request.Status == 400),
            "All held, but no host whose clock is ahead was the first to ask for candles.");
    }

    [Fact]
    public async Task Ten_hosts_that_want_the_security_of_a_token_at_once_fetch_it_once()
    {
        await using var birdeye = Local(Plan(20, 70));
        await using var fleet = new HostFleet(birdeye, await SharedRedis.GetAsync(), SharedRedis.NewPrefix(), Rates(20, 70));
        using var scope = new CallScope(fleet.Birdeye, TimeSpan.FromSeconds(10));
        var listed = (await HostFleet.Gateway(fleet.Hosts[0]).GetTrendingAsync(0, 5, scope, Ct)).Value!.Tokens[0].Address;
        await Task.WhenAll(fleet.Hosts.Select(async host =>
        {
            var reading = await host.GetRequiredService<ICacheLayer>().GetOrReadAsync(
                CacheKeys.Security(listed),
                TimeSpan.FromHours(24),
                DiscoveryJsonContext.Default.SecurityFacts,
                async token => (await HostFleet.Gateway(host).GetSecurityAsync(listed, scope, token)).Select(static security => security.ToFacts()),
                Ct);
            Assert.NotNull(reading.Value);
        }));
        Assert.Single(birdeye.Log.Requests, static request => request.Path == "/defi/token_security");
    }

    private static LocalBirdeye Local(LocalPlan plan) => new(new LocalBirdeyeOptions { TimeProvider = TimeProvider.System, Seed = 11, Plan = plan });

    private static LocalPlan Plan(int perSecond, int? perMinute) => new() { RequestsPerSecond = perSecond, RequestsPerMinute = perMinute };

    private static BirdeyeOptions Rates(int perSecond, int? perMinute) => new() { RequestsPerSecond = perSecond, RequestsPerMinute = perMinute, AttemptTimeout = TimeSpan.FromSeconds(1) };
}
