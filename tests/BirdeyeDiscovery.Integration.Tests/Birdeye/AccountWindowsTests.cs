using System.Diagnostics;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>The script, asked directly. Its timings are so long that no step of a test is too slow for them.</summary>
public abstract class AccountWindowsTests : IAsyncLifetime
{
    private static readonly RateLimits TwoAMinute = new(1000, 2);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private string _prefix = null!;
    private RedisConnection _connection = null!;
    private IDatabase _admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var endpoints = await EndpointsAsync();
        _prefix = Prefix + SharedRedis.NewPrefix();
        _admin = (await AdminAsync()).GetDatabase();
        _connection = new RedisConnection(new RedisCacheLayerOptions { Configuration = endpoints, Timeout = TimeSpan.FromSeconds(30) }, _prefix, null, TimeProvider.System, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_request_counts_while_it_is_under_way_and_a_window_after_its_end_and_not_when_it_was_not_sent()
    {
        var host = Host("a");
        var limits = new RateLimits(2, null) { Second = TimeSpan.FromMilliseconds(100) };
        await GoAsync(host, "1", limits);
        await GoAsync(host, "2", limits);
        await Task.Delay(150, Ct);
        Assert.Equal(SharedVerdict.Wait, (await AskAsync(host, "3", limits)).Verdict);
        host.Withdraw("2");
        await GoAsync(host, "3", limits);
        host.Complete("1");
        Assert.Equal(SharedVerdict.Wait, (await AskAsync(host, "4", limits)).Verdict);
        await Task.Delay(150, Ct);
        Assert.Equal(SharedVerdict.Go, (await AskAsync(host, "4", limits)).Verdict);
    }

    [Fact]
    public async Task A_host_with_less_slack_does_not_end_the_windows_of_a_cautious_one()
    {
        var (usual, cautious) = (Host("a"), Host("b"));
        var limits = new RateLimits(1, null);
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await GoAsync(usual, $"{attempt}", limits);
            var ended = Stopwatch.GetTimestamp();
            usual.Complete($"{attempt}");
            await GoAsync(usual, "next", limits);
            usual.Withdraw("next");
            var verdict = (await AskAsync(cautious, "late", limits with { IsCautious = true })).Verdict;

            // On a slow machine the window of the cautious host may be over too, and the answer says nothing.
            if (Stopwatch.GetElapsedTime(ended) < TimeSpan.FromSeconds(1.25))
            {
                Assert.Equal(SharedVerdict.Wait, verdict);
                return;
            }

            cautious.Withdraw("late");
        }

        Assert.Skip("The machine was too slow for ten attempts.");
    }

    [Fact]
    public async Task Who_waits_first_is_served_first_and_who_does_not_come_back_loses_its_place()
    {
        var limits = new RateLimits(1, null) { Second = TimeSpan.FromMilliseconds(100) };
        var timings = new SharedLimitTimings { Beat = TimeSpan.FromMilliseconds(50), Grace = TimeSpan.FromSeconds(1) };
        var (a, b, c) = (Host("a", timings), Host("b", timings), Host("c", timings));
        await GoAsync(c, "1", limits);
        Assert.Equal(SharedVerdict.Wait, (await AskAsync(a, "2", limits)).Verdict);
        await Task.Delay(5, Ct);
        Assert.Equal(SharedVerdict.Wait, (await AskAsync(b, "3", limits)).Verdict);
        c.Complete("1");
        await Task.Delay(200, Ct);
        Assert.Equal(SharedVerdict.Wait, (await AskAsync(b, "3", limits)).Verdict);
        await Task.Delay(1000, Ct);
        Assert.Equal(SharedVerdict.Go, (await AskAsync(b, "3", limits)).Verdict);
    }

    [Fact]
    public async Task The_part_of_a_host_that_is_not_heard_of_is_kept_free()
    {
        var timings = new SharedLimitTimings { Lease = TimeSpan.FromMilliseconds(100), Memory = TimeSpan.FromSeconds(1) };
        var (a, b) = (Host("a", timings), Host("b", timings));
        var generation = (await AskAsync(a, "")).Generation;
        await AskAsync(b, "", isMember: true, generation: generation);
        var both = await AskAsync(a, "", isMember: true, generation: generation);
        Assert.Equal((2, 2), (both.Hosts, both.Members));
        await Task.Delay(150, Ct);
        var alone = await AskAsync(a, "1", isMember: true, generation: generation, hosts: 2, members: 2);
        Assert.Equal((SharedVerdict.HostsChanged, 2, 1), (alone.Verdict, alone.Hosts, alone.Members));
        await GoAsync(a, "1", TwoAMinute, isMember: true, generation, hosts: 2, members: 1);
        Assert.Equal(SharedVerdict.Wait, (await AskAsync(a, "2", isMember: true, generation: generation, hosts: 2, members: 1)).Verdict);
        await Task.Delay(1000, Ct);
        Assert.Equal(1, (await AskAsync(a, "", isMember: true, generation: generation)).Hosts);
    }

