using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>What people do by hand while sessions are in each other's way and answers get lost: done once or not at all, and never done again blindly.</summary>
public sealed class ByHandFaultTests
{
    private const string Tracked = "tracked";

    private static readonly string[] Statements = ["SELECT epoch", "INSERT INTO", "COMMIT"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    public async Task A_conflict_is_met_by_trying_again(string state)
    {
        await using var store = await StartAsync();
        foreach (var (number, where) in Statements.Index())
        {
            store.Proxy.FailOnce(message => message.Sql?.StartsWith(where, StringComparison.Ordinal) == true, PostgresFault.Error(state));
            Assert.Equal(StrategyChangeStatus.Changed, (await store.Host.Strategies.ChangeStrategyAsync(Change(number) with { ChangeId = null }, Cancel)).Status);

            store.Proxy.FailOnce(message => message.Sql?.StartsWith(where, StringComparison.Ordinal) == true, PostgresFault.Error(state));
            Assert.Equal(OperatorStatus.Applied, (await ActAsync(store, number)).Status);
        }

        Assert.Equal(4, await store.Harness.CountAsync("strategy_config_versions", Cancel));
        Assert.Equal(3, await store.Harness.CountAsync("operator_actions", Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_whose_commit_was_not_answered_is_not_repeated_by_itself_and_is_found_by_its_id(bool isStored)
    {
        await using var store = await StartAsync();
        store.Proxy.FailOnce(message => message.IsCommit, isStored ? PostgresFault.LoseAnswer : PostgresFault.Cut);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await store.Host.Strategies.ChangeStrategyAsync(Change(0), Cancel));

        Assert.True(error.IsTransient);
        var again = await store.Host.Strategies.ChangeStrategyAsync(Change(0), Cancel);
        Assert.Equal(isStored ? StrategyChangeStatus.AlreadyChanged : StrategyChangeStatus.Changed, again.Status);
        Assert.Equal(2, await store.Harness.CountAsync("strategy_config_versions", Cancel));
        Assert.Equal(1, await store.Harness.CountAsync("token_lifecycle_events WHERE event_type = 'strategy_changed'", Cancel));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Cut_at_any_message_an_action_is_done_once(bool afterTheServer, bool isTrack)
    {
        await using var store = await StartAsync();
        int number = 0, struck;
        do
        {
            var seen = 0;
            struck = 0;
            store.Proxy.OnMessage = message =>
            {
                if (Interlocked.Increment(ref seen) != number + 1)
                {
                    return null;
                }

                Interlocked.Increment(ref struck);
                return afterTheServer ? PostgresFault.LoseAnswer : PostgresFault.Cut;
            };

            Assert.Equal(OperatorStatus.Applied, (await (isTrack ? TrackAsync(store, number) : ActAsync(store, number))).Status);
            number++;
            Assert.Equal(number, await store.Harness.CountAsync("operator_actions", Cancel));
            Assert.Equal(number, await store.Harness.CountAsync("token_lifecycle_events WHERE snapshot_id IS NULL", Cancel));
            Assert.Equal(isTrack ? number + 1 : 1, await store.Harness.CountAsync("tracked_tokens", Cancel));
            Assert.Equal(isTrack ? number + 1 : 1, await store.Harness.CountAsync("strategy_config_versions", Cancel));
        }
        while (struck > 0);

        Assert.True(number > 10, $"{number} messages are fewer than an action takes.");
    }

    private static async Task<FaultyStore> StartAsync()
    {
        // Time enough for what is tried again: none of these tests waits for it.
        var store = await FaultyStore.StartAsync(commandTimeout: TimeSpan.FromSeconds(20));
        await Operators.TrackAsync(store.Harness, 1, Tokens.New(Tracked, "T", 1), Cancel);
        return store;
    }

    private static StrategyChange Change(int number) =>
        new() { TokenAddress = Tracked, StrategyType = "momentum", StrategyConfig = $$"""{"rsi_oversold": {{number + 20}}}""", ChangedBy = "alice", ChangeId = $"c{number}" };

    private static async Task<OperatorResult> TrackAsync(FaultyStore store, int number) =>
        await Operators.Of(store.Host, store.Harness).TrackAsync(new string((char)('A' + (number % 8)), 32 + (number / 8)), Operators.Note(), cancellationToken: Cancel);

    // Paused and active by turns: each action is one event.
    private static async Task<OperatorResult> ActAsync(FaultyStore store, int number)
    {
        var operators = Operators.Of(store.Host, store.Harness);
        return number % 2 == 0
            ? await operators.PauseAsync(Tracked, Operators.Note(), Cancel)
            : await operators.ResumeAsync(Tracked, Operators.Note(), Cancel);
    }
}
