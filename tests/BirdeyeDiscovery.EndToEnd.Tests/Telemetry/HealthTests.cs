using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Each part of an engine fails: its check goes degraded with the reason, and is healthy again with the part.</summary>
public sealed class HealthTests
{
    private const string Engine = "birdeye_discovery_engine";
    private const string Store = "birdeye_discovery_store";
    private const string View = "birdeye_discovery_live_view";
    private const string Account = "birdeye_discovery_account";

    [Fact]
    public async Task A_store_that_fails_degrades_the_host_until_it_answers()
    {
        await using var host = await HealthyAsync();
        host.Postgres.IsRefusing = true;
        host.Postgres.CutAll();
        Assert.Equal((HealthStatus.Degraded, "The store failed."), await host.LookAsync(Store));
        await Assert.ThrowsAnyAsync<DiscoveryStoreException>(host.RunNextAsync);
        Assert.Equal((HealthStatus.Degraded, "The last run failed: the store failed."), await host.LookAsync(Engine));

        host.Postgres.IsRefusing = false;
        Assert.Equal((HealthStatus.Healthy, "The store answers."), await host.LookAsync(Store));
        Assert.Equal(CycleStatus.Ran, (await host.RunNextAsync()).Status);
        await AssertHealthyAsync(host);
    }

    [Fact]
    public async Task A_live_view_that_does_not_answer_degrades_the_host_until_it_does()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await HealthyAsync(redis);
        await redis.StopAsync();
        Assert.Equal((HealthStatus.Degraded, "The live view does not answer."), await host.LookAsync(View));
        Assert.Equal(CycleStatus.Ran, (await host.RunNextAsync()).Status);

        await redis.StartAsync();
        await Poll.UntilAsync(
            async () => (await host.LookAsync(View)).Status == HealthStatus.Healthy,
            () => "The live view is not healthy again.");
        await host.RunNextAsync();
        await AssertHealthyAsync(host);
    }

    [Fact]
    public async Task A_live_view_that_no_cycle_publishes_degrades_the_host_until_one_does()
    {
        await using var host = await HealthyAsync();
        host.Clock.Pass(TimeSpan.FromMinutes(10));
        var (status, reason) = await host.LookAsync(View);
        Assert.Equal(HealthStatus.Degraded, status);
        Assert.StartsWith("The live view is stale: its cycle is that of ", reason, StringComparison.Ordinal);

        await host.RunNextAsync();
        await AssertHealthyAsync(host);
    }

    [Theory]
    [InlineData(401, "Invalid API key", "unauthorized (Invalid API key")]
    [InlineData(400, "Compute units usage limit exceeded", "credits_exhausted (Compute units usage limit exceeded")]
    [InlineData(403, "Your account is suspended", "account_refused (Your account is suspended")]
    public async Task An_account_that_is_refused_degrades_the_host_until_it_is_served(int status, string message, string reason)
    {
        await using var host = await HealthyAsync();
        host.Birdeye.Inject(LocalFault.Status(status, message));
        Assert.Equal(CycleOutcome.Failed, (await host.RunNextAsync()).Snapshot!.Outcome);
        var (degraded, why) = await host.LookAsync(Account);
        Assert.Equal(HealthStatus.Degraded, degraded);
        Assert.StartsWith($"Birdeye does not serve the account (Trending: {reason}", why, StringComparison.Ordinal);
        Assert.StartsWith("The last cycle failed: ", (await host.LookAsync(Engine)).Reason, StringComparison.Ordinal);

        host.Birdeye.ClearFaults();
        await host.RunNextAsync();
        await AssertHealthyAsync(host);
    }

    [Fact]
    public async Task A_leader_with_a_refused_account_is_healthy_as_soon_as_it_follows()
    {
        await using var host = await HealthyAsync();
        host.Birdeye.Inject(LocalFault.Status(401, "Invalid API key"));
        await host.RunNextAsync();
        Assert.Equal(HealthStatus.Degraded, (await host.LookAsync(Account)).Status);

        await host.LetAnotherHostLeadAsync();
        Assert.Equal(CycleStatus.NotLeader, (await host.RunNextAsync()).Status);
        Assert.Equal((HealthStatus.Healthy, "No call of this host is refused."), await host.LookAsync(Account));
        Assert.Equal((HealthStatus.Healthy, "This host follows another one."), await host.LookAsync(Engine));
    }

    [Fact]
    public async Task An_api_that_answers_no_call_degrades_the_host_until_it_answers()
    {
        await using var host = await HealthyAsync();
        host.Birdeye.Inject(LocalFault.Redirect(new Uri("http://127.0.0.1/elsewhere")));
        Assert.Equal(CycleOutcome.Failed, (await host.RunNextAsync()).Snapshot!.Outcome);
        var (status, reason) = await host.LookAsync(Account);
        Assert.Equal(HealthStatus.Degraded, status);
        Assert.StartsWith("Birdeye does not serve the account (Trending: redirected", reason, StringComparison.Ordinal);

        host.Birdeye.ClearFaults();
        await host.RunNextAsync();
        await AssertHealthyAsync(host);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_degrades_the_host_until_it_is_right()
    {
        await using var host = await HealthyAsync();
        host.Clock.Off = TimeSpan.FromHours(2);
        Assert.Equal(CycleStatus.ClockOff, (await host.RunNextAsync()).Status);
        var (status, reason) = await host.LookAsync(Engine);
        Assert.Equal(HealthStatus.Degraded, status);
        Assert.StartsWith("This host does not lead: this host's clock is ", reason, StringComparison.Ordinal);

        host.Clock.Off = TimeSpan.Zero;
        Assert.Equal(CycleStatus.Ran, (await host.RunNextAsync()).Status);
        await AssertHealthyAsync(host);
    }

    private static async Task<CheckedHost> HealthyAsync(RedisServer? redis = null)
    {
        var host = await CheckedHost.StartAsync(redis);
        Assert.Equal((HealthStatus.Degraded, "The first run has not ended yet."), await host.LookAsync(Engine));
        Assert.Equal(CycleStatus.Ran, (await host.RunNextAsync()).Status);
        await AssertHealthyAsync(host);
        return host;
    }

    private static async Task AssertHealthyAsync(CheckedHost host)
    {
        Assert.Equal((HealthStatus.Healthy, "This host leads."), await host.LookAsync(Engine));
        Assert.Equal((HealthStatus.Healthy, "The store answers."), await host.LookAsync(Store));
        Assert.Equal((HealthStatus.Healthy, "The live view is fresh."), await host.LookAsync(View));
        Assert.Equal((HealthStatus.Healthy, "No call of this host is refused."), await host.LookAsync(Account));
    }
}
