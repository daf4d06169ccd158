using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>The limits of one account while Redis fails: whatever happens to it, each host adds one request at most.</summary>
public sealed class SharedLimitsFaultTests
{
    private const int Hosts = 5;

    private static readonly RateLimits Limits = new(5, 200) { Second = TimeSpan.FromMilliseconds(50), LongestAttempt = TimeSpan.FromMilliseconds(200) };

    private static readonly TimeSpan FullWindow = LimitedHost.Quick.FullWindow(Limits);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_Redis_lost_its_state_each_host_keeps_to_its_part_for_one_full_window()
    {
        await using var server = await RedisServer.StartAsync();
        var admin = await server.AdminAsync();
        await using var hosts = new Fleet(Hosts, server.Endpoint);
        await hosts.JoinAsync(admin, Limits);
        var arrivals = hosts.Start(Limits);
        await Task.Delay(500, Ct);

        await admin.ExecuteAsync("FLUSHALL");
        var flushed = arrivals.Now;
        await hosts.AllMembersAsync(admin);
        var members = arrivals.Now;
        await Task.Delay(500, Ct);
        await hosts.StopAsync();

        Assert.True(members - flushed >= FullWindow * 0.9, $"relied on Redis again after {members - flushed}");
        arrivals.AssertWithin(Limits, burst: Hosts);
        var part = Limits.Part(1, Hosts);
        var longest = FullWindow.TotalSeconds / part.Second.TotalSeconds * (double)part.RequestsPerSecond;
        for (var host = 0; host < Hosts; host++)
        {
            Assert.InRange(arrivals.Between(flushed + TimeSpan.FromMilliseconds(50), flushed + TimeSpan.FromMilliseconds(350), host), 0, 2);
            Assert.InRange(arrivals.Between(flushed, flushed + FullWindow, host), 3, (int)longest + 3);
        }

        Assert.All(hosts.All, static host => Assert.Contains(host.Logger.Collector.GetSnapshot(), static record => record.Id.Id == 1212));
    }

    [Fact]
    public async Task While_Redis_hangs_requests_go_on_after_one_time_out_and_within_the_limits()
    {
        await using var server = await RedisServer.StartAsync();
        var admin = await server.AdminAsync();
        await using var hosts = new Fleet(Hosts, server.Endpoint, timeout: TimeSpan.FromMilliseconds(300));
        await hosts.JoinAsync(admin, Limits);
        var arrivals = hosts.Start(Limits);
        await Task.Delay(500, Ct);

        server.Freeze();
        var frozen = arrivals.Now;
        await Task.Delay(2000, Ct);
        server.Thaw();
        var thawed = arrivals.Now;
        await hosts.AllMembersAsync(admin);
        await hosts.StopAsync();

        arrivals.AssertWithin(Limits, burst: Hosts);
        for (var host = 0; host < Hosts; host++)
        {
            // One time-out, and until the others know that this one is on its own.
            var first = arrivals.Times(host).First(at => at > frozen + TimeSpan.FromMilliseconds(100));
            Assert.InRange(first - frozen, TimeSpan.Zero, TimeSpan.FromMilliseconds(1500));
            Assert.InRange(arrivals.Between(frozen + TimeSpan.FromSeconds(1), thawed, host), 2, 40);
        }
    }

    [Fact]
    public async Task One_host_cut_off_from_Redis_alone_has_its_part_kept_free()
    {
        // The minute is what all wait for, so that a part used twice is more than the burst.
        var limits = new RateLimits(5, 60) { Second = TimeSpan.FromMilliseconds(25), LongestAttempt = Limits.LongestAttempt };
        await using var server = await RedisServer.StartAsync();
        var admin = await server.AdminAsync();
        await using var proxy = new TcpProxy(server.Port);
        await using var hosts = new Fleet(Hosts, server.Endpoint, first: $"127.0.0.1:{proxy.Port}", timeout: TimeSpan.FromMilliseconds(300));
        await hosts.JoinAsync(admin, limits);
        var arrivals = hosts.Start(limits);
        await Task.Delay(300, Ct);

        proxy.IsRefusing = true;
        proxy.CutAll();
        var cut = arrivals.Now;
        await Task.Delay(4500, Ct);
        await Poll.UntilAsync(async () => await hosts.MembersAsync(admin) == Hosts - 1, () => "the others are not all members");
        await hosts.StopAsync();

        arrivals.AssertWithin(limits, burst: Hosts);
        Assert.InRange(arrivals.Between(cut + TimeSpan.FromSeconds(2.5), cut + TimeSpan.FromSeconds(4.5), host: 0), 6, 24);
    }