    [Fact]
    public async Task A_successor_of_the_same_store_has_no_part_kept_free_for_a_leader_that_was_killed()
    {
        var (killed, next, other) = (Host("a"), Host("b"), Host("c"));
        var generation = (await AskAsync(killed, "", share: "store")).Generation;
        await AskAsync(killed, "", isMember: true, generation: generation, share: "store");
        Assert.Equal((1, 1), SharesOf(await AskAsync(next, "", isMember: true, generation: generation, share: "store")));
        Assert.Equal((2, 2), SharesOf(await AskAsync(other, "", isMember: true, generation: generation, share: "another store")));

        // A host that has no name of its store, and one that leaves.
        Assert.Equal((3, 3), SharesOf(await AskAsync(Host("d"), "", isMember: true, generation: generation)));
        await next.LeaveAsync();
        Assert.Equal((3, 3), SharesOf(await AskAsync(other, "", isMember: true, generation: generation, share: "another store")));
        await killed.LeaveAsync();
        Assert.Equal((2, 2), SharesOf(await AskAsync(other, "", isMember: true, generation: generation, share: "another store")));
    }

    [Fact]
    public async Task The_reply_tells_how_many_shares_were_heard_a_moment_ago()
    {
        var timings = SharedLimitTimings.Default with { Lease = TimeSpan.FromSeconds(0.2) };
        var (silent, survivor) = (Host("a", timings), Host("b", timings));
        await AskAsync(silent, "", share: "store");
        var generation = (await AskAsync(survivor, "", share: "another store")).Generation;
        SharedReply reply;
        do
        {
            reply = await AskAsync(survivor, "", isMember: true, generation: generation, share: "another store");
        }
        while (reply.Alive == 2);

        Assert.Equal((2, 1, 1), (reply.Hosts, reply.Alive, reply.Members));
    }

    [Fact]
    public async Task A_host_that_leaves_needs_no_part()
    {
        var (a, b) = (Host("a"), Host("b"));
        await AskAsync(a, "", remembered: 2);
        await AskAsync(b, "");
        await b.LeaveAsync();
        Assert.Equal(1, (await AskAsync(a, "")).Hosts);
    }

    [Fact]
    public async Task Hosts_remembered_from_a_lost_state_count_though_they_have_not_come_back()
    {
        Assert.Equal(7, (await AskAsync(Host("a"), "", remembered: 7)).Hosts);
        Assert.Equal(7, (await AskAsync(Host("b"), "")).Hosts);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("sent")]
    public async Task A_state_of_which_a_part_is_gone_begins_anew(string part)
    {
        var host = Host("a");
        await GoAsync(host, "1", TwoAMinute);
        var before = await AskAsync(host, "");
        await LaterThanAsync(before.Generation);
        Assert.True(await _admin.KeyDeleteAsync(Key(part)));
        var after = await AskAsync(host, "2", isMember: true, generation: before.Generation);
        Assert.Equal(SharedVerdict.StateLost, after.Verdict);
        Assert.NotEqual(before.Generation, after.Generation);
        Assert.Equal(0, after.Taken);
    }

    [Fact]
    public async Task A_server_whose_clock_is_behind_begins_anew()
    {
        var host = Host("a");
        var before = await AskAsync(host, "");
        await _admin.HashSetAsync(Key("state"), "last", before.Generation + 3_600_000);
        await LaterThanAsync(before.Generation);
        Assert.NotEqual(before.Generation, (await AskAsync(host, "")).Generation);
    }

    [Theory]
    [InlineData("9000000000000000000")]
    [InlineData("inf")]
    [InlineData("nan")]
    [InlineData("garbage")]
    public async Task A_number_that_no_host_wrote_stops_nobody(string number)
    {
        var limits = new RateLimits(1000, 1000);
        var (a, b) = (Host("a"), Host("b"));
        await GoAsync(a, "1", limits);
        foreach (var field in (await _admin.HashKeysAsync(Key("state"))).Where(static field => field != "expected"))
        {
            await _admin.HashSetAsync(Key("state"), field, number);
            await GoAsync(b, "after " + field, limits).WaitAsync(Soon, Ct);
        }

        await _admin.HashSetAsync(Key("state"), "pause", number);
        await _admin.HashSetAsync(Key("state"), "next", number);
        await GoAsync(b, "2", limits).WaitAsync(Soon, Ct);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(9e18)]
    public async Task A_time_far_ahead_that_no_host_wrote_stops_nobody_and_keeps_no_part_free(double time)
    {
        var limits = new RateLimits(1000, 2);
        var (a, b) = (Host("a"), Host("b"));
        await GoAsync(a, "1", limits);
        foreach (var part in new[] { "sent", "hosts", "members", "queue" })
        {
            await _admin.SortedSetAddAsync(Key(part), "stranger", time);
        }

        await _admin.HashSetAsync(Key("due"), "stranger", time);
        await GoAsync(b, "2", limits).WaitAsync(Soon, Ct);
        var reply = await AskAsync(b, "");
        Assert.Equal((2, 0, 2), (reply.Hosts, reply.Members, reply.Taken));

        // A place in the queue that is taken for ever by somebody who is due for ever.
        await _admin.SortedSetAddAsync(Key("queue"), "stranger", 0);
        await _admin.HashSetAsync(Key("due"), "stranger", time);
        await GoAsync(b, "3", new RateLimits(1000, null)).WaitAsync(Soon, Ct);
    }

