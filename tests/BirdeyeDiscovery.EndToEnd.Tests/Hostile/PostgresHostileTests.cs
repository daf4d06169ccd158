using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Every hostile value from the wire to the rows of PostgreSQL.</summary>
public sealed class PostgresHostileTests
{
    private const string Trades = "/defi/txs/token";
    private const int Large = 100_000;
    private const int VictimsAtOnce = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Gets the fields that columns are made of: what is wrong with one of them alone gets further than what is wrong with all.</summary>
    public static TheoryData<string, string[]> Stored => new()
    {
        { FaultyMarket.TrendingPath, ["symbol", "name", "liquidity", "volume24hUSD", "price24hChangePercent", "fdv", "address"] },
        { "/defi/token_overview", ["symbol", "name", "liquidity", "fdv", "priceChange5mPercent", "priceChange1hPercent", "priceChange24hPercent", "v24hUSD", "vBuy24hUSD", "vSell24hUSD"] },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_hostile_value_in_one_field_is_stored_as_the_cycle_had_it_or_rejected_alone(string path, string[] fields)
    {
        await using var database = await PostgresDatabases.CreateAsync();
        await using var market = Market(database);
        market.RunHealthy(2);
        var all = fields.SelectMany(static field => HostileValues.All.Concat(field is "symbol" or "name" ? HostileValues.Heavy : []).Select(value => (Field: field, Value: value)));
        foreach (var (number, few) in all.Chunk(VictimsAtOnce).Index())
        {
            var before = market.Host.Engine.LastResult!;
            var scored = before.Scores.Select(static score => score.TokenAddress).Order(StringComparer.Ordinal).ToList();
            var victims = few.Select((_, index) => scored[(number + index) % scored.Count]).Distinct().ToList();
            foreach (var (victim, (field, value)) in victims.Zip(few))
            {
                market.Birdeye.Inject(LocalFault.Value(field, value) with { Path = path, Address = victim });
            }

            var result = market.Host.RunNext();
            market.Birdeye.ClearFaults();

            var what = string.Join(", ", few.Select(one => $"{one.Field} = {one.Value[..Math.Min(one.Value.Length, 60)]}"));
            Assert.True(result.Status == CycleStatus.Ran && result.Snapshot!.Outcome != CycleOutcome.Failed, $"{what}: {result.Status} {result.Snapshot?.Error}");
            foreach (var token in before.ActiveTokens.Where(token => !victims.Contains(token.Address)))
            {
                // Scored on good data, or gone by a gate on good data: the market goes on meanwhile.
                Assert.True(
                    result.Scores.Any(score => score.TokenAddress == token.Address && score.Rank is not null)
                        || result.Rejections.Any(rejection => rejection.TokenAddress == token.Address && rejection.ReasonCode != ReasonCodes.DataMissing),
                    $"{what}: {token.Address} is not ranked");
            }

            await AssertStoredAsync(market, result);
        }

        market.RunHealthy();
    }

    /// <summary>The values go into all fields of an answer at once.</summary>
    [Theory]
    [InlineData(FaultyMarket.TrendingPath)]
    [InlineData("/defi/token_security")]
    [InlineData("/defi/token_overview")]
    [InlineData(Trades)]
    [InlineData("/defi/ohlcv")]
    public async Task A_hostile_value_comes_back_as_the_cycle_had_it_or_is_rejected_alone(string path)
    {
        await using var database = await PostgresDatabases.CreateAsync();
        await using var market = Market(database);
        market.RunHealthy(2);

        // A giant in every field of one row makes a whole page too large, which is the page's failure and not the row's.
        var values = path == FaultyMarket.TrendingPath ? HostileValues.All : HostileValues.All.Concat(HostileValues.Heavy);
        foreach (var (number, value) in values.Index())
        {
            // Listed, tracked and permanent tokens have their turn.
            var victim = market.Host.Engine.LastResult!.Scores.Select(static score => score.TokenAddress).Order(StringComparer.Ordinal).ElementAt(number % 5);

            // A hundred trades with a giant in each field would be gigabytes.
            var field = path == Trades && value.Length > Large ? "owner" : "*";
            market.Birdeye.Inject(LocalFault.Value(field, value) with { Path = path, Address = victim });
            var result = market.Host.RunNext();
            market.Birdeye.ClearFaults();

            var what = $"{path} {value[..Math.Min(value.Length, 60)]}";
            Assert.True(result.Status == CycleStatus.Ran && result.Snapshot!.Outcome != CycleOutcome.Failed, $"{what}: {result.Status} {result.Snapshot?.Error}");
            Assert.True(result.Scores.Count(score => score.TokenAddress != victim) >= 5, what);
            await AssertStoredAsync(market, result);
        }

        market.RunHealthy();
    }

    private static FaultyMarket Market(TestDatabase database)
    {
        var market = new FaultyMarket(
            configure: static options =>
            {
                options.Storage.Schema = PostgresDatabases.Schema;
                options.Discovery.TrendingLimit = 8;
                options.Birdeye.RequestsPerSecond = 10_000;
                options.Cache.Ttl.Security = TimeSpan.FromSeconds(1);
            },
            store: builder => builder.UsePostgres(database.ConnectionString(PostgresRoles.Runtime)));
        market.Change = static (_, answer) => RawBytes.PutAsync(answer);
        return market;
    }

    private static async Task AssertStoredAsync(FaultyMarket market, CycleResult result)
    {
        var history = market.Host.History;
        var snapshot = await history.FindSnapshotAsync(result.Snapshot!.CycleTimestamp, Cancel);
        Assert.Equal(result.Snapshot, snapshot);
        Assert.Equal(
            result.Scores.OrderBy(static score => score.TokenAddress, StringComparer.Ordinal),
            (await history.GetScoresAsync(snapshot!.Id, Cancel)).OrderBy(static score => score.TokenAddress, StringComparer.Ordinal));
        Assert.Equal(
            result.Rejections.OrderBy(static rejection => rejection.ToString(), StringComparer.Ordinal),
            (await history.GetRejectionsAsync(snapshot.Id, Cancel)).OrderBy(static rejection => rejection.ToString(), StringComparer.Ordinal));
        Assert.Equal(result.Events, await history.GetEventsOfCycleAsync(snapshot.Id, Cancel));
    }
}
