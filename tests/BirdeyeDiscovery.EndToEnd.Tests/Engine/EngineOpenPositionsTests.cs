using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The bot's table of positions through the whole engine: no token is removed while it may be held.</summary>
public sealed class EngineOpenPositionsTests : EngineTest
{
    [Theory]
    [InlineData("id", "integer")]
    [InlineData("id", "text")]
    [InlineData("symbol", "text")]
    [InlineData("address", "text")]
    public async Task A_token_with_an_open_position_is_kept_however_the_bot_names_it_and_removed_once_it_is_closed(string column, string type)
    {
        await using var host = await PausedAsync();
        await ExecuteAsync($"CREATE TABLE positions (token {type}, closed_at text); INSERT INTO positions SELECT {column}, NULL FROM tracked_tokens WHERE symbol = 'A1'");

        Assert.Equal(["A2"], Removed(host.RunNext()));
        await ExecuteAsync("UPDATE positions SET closed_at = '2026-05-04'");
        Assert.Equal(["A1"], Removed(host.RunNext()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE positions (token text, closed_at text); INSERT INTO positions VALUES ('nobody', NULL)")]
    [InlineData("CREATE TABLE positions (mint text, closed_at text)")]
    public async Task What_cannot_be_read_or_matched_removes_nothing_and_is_a_warning_of_the_cycle(string sql)
    {
        await using var host = await PausedAsync();
        await ExecuteAsync(sql);

        var result = host.RunNext();

        Assert.Empty(Removed(result));
        Assert.Single(result.Warnings, static warning => warning.StartsWith("Positions: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_says_that_it_trades_nothing_removes_without_a_table()
    {
        await using var host = await PausedAsync(static options => options.Positions.WithoutTable = PositionState.Flat);

        var result = host.RunNext();

        Assert.Equal(["A1", "A2"], Removed(result));
        Assert.DoesNotContain(result.Warnings, static warning => warning.StartsWith("Positions: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, CycleStatus.NotLeader)]
    [InlineData(false, CycleStatus.NotDue)]
    public async Task What_is_found_is_reported_at_the_start_of_a_follower_and_before_a_cycle_is_due(bool isFollower, CycleStatus expected)
    {
        Birdeye.AddLadder(3);
        var first = Host();
        first.RunNext();
        if (!isFollower)
        {
            await first.DisposeAsync();
        }

        await ExecuteAsync("CREATE TABLE positions (token text, closed_at text); INSERT INTO positions SELECT symbol, NULL FROM tracked_tokens WHERE symbol = 'A1'");
        var log = new FakeLogCollector();
        await using var second = Host(build: builder =>
        {
            ReadTable(builder);
            builder.Services.AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(log)));
        });

        Assert.Equal(expected, Clock.Drive(second.Engine.RunCycleAsync(Cancellation)).Status);
        Assert.Equal(expected, Clock.Drive(second.Engine.RunCycleAsync(Cancellation)).Status);

        var record = Assert.Single(log.GetSnapshot(), static record => record.Category == "BirdeyeDiscovery.Positions");
        Assert.Equal((1500, "Discovery: positions: 1 open, by symbol (positions.token)"), (record.Id.Id, record.Message));
        await first.DisposeAsync();
    }

    [Theory]
    [InlineData("", 1501)]
    [InlineData("CREATE TABLE positions (mint text, closed_at text)", 1502)]
    public async Task A_start_without_the_table_reports_it_and_runs_its_cycle(string sql, int expected)
    {
        Birdeye.AddLadder(3);
        var log = new FakeLogCollector();
        await using var host = Host(build: builder =>
        {
            ReadTable(builder);
            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new FakeLoggerProvider(log)));
        });
        await ExecuteAsync(sql);

        Assert.Equal(CycleStatus.Ran, host.RunNext().Status);

        var ids = log.GetSnapshot().Select(static record => record.Id.Id).ToList();
        Assert.Single(ids, expected);
        Assert.True(ids.IndexOf(expected) < ids.IndexOf(1000));
    }

    private static IEnumerable<string> Removed(CycleResult result) =>
        result.Events.Where(static row => row.EventType == LifecycleEventType.Removed).Select(static row => row.TokenAddress.TrimEnd('x')).Order(StringComparer.Ordinal);

    private static void ReadTable(IBirdeyeDiscoveryBuilder builder)
    {
        builder.Services.RemoveAllKeyed<IOpenPositionSource>(Options.DefaultName);
        builder.TryAddPositionsTable(static provider => new SqlitePositionsTable(provider.GetRequiredKeyedService<SqliteDatabase>(Options.DefaultName)));
    }

    private async Task<SimulatedHost> PausedAsync(Action<BirdeyeDiscoveryOptions>? configure = null)
    {
        Birdeye.AddLadder(3);
        var host = Host(
            options =>
            {
                options.Discovery.RemoveAfter = TimeSpan.FromMinutes(2);
                configure?.Invoke(options);
            },
            ReadTable);
        host.RunNext();
        (Birdeye["A1"].Liquidity, Birdeye["A2"].Liquidity) = (1, 1);
        host.RunNext();
        foreach (var symbol in new[] { "A1", "A2" })
        {
            Assert.Equal(TokenStatus.Paused, (await host.Store.FindAsync(ScriptedBirdeye.AddressOf(symbol), Cancellation))!.Status);
        }

        return host;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