    [Theory]
    [InlineData("expected", 1e12)]
    [InlineData("expected", 5000)]
    [InlineData("next", 20 * 60 * 1000, true)]
    [InlineData("next", 3 * 60 * 1000, true)]
    [InlineData("pause", 23 * 60 * 60 * 1000, true)]
    [InlineData("born", 10 * 60 * 1000, true)]
    [InlineData("born", -1e15)]
    [InlineData("last", -1)]
    [InlineData("sent", -1)]
    public async Task A_number_beyond_what_hosts_write_stops_nobody_and_throws_nothing(string field, double number, bool isAhead = false)
    {
        var limits = new RateLimits(1000, 1000);
        var (a, b) = (Host("a"), Host("b"));
        await GoAsync(a, "1", limits);
        var now = isAhead ? DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() : 0;
        await _admin.HashSetAsync(Key("state"), field, (long)(now + number));
        await GoAsync(b, "2", limits).WaitAsync(Soon, Ct);
        Assert.InRange((await AskAsync(b, "")).Hosts, 1, 2);
    }

    [Fact]
    public async Task A_pause_stops_all_and_a_longer_one_stays()
    {
        var (a, b) = (Host("a"), Host("b"));
        await AskAsync(a, "");
        a.Pause(TimeSpan.FromSeconds(60));
        a.Pause(TimeSpan.FromSeconds(1));
        var reply = await AskAsync(a, "1");
        Assert.Equal(SharedVerdict.Paused, reply.Verdict);
        Assert.InRange((await AskAsync(b, "")).PauseLeft, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Every_key_ends_by_itself_and_none_tells_the_fingerprint_of_the_key()
    {
        var host = Host("a");
        await GoAsync(host, "1", TwoAMinute);
        await GoAsync(host, "2", TwoAMinute);
        await AskAsync(host, "3", isMember: true, generation: (await AskAsync(host, "")).Generation, hosts: 1);
        await AskAsync(host, "4");
        foreach (var part in RedisAccountWindows.Keys(LimitedHost.TheAccount))
        {
            Assert.DoesNotContain(LimitedHost.TheAccount.KeyFingerprint, part, StringComparison.OrdinalIgnoreCase);
            Assert.InRange((await _admin.KeyTimeToLiveAsync(_prefix + part))?.TotalMinutes ?? 6, 5, 10);
        }
    }

    /// <summary>Gets what stands before the prefix of each test.</summary>
    protected virtual string Prefix => "";

    protected abstract Task<string> EndpointsAsync();

    protected virtual async Task<ConnectionMultiplexer> AdminAsync() => await RedisServers.AdminAsync(await EndpointsAsync());

    private static async Task<SharedReply> AskAsync(
        RedisAccountWindows host, string request, RateLimits? limits = null, bool isMember = false, long generation = 0, int hosts = 0, int members = 0, int remembered = 0, string share = "") =>
        Assert.NotNull(await host.AskAsync(new SharedAsk(request, isMember, generation, hosts, members, remembered, share, limits ?? TwoAMinute), Ct));

    // A generation is named by its millisecond on the server, and a delay of .NET may end earlier than it.
    private Task LaterThanAsync(long generation) => Poll.UntilAsync(
        async () =>
        {
            var time = (RedisResult[])(await _admin.ExecuteAsync("TIME"))!;
            return ((long)time[0] * 1000) + ((long)time[1] / 1000) > generation;
        },
        static () => "the clock of the server stands still");

    private static async Task GoAsync(RedisAccountWindows host, string request, RateLimits limits, bool isMember = false, long generation = 0, int hosts = 0, int members = 0)
    {
        SharedReply reply;
        do
        {
            reply = await AskAsync(host, request, limits, isMember, generation, hosts, members);
            await Task.Delay(reply.Wait, Ct);
        }
        while (reply.Verdict == SharedVerdict.Wait);

        Assert.Equal(SharedVerdict.Go, reply.Verdict);
    }

    private static (int Hosts, int Members) SharesOf(SharedReply reply) => (reply.Hosts, reply.Members);

    private RedisAccountWindows Host(string name, SharedLimitTimings? timings = null) => new(_connection, LimitedHost.TheAccount, name, timings);

    private string Key(string part) => _prefix + RedisAccountWindows.Keys(LimitedHost.TheAccount).Single(key => key.EndsWith(':' + part, StringComparison.Ordinal));
}
