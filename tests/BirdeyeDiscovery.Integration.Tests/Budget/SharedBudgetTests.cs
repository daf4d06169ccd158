using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Postgres;
using BirdeyeDiscovery.Integration.Tests.Sqlite;

namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>Several hosts that spend one budget at the same time, on the ledger of a real store.</summary>
public sealed class SharedBudgetTests
{
    private const long Budget = 20_000;
    private const int Hosts = 4;
    private const int MostCost = 50;

    private static readonly DateTimeOffset Now = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Hosts_on_one_file_never_spend_more_together() => SpendAsync(static () => new SqliteHarness());

    [Fact]
    public Task Hosts_on_one_database_never_spend_more_together() => SpendAsync(static () => new PostgresHarness());

    // Each host reserves, pays, takes payments back, settles, and is sometimes killed with units in its hand, until nothing is left.
    private static async Task SpendAsync(Func<StoreHarness> create)
    {
        await using var harness = create();
        await harness.StartAsync(Ct);
        var ledger = harness.Host.ComputeUnits;
        var sent = await Task.WhenAll(Enumerable.Range(1, Hosts).Select(seed => Task.Run(() => HostAsync(ledger, new Random(seed)), Ct)));

        // What killed hosts had reserved stays spent, and the last request did not fit any more.
        Assert.InRange(sent.Sum(static host => host.Units), Budget - sent.Sum(static host => host.Lost) - MostCost, Budget);
    }

    private static async Task<(long Units, long Lost)> HostAsync(IComputeUnitLedger ledger, Random random)
    {
        var (units, lost) = (0L, 0L);
        for (var isUsedUp = false; !isUsedUp;)
        {
            using var purse = new UnitPurse(() => ledger, static () => Now);
            purse.Use(new BudgetTerms("shared", Budget, 1, TimeSpan.FromMinutes(1)));
            var isKilled = random.Next(10) == 0;
            for (var cycle = 0; cycle < 3 && !isUsedUp; cycle++)
            {
                var (reserved, paid) = (random.Next(600), 0);
                await purse.ReserveAsync(reserved, Ct);
                for (var request = random.Next(20); request > 0 && !isUsedUp; request--)
                {
                    var cost = random.Next(1, MostCost + 1);
                    var charge = await purse.ChargeAsync(cost, Ct);
                    if (charge.Failure is not null)
                    {
                        isUsedUp = true;
                    }
                    else if (random.Next(8) == 0)
                    {
                        charge.Cancel();
                    }
                    else
                    {
                        paid += cost;
                    }
                }

                units += paid;
                if (isKilled && !isUsedUp)
                {
                    lost += reserved + paid + (2 * MostCost);
                    break;
                }

                await purse.SettleAsync(Ct);
            }
        }

        return (units, lost);
    }
}
