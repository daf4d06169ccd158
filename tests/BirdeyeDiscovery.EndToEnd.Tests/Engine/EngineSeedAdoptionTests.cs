using BirdeyeDiscovery.EndToEnd.Tests.Support;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Rows that another program wrote before the first cycle, or that were tracked before they became seeds.</summary>
public sealed class EngineSeedAdoptionTests : EngineTest
{
    private const string Sol = "So11111111111111111111111111111111111111112";
    private const string Jup = "JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN";

    [Fact]
    public async Task Rows_of_the_default_seeds_that_are_there_already_become_permanent_with_an_event_and_are_never_gated()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        await InsertAsync(host, ("SOL", Sol), ("JUP", Jup));

        var result = host.RunNext();
        for (var cycle = 0; cycle < 4; cycle++)
        {
            host.RunNext();
        }

        foreach (var address in new[] { Sol, Jup })
        {
            var token = (await host.Store.FindAsync(address, Cancellation))!;
            Assert.Equal((TokenStatus.Active, true), (token.Status, token.IsPermanent));
            var events = (await host.History.GetEventsAsync(0, 100, Cancellation)).Where(row => row.TokenAddress == address && row.EventType != LifecycleEventType.Activated);
            Assert.Equal(
                [
                    (LifecycleEventType.Added, null, TokenStatus.Active, "BY_HAND: sql: row inserted by SQL"),
                    (LifecycleEventType.Added, (TokenStatus?)null, (TokenStatus?)null, "SEED: was tracked already, is permanent from now on"),
                ],
                events.Select(static row => (row.EventType, row.FromStatus, row.ToStatus, row.Reason)));
        }

        Assert.DoesNotContain(result.Rejections, static row => row.TokenAddress is Sol or Jup);
        Assert.DoesNotContain(result.Warnings, static warning => warning.Contains("permanent", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("paused", LifecycleEventType.Resumed)]
    [InlineData("removed", LifecycleEventType.Added)]
    public async Task A_seed_that_the_engine_had_paused_or_removed_is_active_again(string status, LifecycleEventType type)
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        await InsertAsync(host, ("SOL", Sol));

        // As the engine writes it: without the revision this would be a change by hand, which is held.
        await ExecuteAsync($"UPDATE tracked_tokens SET status = '{status}', status_reason = 'EXCLUDED', deactivated_at = '2026-05-01T00:00:00.000Z', revision = revision + 1");

        var result = host.RunNext();

        var token = (await host.Store.FindAsync(Sol, Cancellation))!;
        Assert.Equal((TokenStatus.Active, true, null), (token.Status, token.IsPermanent, token.DeactivatedAt));
        var change = Assert.Single(result.Events, static row => row.TokenAddress == Sol);
        Assert.Equal((type, TokenStatus.Active), (change.EventType, change.ToStatus));
    }

    [Fact]
    public async Task What_a_person_unpinned_or_paused_by_hand_stays_so_and_is_said()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        host.RunNext();
        var note = new OperatorNote("alice", "no more");
        await host.Lifecycle.UnpinAsync(Sol, note, Cancellation);
        await host.Lifecycle.UnpinAsync(Jup, note, Cancellation);
        await host.Lifecycle.PauseAsync(Jup, note, Cancellation);

        var result = host.RunNext();

