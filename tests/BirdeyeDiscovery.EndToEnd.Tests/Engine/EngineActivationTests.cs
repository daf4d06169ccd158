namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>When a token may trade: 288 five-minute buckets by time, whatever of them the API has to say (D15).</summary>
public sealed class EngineActivationTests : EngineTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Quiet_buckets_count_as_time_and_not_as_missing_data()
    {
        // Trades in the first bucket and once an hour: 20 of 240 buckets have a candle.
        var first = Start - (20 * Hour);
        Birdeye.Add("A1", 90).HasCandle = time => time >= first.ToUnixTimeSeconds() && (time - first.ToUnixTimeSeconds()) % 3600 == 0;

        Assert.Equal(first.AddDays(1), await ActivatedAsync(restartEvery: 0));
    }

    [Fact]
    public async Task A_gap_of_hours_and_a_restart_after_every_cycle_change_nothing()
    {
        var (first, from, to) = (Start - (17 * Hour) - TimeSpan.FromMinutes(5), Start - (12 * Hour), Start - (2 * Hour));
        Birdeye.Add("A1", 90).HasCandle = time => time >= first.ToUnixTimeSeconds() && (time < from.ToUnixTimeSeconds() || time >= to.ToUnixTimeSeconds());

        Assert.Equal(first.AddDays(1), await ActivatedAsync(restartEvery: 1));
    }

    [Fact]
    public async Task Without_backfill_a_day_from_the_entry_is_waited_for_across_restarts()
    {
        Birdeye.Add("A1", 90);
        Birdeye.Refuses = static asked => asked.Contains("ohlcv", StringComparison.Ordinal);

        Assert.Equal(Start.AddDays(1), await ActivatedAsync(restartEvery: 7));
    }

    [Fact]
    public async Task A_backfill_that_fails_at_the_entry_is_made_later_and_counts_from_the_same_bucket()
    {
        var first = Start - (20 * Hour);
        Birdeye.Add("A1", 90).HasCandle = time => time >= first.ToUnixTimeSeconds();
        Birdeye.Fails = static asked => asked.Contains("ohlcv", StringComparison.Ordinal);
        await using var host = Host(HalfHours);
        host.RunNext();
        host.RunNext();
        Assert.Equal(Start.AddDays(1), (await host.Lifecycle.MayTradeAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation)).ReadyAt);

        Birdeye.Fails = static _ => false;
        host.RunNext();
        Assert.Equal(first.AddDays(1), (await host.Lifecycle.MayTradeAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation)).ReadyAt);
    }

    [Fact]
    public async Task A_pause_by_hand_past_the_time_of_activation_delays_the_event_and_moves_the_time_by_nothing()
    {
        var first = Start - (22 * Hour);
        Birdeye.Add("A1", 90).HasCandle = time => time >= first.ToUnixTimeSeconds();
        await using var host = Host(HalfHours);
        host.RunNext();
        await host.Lifecycle.PauseAsync(ScriptedBirdeye.AddressOf("A1"), new OperatorNote("alice", "rumours"), Cancellation);
        for (var cycle = 0; cycle < 8; cycle++)
        {
            Assert.Empty(host.RunNext().Events);
        }

        await host.Lifecycle.ResumeAsync(ScriptedBirdeye.AddressOf("A1"), new OperatorNote("alice", "false alarm"), Cancellation);
        Assert.Equal(LifecycleEventType.Activated, Assert.Single(host.RunNext().Events).EventType);
        Assert.Equal(first.AddDays(1), (await host.Store.FindAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation))!.ActivatedAt);
    }

    [Fact]
    public async Task A_token_with_a_full_day_of_history_may_trade_from_its_entry_on()
    {
        Birdeye.Add("A1", 90);
        await using var host = Host();
        Assert.Equal([LifecycleEventType.Added, LifecycleEventType.Activated], host.RunNext().Events.Select(static row => row.EventType));

        var answer = await host.Lifecycle.MayTradeAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation);
        Assert.True(answer.IsAllowed);
        Assert.Equal(Start, answer.Token!.ActivatedAt);
    }

    // A cycle each half hour, until the token is activated; meanwhile the question is answered with the time that then comes true.
    private async Task<DateTimeOffset?> ActivatedAsync(int restartEvery)
    {
        var address = ScriptedBirdeye.AddressOf("A1");
        var host = New();
        DateTimeOffset? told = null;
        for (var cycle = 1; cycle < 60; cycle++)
        {
            var result = host.RunNext();
            var answer = await host.Lifecycle.MayTradeAsync(address, Cancellation);
            var activations = result.Events.Count(static row => row.EventType == LifecycleEventType.Activated);
            if (answer.IsAllowed)
            {
                Assert.Equal((1, told), (activations, answer.Token!.ActivatedAt));
                Assert.InRange(result.Snapshot!.CycleTimestamp - told!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(30));
                Assert.Empty(host.RunNext().Events);
                await host.DisposeAsync();
                return answer.Token.ActivatedAt;
            }

            Assert.Equal((0, TradeBlock.NotActivated), (activations, Assert.Single(answer.Reasons).Block));
            Assert.Equal(told ?? answer.ReadyAt, answer.ReadyAt);
            told = answer.ReadyAt;
            if (restartEvery > 0 && cycle % restartEvery == 0)
            {
                await host.DisposeAsync();
                host = New();
            }
        }

        await host.DisposeAsync();
        return null;

        SimulatedHost New() => Host(HalfHours);
    }

    private static void HalfHours(BirdeyeDiscoveryOptions options) => options.Discovery.Interval = TimeSpan.FromMinutes(30);
}
