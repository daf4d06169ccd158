using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Pooled;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>PostgreSQL wakes who follows the feed; polling stays the truth. Time stands still unless a test moves it, so no poll ends by itself.</summary>
public sealed class PostgresWakingTests
{
    private const string Listening = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_one_host_writes_wakes_another_without_a_poll()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var services = await OpenAsync(harness);
        await using var following = Follow(services);

        var next = following.MoveNextAsync().AsTask();
        await ListenersAsync(harness, 1);
        await WriteAsync(harness, 1, "foreign");

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Equal("foreign", following.Current.TokenAddress);
        next = following.MoveNextAsync().AsTask();
        await WriteAsync(harness, 2, "again");
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Equal("again", following.Current.TokenAddress);
    }

    [Fact]
    public async Task While_the_listener_is_cut_off_polling_delivers_and_the_listener_comes_back()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var services = await OpenAsync(harness);
        await using var following = Follow(services);
        var next = following.MoveNextAsync().AsTask();
        await ListenersAsync(harness, 1);

        await harness.QueryRowsAsync(Listening.Replace("count(*)", "pg_terminate_backend(pid)", StringComparison.Ordinal), Cancel);
        await ListenersAsync(harness, 0);
        await WriteAsync(harness, 1, "polled");
        await AdvanceUntilAsync(harness, () => Task.FromResult(next.IsCompleted));
        Assert.True(await next);
        Assert.Equal("polled", following.Current.TokenAddress);

        await AdvanceUntilAsync(harness, async () => await CountAsync(harness) == 1);
        next = following.MoveNextAsync().AsTask();
        await WriteAsync(harness, 2, "woken");
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Equal("woken", following.Current.TokenAddress);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Behind_a_pooler_or_switched_off_nobody_listens_and_polling_delivers(bool isPooled)
    {
        await using var harness = isPooled ? new PooledHarness() : new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var services = await OpenAsync(harness, isOn: isPooled);
        await using var following = Follow(services);
        var next = following.MoveNextAsync().AsTask();
        await WriteAsync(harness, 1, "polled");

        await AdvanceUntilAsync(harness, () => Task.FromResult(next.IsCompleted));
        Assert.True(await next);
        Assert.Equal("polled", following.Current.TokenAddress);
        Assert.Equal(0, await CountAsync(harness));
    }

    [Fact]
    public async Task A_host_that_ends_listens_no_more()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        var services = await OpenAsync(harness);
        var following = Follow(services);
        var next = following.MoveNextAsync().AsTask();
        await ListenersAsync(harness, 1);

        await services.DisposeAsync();
        await ListenersAsync(harness, 0);
        Assert.False(next.IsCompletedSuccessfully);
    }

    private static async Task<ServiceProvider> OpenAsync(PostgresHarness harness, bool isOn = true) => await harness.OpenServicesAsync(
        build: builder => builder.Services.AddSingleton(new StoreClock(harness.Clock)), options: options => options.ListenForEvents = isOn);

    private static IAsyncEnumerator<LifecycleEvent> Follow(ServiceProvider services) =>
        services.GetRequiredService<ILifecycleFeed>().ReadAsync(0, Cancel).GetAsyncEnumerator(Cancel);

    // Committed by the harness's own host, which has another signal.
    private static async Task WriteAsync(PostgresHarness harness, int cycle, string address) => await harness.CommitAsync(
        Plans.Cycle(cycle, events: [Plans.Event(address, LifecycleEventType.Added, cycle, to: TokenStatus.Active)]), Cancel);

    private static async Task<long> CountAsync(PostgresHarness harness) => (long)(await harness.QueryScalarAsync(Listening + " AND pid <> pg_backend_pid()", Cancel))!;

    private static Task ListenersAsync(PostgresHarness harness, int count) => Poll.UntilAsync(
        async () => await CountAsync(harness) == count, () => $"There are not {count} sessions that listen.");

    private static Task AdvanceUntilAsync(PostgresHarness harness, Func<Task<bool>> condition) => Poll.UntilAsync(
        () =>
        {
            harness.Clock.Advance(LifecycleFeed.PollInterval);
            return condition();
        },
        () => "It did not happen.");
}
