using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Trades while connections are cut, answers get lost and sessions are in each other's way: what was acknowledged is stored, once.</summary>
public sealed class TradeFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_ends_at_any_message_costs_no_trade_and_counts_none_twice(bool afterTheServer)
    {
        await using var harness = await StartAsync();
        await using var proxy = new PostgresProxy((await SharedPostgres.GetAsync()).Port);
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        var oracle = new TradeOracle();
        oracle.Track(Tokens.Bonk, TokenCategory.Emerging);
        await host.Trades.RecordTradeClosedAsync(Remember(Trades.Close("first")), Cancel);
        int number = 1, struck;
        do
        {
            var seen = 0;
            struck = 0;
            proxy.OnMessage = message =>
            {
                if (Interlocked.Increment(ref seen) != number)
                {
                    return null;
                }

                Interlocked.Increment(ref struck);
                return afterTheServer ? PostgresFault.LoseAnswer : PostgresFault.Cut;
            };

            var result = await host.Trades.RecordTradeClosedAsync(Remember(Trades.Close($"t{number}", pnlUsd: number, hour: number % 40)), Cancel);

            Assert.Equal(TradeCloseStatus.Recorded, result.Status);
            number++;
        }
        while (struck > 0);

        Assert.True(number > 12, $"{number} messages are fewer than a trade takes.");
        await oracle.AssertAsync(harness, Cancel);

        TradeClose Remember(TradeClose close)
        {
            oracle.Record(close);
            return close;
        }
    }

    [Theory]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    public async Task A_conflict_or_a_server_in_trouble_is_met_by_trying_again(string state)
    {
        await using var harness = await StartAsync();
        await using var proxy = new PostgresProxy((await SharedPostgres.GetAsync()).Port);
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        foreach (var where in new[] { "SELECT pg_advisory_xact_lock(", "INSERT INTO", "COMMIT" })
        {
            proxy.FailOnce(message => message.Sql?.StartsWith(where, StringComparison.Ordinal) == true, PostgresFault.Error(state));

            Assert.Equal(TradeCloseStatus.Recorded, (await host.Trades.RecordTradeClosedAsync(Trades.Close(where), Cancel)).Status);
        }

        Assert.Equal(new(3, 3, 37.02m), await Trades.CountersAsync(harness, Tokens.Bonk, Cancel));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege)]
    public async Task What_no_repetition_mends_fails_loudly_and_stores_nothing(string state)
    {
        await using var harness = await StartAsync();
        await using var proxy = new PostgresProxy((await SharedPostgres.GetAsync()).Port);
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        var failures = 0;
        proxy.OnMessage = message =>
        {
            if (message.Type != 'E' || message.Sql?.StartsWith("INSERT INTO", StringComparison.Ordinal) != true)
            {
                return null;
            }

            Interlocked.Increment(ref failures);
            return PostgresFault.Error(state);
        };

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel));

        Assert.False(error.IsTransient);
        Assert.Equal(1, failures);
        Assert.Equal(0, await harness.CountAsync("trade_closes", Cancel));
        proxy.OnMessage = null;
        Assert.Equal(TradeCloseStatus.Recorded, (await host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel)).Status);
    }

    [Fact]
    public async Task One_id_for_two_tokens_at_once_is_stored_once_and_a_conflict_for_the_other()
    {
        await using var harness = await StartAsync();

        for (var round = 0; round < 20; round++)
        {
            var answers = await Task.WhenAll(new[] { Tokens.Bonk, Tokens.Wif, "never" }.Select(address => Task.Run(
                async () => await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close($"t{round}", address), Cancel), Cancel)));

            Assert.Single(answers, answer => answer.Status == TradeCloseStatus.Recorded);
            Assert.Equal(2, answers.Count(answer => answer.Status == TradeCloseStatus.Conflict));
            Assert.Single(answers.Select(answer => answer.Stored).Distinct());
        }

        Assert.Equal(20, await harness.CountAsync("trade_closes", Cancel));
    }

    [Fact]
    public async Task A_trade_takes_three_round_trips()
    {
        await using var harness = await StartAsync();
        await using var proxy = new PostgresProxy((await SharedPostgres.GetAsync()).Port) { AnswerDelay = TimeSpan.FromMilliseconds(100) };
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await host.Trades.RecordTradeClosedAsync(Trades.Close("t1"), Cancel);
        var before = proxy.RoundTrips;

        await host.Trades.RecordTradeClosedAsync(Trades.Close("t2"), Cancel);

        Assert.Equal(3, proxy.RoundTrips - before);
    }

    private static async Task<PostgresHarness> StartAsync()
    {
        var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1), Tokens.New(Tokens.Wif, "WIF", 1)]), Cancel);
        return harness;
    }
}
