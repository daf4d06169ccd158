using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The rules of entering, staying and leaving through the whole engine, its store included.</summary>
public sealed class EngineRulesTests : EngineTest
{
    [Fact]
    public async Task A_token_that_leaves_the_list_is_still_scored()
    {
        Birdeye.AddLadder(3);
        await using var host = Host();
        host.RunNext();
        Birdeye["A1"].IsListed = false;
        Birdeye["A1"].Liquidity = 77_777;

        var row = host.RunNext().Scores.Single(static score => score.Symbol == "A1");
        Assert.Equal((1, ScoreAction.Keep, 77_777m), (row.Rank!.Value, row.Action, row.LiquidityUsd!.Value));
    }

    [Fact]
    public async Task A_slot_rank_past_ten_pauses_in_that_cycle()
    {
        Birdeye.Add("Old", 61);
        await using var host = Host();
        host.RunNext();
        Birdeye.AddLadder(10);

        var result = host.RunNext();
        var paused = Assert.Single(result.Events, static row => row.EventType == LifecycleEventType.Paused);
        Assert.StartsWith("RANK_OUT: slot rank 11", paused.Reason, StringComparison.Ordinal);
        Assert.Equal(TokenStatus.Paused, (await host.Store.FindAsync(ScriptedBirdeye.AddressOf("Old"), Cancellation))!.Status);
        Assert.Equal(7, result.ActiveTokens.Count);
    }

    [Fact]
    public async Task Three_good_cycles_below_sixty_pause_across_a_restart_and_a_failed_cycle()
    {
        Birdeye.AddLadder(3);
        await using (var host = Host())
        {
            host.RunNext();
            Birdeye["A1"].Score = 59;
            host.RunNext();
            Birdeye.Fails = static _ => true;
            Assert.Equal(CycleOutcome.Failed, host.RunNext().Snapshot!.Outcome);
            Birdeye.Fails = static _ => false;
        }

        await using var again = Host();
        Assert.Equal(CycleOutcome.Complete, again.RunNext().Snapshot!.Outcome);
        Assert.Equal((TokenStatus.Active, 2), await StateAsync(again));
        Assert.StartsWith("SCORE_LOW", Assert.Single(again.RunNext().Events).Reason, StringComparison.Ordinal);
        Assert.Equal(TokenStatus.Paused, (await StateAsync(again)).Item1);
    }

    [Fact]
    public async Task A_failed_cycle_leaves_one_snapshot_and_nothing_else()
    {
        Birdeye.AddLadder(8);
        await using var host = Host();
        host.RunNext();
        var before = await host.Store.GetTokensAsync([], Cancellation);
        Birdeye.Fails = static asked => asked.Contains("trending", StringComparison.Ordinal);

        var result = host.RunNext();
        Assert.Equal((CycleStatus.Ran, CycleOutcome.Failed), (result.Status, result.Snapshot!.Outcome));
        Assert.StartsWith("no trending row was read", result.Snapshot.Error, StringComparison.Ordinal);
        Assert.Equal(before, await host.Store.GetTokensAsync([], Cancellation));
        Assert.Empty(await host.History.GetScoresAsync(result.Snapshot.Id, Cancellation));
        Assert.Equal(2, (await host.History.GetSnapshotsAsync(10, Cancellation)).Count);
    }

    [Fact]
    public async Task A_tracked_token_that_changes_under_a_cycle_is_planned_again()
    {
        Birdeye.AddLadder(3);
        await using var host = Host();
        host.RunNext();
        var isChanged = false;
        Birdeye.Before = _ =>
        {
            if (!isChanged)
            {
                isChanged = true;
                Execute("UPDATE tracked_tokens SET status = 'paused', deactivated_at = updated_at, revision = revision + 1 WHERE symbol = 'A2'");
            }

            return Task.CompletedTask;
        };

        var result = host.RunNext();
        Assert.Equal(LifecycleEventType.Resumed, Assert.Single(result.Events).EventType);
        Assert.Equal(ScoreAction.Add, result.Scores.Single(static score => score.Symbol == "A2").Action);
        Assert.Equal(3, result.ActiveTokens.Count);
    }

    [Theory]
    [InlineData(DiscoveryMode.Record, 2)]
    [InlineData(DiscoveryMode.ReadOnly, 0)]
    public async Task Record_and_read_only_say_what_they_would_do_and_track_nothing(DiscoveryMode mode, int snapshots)
    {
        Birdeye.AddLadder(8);
        await using var host = Host(options => options.Discovery.Mode = mode);
        var result = host.RunNext();
        Assert.Equal(7, result.Scores.Count(static score => score.Action == ScoreAction.Add));
        Assert.Equal(CycleStatus.NotDue, Clock.Drive(host.Engine.RunCycleAsync(Cancellation)).Status);
        host.RunNext();

        Assert.Empty(await host.Store.GetTokensAsync([], Cancellation));
        Assert.Empty(await host.History.GetEventsAsync(0, 100, Cancellation));
        Assert.Equal(snapshots, (await host.History.GetSnapshotsAsync(10, Cancellation)).Count);
    }

    [Fact]
    public async Task Security_is_asked_once_a_day_and_nothing_of_what_a_gate_dropped()
    {
        Birdeye.AddLadder(3);
        Birdeye.Add("Poor", 90).Liquidity = 1;
        Birdeye.Add("Mint", 90).IsMintable = true;
        await using var host = Host();
        for (var cycle = 0; cycle < 3; cycle++)
        {
            host.RunNext();
        }

        Assert.Equal(4, Birdeye.Count("token_security"));
        Assert.Equal(0, Birdeye.Count("token_security?address=Poor"));
        Assert.Equal(9, Birdeye.Count("token_overview"));
        Assert.Equal((9, 3, 3), (Birdeye.Count("type=5m"), Birdeye.Count("type=1H"), Birdeye.Count("type=1D")));
        Assert.Equal(0, Birdeye.Count("overview?address=Mint"));
    }

    private static async Task<(TokenStatus, int)> StateAsync(SimulatedHost host)
    {
        var token = await host.Store.FindAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation);
        return (token!.Status, token.LowScoreCycles);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