        Assert.False((await host.Store.FindAsync(Sol, Cancellation))!.IsPermanent);
        Assert.Equal((false, TokenStatus.Paused), ((await host.Store.FindAsync(Jup, Cancellation))!.IsPermanent, (await host.Store.FindAsync(Jup, Cancellation))!.Status));
        Assert.Equal(2, result.Warnings.Count(static warning => warning.Contains("is not permanent", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_seed_that_a_person_unpinned_by_SQL_stays_so_and_is_said()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        host.RunNext();
        await ExecuteAsync($"UPDATE tracked_tokens SET is_permanent = 0 WHERE address = '{Sol}'");

        host.RunNext();
        var result = host.RunNext();

        Assert.False((await host.Store.FindAsync(Sol, Cancellation))!.IsPermanent);
        Assert.Single(result.Warnings, static warning => warning.Contains("is not permanent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_decision_counts_however_many_actions_of_operators_precede_it()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        host.RunNext();
        await ExecuteAsync(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            INSERT INTO operator_actions (request_id, action, token_address, operator, reason)
            SELECT 'r' || i, 'pause', 'other', 'alice', 'test' FROM n
            """);
        await host.Lifecycle.UnpinAsync(Sol, new OperatorNote("alice", "no more"), Cancellation);

        host.RunNext();

        Assert.False((await host.Store.FindAsync(Sol, Cancellation))!.IsPermanent);
    }

    [Fact]
    public async Task A_seed_that_was_pinned_again_is_adopted_when_another_program_writes_its_row_anew()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        host.RunNext();
        await host.Lifecycle.UnpinAsync(Sol, new OperatorNote("alice", "no more"), Cancellation);
        host.RunNext();
        await host.Lifecycle.PinAsync(Sol, new OperatorNote("alice", "again"), Cancellation);
        await ExecuteAsync($"DELETE FROM tracked_tokens WHERE address = '{Sol}'");
        await InsertAsync(host, ("SOL", Sol));

        host.RunNext();

        Assert.True((await host.Store.FindAsync(Sol, Cancellation))!.IsPermanent);
    }

    [Theory]
    [InlineData("paused", TokenStatus.Paused)]
    [InlineData("removed", TokenStatus.Removed)]
    public async Task A_seed_that_a_person_paused_or_removed_by_SQL_stays_so(string status, TokenStatus expected)
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        await InsertAsync(host, ("SOL", Sol));
        await ExecuteAsync($"UPDATE tracked_tokens SET status = '{status}'");

        var result = host.RunNext();

        Assert.Equal(expected, (await host.Store.FindAsync(Sol, Cancellation))!.Status);
        Assert.DoesNotContain(result.Events, static row => row.TokenAddress == Sol && row.ToStatus == TokenStatus.Active);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_a_person_pins_by_SQL_is_active_again_unless_a_person_had_paused_it(bool byEngine)
    {
        Birdeye.AddLadder(8);
        await using var host = Host();
        host.RunNext();
        var address = ScriptedBirdeye.AddressOf("A7");
        if (byEngine)
        {
            Birdeye["A7"].Liquidity = 1;
            host.RunNext();
        }
        else
        {
            await host.Lifecycle.PauseAsync(address, new OperatorNote("alice", "rumours"), Cancellation);
        }

        Birdeye["A7"].IsListed = false;
        Assert.Equal(TokenStatus.Paused, (await host.Store.FindAsync(address, Cancellation))!.Status);
        await ExecuteAsync($"UPDATE tracked_tokens SET is_permanent = 1 WHERE address = '{address}'");

        var result = host.RunNext();

        Assert.Equal(byEngine ? TokenStatus.Active : TokenStatus.Paused, (await host.Store.FindAsync(address, Cancellation))!.Status);
        Assert.Equal(
            byEngine ? [(LifecycleEventType.Resumed, "BY_HAND: pinned by SQL")] : [],
            result.Events.Where(row => row.TokenAddress == address).Select(static row => (row.EventType, row.Reason)));
    }

    [Fact]
    public async Task A_permanent_token_that_was_paused_before_statements_by_hand_were_recorded_stays_paused()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        host.RunNext();
        await host.Lifecycle.UnpinAsync(Sol, new OperatorNote("alice", "no more"), Cancellation);
        await host.Lifecycle.PinAsync(Sol, new OperatorNote("alice", "again"), Cancellation);
        await ExecuteAsync(
            $"UPDATE tracked_tokens SET status = 'paused', deactivated_at = '2099-01-01T00:00:00.000Z', revision = revision + 1 WHERE address = '{Sol}'");

        host.RunNext();

        Assert.Equal(TokenStatus.Paused, (await host.Store.FindAsync(Sol, Cancellation))!.Status);
    }

    [Fact]
    public async Task A_row_that_a_person_deletes_while_a_cycle_runs_and_between_cycles_fails_no_cycle_and_enters_anew()
    {
        Birdeye.AddLadder(3);
        await using var host = Host();
        host.RunNext();
        await host.Lifecycle.PinAsync(ScriptedBirdeye.AddressOf("A2"), new OperatorNote("alice", "mine"), Cancellation);
        var isDeleted = false;
        Birdeye.Before = async asked =>
        {
            if (!isDeleted && asked.Contains("txs/token", StringComparison.Ordinal))
            {
                isDeleted = true;
                await ExecuteAsync("DELETE FROM tracked_tokens WHERE symbol IN ('A1', 'A2')");
            }
        };

        var during = host.RunNext();
        Assert.True(isDeleted);
        Assert.Equal(CycleOutcome.Complete, during.Snapshot!.Outcome);
        var after = host.RunNext();
        Assert.Equal(CycleOutcome.Complete, after.Snapshot!.Outcome);
        Assert.Equal(3, after.ActiveTokens.Count);
        Assert.Equal(
            ["A1", "A2"],
            during.Events.Concat(after.Events).Where(static row => row is { EventType: LifecycleEventType.Added, FromStatus: null })
                .Select(static row => row.TokenAddress[..2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_row_whose_address_is_no_mint_is_named_with_what_to_do()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.Seeds = null);
        await InsertAsync(host, ("SOL", "So111..."), ("WIF", "EKpQ..."));

        var result = host.RunNext();

        Assert.Contains(result.Warnings, static warning => warning.StartsWith("tracked_tokens row 1 (SOL) has the address 'So111...', which is not a mint address", StringComparison.Ordinal)
            && warning.EndsWith($"SOL is tracked under {Sol}; delete that row.", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, static warning => warning.StartsWith("tracked_tokens row 2 (WIF)", StringComparison.Ordinal));
        Assert.True((await host.Store.FindAsync(Sol, Cancellation))!.IsPermanent);
    }

    private async Task InsertAsync(SimulatedHost host, params (string Symbol, string Address)[] rows)
    {
        await host.Store.InitializeAsync(SchemaMode.Apply, Cancellation);
        foreach (var (symbol, address) in rows)
        {
            await ExecuteAsync($"INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type) VALUES ('{symbol}', '{address}', 'bluechip', 'active', 'momentum')");
        }
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