    [Fact]
    public async Task A_restarted_Redis_is_relied_on_after_one_full_window()
    {
        await using var server = await RedisServer.StartAsync();
        var admin = await server.AdminAsync();
        await using var hosts = new Fleet(Hosts, server.Endpoint);
        await hosts.JoinAsync(admin, Limits);
        var arrivals = hosts.Start(Limits);
        await server.StopAsync();
        await Task.Delay(500, Ct);
        await server.StartAsync();
        await hosts.AllMembersAsync(admin);
        await hosts.StopAsync();

        arrivals.AssertWithin(Limits, burst: Hosts);
    }

    [Fact]
    public async Task A_pause_that_one_host_was_asked_for_stops_all()
    {
        var server = await SharedRedis.GetAsync();
        await using var hosts = new Fleet(Hosts, server.Endpoint, prefix: SharedRedis.NewPrefix());
        await hosts.JoinAsync(await server.AdminAsync(), Limits);
        var arrivals = hosts.Start(Limits);
        await Poll.UntilAsync(() => arrivals.Count > 20, () => "nothing was sent");
        hosts.All[0].Limiter.Pause(TimeSpan.FromSeconds(1));
        var paused = arrivals.Now;
        await Task.Delay(1500, Ct);
        await hosts.StopAsync();

        // What was under way when it began arrives within its time.
        Assert.Equal(0, arrivals.Between(paused + TimeSpan.FromMilliseconds(150), paused + TimeSpan.FromMilliseconds(990)));
        Assert.NotEqual(0, arrivals.Between(paused + TimeSpan.FromSeconds(1), arrivals.Now));
        Assert.All(hosts.All, static host => Assert.Empty(host.Logger.Collector.GetSnapshot()));
    }

    [Theory]
    [InlineData("-eval", "-evalsha")]
    [InlineData("-time")]
    public async Task Where_scripts_are_refused_each_host_keeps_to_its_part_and_says_so_once(params string[] denied)
    {
        await using var server = await RedisServer.StartAsync();
        await (await server.AdminAsync()).ExecuteAsync("ACL", ["SETUSER", "bot", "on", ">secret", "~*", "&*", "+@all", .. denied]);
        await using var hosts = new Fleet(1, server.Endpoint + ",user=bot,password=secret");
        var limits = Limits with { RequestsPerMinute = null, Hosts = 2 };
        var arrivals = hosts.Start(limits);
        await Task.Delay(1000, Ct);
        await hosts.StopAsync();

        Assert.InRange(arrivals.MostWithin(limits.Second), 1, 2);
        Assert.InRange(arrivals.Count, 10, 50);
        Assert.Equal([1210, 3002], hosts.All[0].Logger.Collector.GetSnapshot().Select(static record => record.Id.Id).Order());
    }

    [Fact]
    public async Task A_cluster_shares_the_limits_in_one_slot()
    {
        var cluster = await SharedRedis.GetClusterAsync();
        await using var hosts = new Fleet(2, cluster.Endpoints, prefix: SharedRedis.NewPrefix());
        var arrivals = hosts.Start(Limits);
        await Poll.UntilAsync(() => arrivals.Count > 100, () => "nothing was sent");
        await hosts.StopAsync();

        arrivals.AssertWithin(Limits, burst: 0);
        Assert.All(hosts.All, static host => Assert.Empty(host.Logger.Collector.GetSnapshot()));
    }
}
