using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Pooled;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>PostgreSQL wakes who follows the feed; polling stays the truth. Time stands still unless a test moves it, so no poll ends by itself.</summary>
public sealed class PostgresWakingTests
{
    // Idle: a session that is about to listen is told of nothing yet.
    private const string Listening = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_one_host_writes_wakes_another_without_a_poll()
    {
        await using var harness = await StartAsync();
        await using var services = await OpenAsync(harness);
        await using var following = Follow(services);

        var next = following.MoveNextAsync().AsTask();
        await ListenersAsync(harness, 1);
        await WriteAsync(harness, 1, "foreign");
        await AssertWokenAsync(following, next, "foreign");
        next = following.MoveNextAsync().AsTask();
        await WriteAsync(harness, 2, "again");
        await AssertWokenAsync(following, next, "again");
    }

    [Fact]
    public async Task While_the_listener_is_cut_off_polling_delivers_and_the_listener_comes_back()
    {
        await using var harness = await StartAsync();
        await using var services = await OpenAsync(harness);
        await using var following = Follow(services);
        var next = following.MoveNextAsync().AsTask();
        await ListenersAsync(harness, 1);

        await CutAsync(harness);
        await WriteAsync(harness, 1, "polled");
        await AssertPolledAsync(harness, following, next);

        await AdvanceUntilAsync(harness, async () => await CountAsync(harness) == 1);
        next = following.MoveNextAsync().AsTask();
        await WriteAsync(harness, 2, "woken");
        await AssertWokenAsync(following, next, "woken");
    }

    [Fact]
    public async Task A_server_that_takes_the_listener_and_drops_it_again_is_reported_once()
    {
        var log = new FakeLogCollector();
        await using var harness = await StartAsync();
        await using var services = await OpenAsync(harness, log: log);
        await using var following = Follow(services);
        var next = following.MoveNextAsync().AsTask();
        for (var drop = 0; drop < 3; drop++)
        {
            await AdvanceUntilAsync(harness, async () => await CountAsync(harness) == 1);
            await CutAsync(harness);
        }

        await AdvanceUntilAsync(harness, async () => await CountAsync(harness) == 1);
        Assert.Single(Lost());

        // What was told meanwhile ends the outage; the next one is another.
        await WriteAsync(harness, 1, "woken");
        await AssertWokenAsync(following, next, "woken");
        await CutAsync(harness);
        await Poll.UntilAsync(() => Lost().Length == 2, () => "The second outage was not reported.");

        FakeLogRecord[] Lost() => [.. log.GetSnapshot().Where(static record => record.Id.Id == 2001)];
    }

    [Theory]
    [InlineData("off", 0)]
    [InlineData("pooler", 1)]
    [InlineData("few connections", 1)]
    public async Task Where_nobody_listens_polling_delivers(string why, int told)
    {
        var log = new FakeLogCollector();
        await using var harness = await StartAsync(why == "pooler" ? new PooledHarness() : null);
        await using var services = await OpenAsync(harness, isOn: why != "off", poolSize: why == "few connections" ? 3 : 20, log: log);
        await using var following = Follow(services);
        var next = following.MoveNextAsync().AsTask();
        await WriteAsync(harness, 1, "polled");

        await AssertPolledAsync(harness, following, next);
        await Poll.UntilAsync(() => log.GetSnapshot().Count(static record => record.Id.Id == 2002) == told, () => "It was not said.");
        Assert.Equal(0, await CountAsync(harness));
    }

    [Fact]
    public async Task A_host_that_ends_listens_no_more()
    {
        await using var harness = await StartAsync();
        var services = await OpenAsync(harness);
        var following = Follow(services);
        var next = following.MoveNextAsync().AsTask();
        await ListenersAsync(harness, 1);

        await services.DisposeAsync();
        await ListenersAsync(harness, 0);
        Assert.False(next.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_host_s_data_source_has_no_listening_connection_when_the_store_ends_before_it(bool isRefused)
    {
        await using var harness = await StartAsync();
        var database = await harness.DatabaseAsync();
        await using var proxy = new PostgresProxy(database.Server.Port);
        await using var source = NpgsqlDataSource.Create(PostgresConnection.To(proxy.Port, database.Name, PostgresRoles.Runtime) + ";No Reset On Close=true");
        var services = await OpenAsync(harness, source: source);
        var following = Follow(services);
        var next = following.MoveNextAsync().AsTask();
        await ListenersAsync(harness, 1);
        if (isRefused)
        {
            proxy.FailOnce(static message => message.Sql?.StartsWith("UNLISTEN", StringComparison.Ordinal) == true, PostgresFault.Error("57014"));
        }

        await services.DisposeAsync();
        await ListenersAsync(harness, 0);
        Assert.False(next.IsCompletedSuccessfully);
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_listening_channels()");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    private static async Task<PostgresHarness> StartAsync(PostgresHarness? other = null)
    {
        var harness = other ?? new PostgresHarness();
        await harness.StartAsync(Cancel);
        return harness;
    }

    private static async Task<ServiceProvider> OpenAsync(PostgresHarness harness, bool isOn = true, int poolSize = 20, FakeLogCollector? log = null, NpgsqlDataSource? source = null) =>
        await harness.OpenServicesAsync(
            configure: connection => connection.MaxPoolSize = poolSize,
            build: builder =>
            {
                builder.Services.AddSingleton(new StoreClock(harness.Clock));
                if (log is not null)
                {
                    builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new FakeLoggerProvider(log)));
                }

                if (source is not null)
                {
                    builder.Services.AddSingleton(source);
                }
            },
            options: options =>
            {
                options.ListenForEvents = isOn;
                options.ConnectionString = source is null ? options.ConnectionString : null;
            });

    private static IAsyncEnumerator<LifecycleEvent> Follow(ServiceProvider services) =>
        services.GetRequiredService<ILifecycleFeed>().ReadAsync(0, Cancel).GetAsyncEnumerator(Cancel);

    private static async Task AssertWokenAsync(IAsyncEnumerator<LifecycleEvent> following, Task<bool> next, string address)
    {
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Equal(address, following.Current.TokenAddress);
    }

    private static async Task AssertPolledAsync(PostgresHarness harness, IAsyncEnumerator<LifecycleEvent> following, Task<bool> next)
    {
        await AdvanceUntilAsync(harness, () => Task.FromResult(next.IsCompleted));
        Assert.True(await next);
        Assert.Equal("polled", following.Current.TokenAddress);
    }

    private static async Task CutAsync(PostgresHarness harness)
    {
        await harness.QueryRowsAsync(Listening.Replace("count(*)", "pg_terminate_backend(pid)", StringComparison.Ordinal), Cancel);
        await ListenersAsync(harness, 0);
    }

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
