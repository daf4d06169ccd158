using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A token moves to another address while a trade of it waits its turn: the trade takes its turn again, among those of the new address.</summary>
public sealed class TradeMigrationRaceTests
{
    private const string Moved = "moved";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trade_that_waited_for_a_migration_waits_for_the_trades_of_the_new_address_too()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await using var services = await harness.OpenServicesAsync();
        var database = services.GetRequiredKeyedService<PostgresDatabase>(string.Empty);
        Task<TradeCloseResult> trade = null!;

        // Whoever holds the new address may be making the day of the same closes.
        await HoldingAsync(database, Moved, async () =>
        {
            await HoldingAsync(database, Tokens.Bonk, async () =>
            {
                trade = Task.Run(async () => await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel), Cancel);
                await WaitsAsync(harness, trade);
                await Trades.MigrateAsync(harness, Tokens.Bonk, Moved, Cancel);
                await harness.ExecuteAsync($"UPDATE tracked_tokens SET address = '{Moved}', revision = revision + 1 WHERE address = '{Tokens.Bonk}'", Cancel);
            });
            await WaitsAsync(harness, trade);
        });

        Assert.Equal(TradeCloseStatus.Recorded, (await trade).Status);
        Assert.Equal(new(1, 1, 12.34m), await Trades.CountersAsync(harness, Moved, Cancel));
        Assert.Single(await Trades.DaysAsync(harness, Tokens.Bonk, Cancel));
    }

    private static async Task HoldingAsync(PostgresDatabase database, string address, Func<Task> meanwhile) => await database.WriteAsync(
        "hold an address",
        async (transaction, cancelled) =>
        {
            await using (var batch = database.Batch(transaction.Connection!, transaction, isFirst: true))
            {
                string[] addresses = [address];
                batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTradeSql>().LockTokens, [addresses]));
                await batch.ExecuteNonQueryAsync(cancelled);
            }

            await meanwhile();
            await transaction.CommitAsync(cancelled);
            return 0;
        },
        Cancel);

    private static async Task WaitsAsync(StoreHarness harness, Task trade)
    {
        await Poll.UntilAsync(
            async () => trade.IsCompleted || (long)(await harness.QueryScalarAsync(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", Cancel))! > 0,
            () => "The trade neither ends nor waits.");
        Assert.False(trade.IsCompleted, "The trade did not wait.");
    }
}
