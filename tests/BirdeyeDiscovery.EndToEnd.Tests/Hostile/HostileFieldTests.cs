using System.Globalization;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Every hostile value in every field of one token's answers, from the wire to the file of the store.</summary>
public sealed class HostileFieldTests
{
    private const string Security = "/defi/token_security";
    private const string Overview = "/defi/token_overview";
    private const int VictimsAtOnce = 6;

    public static TheoryData<string, string[]> Answers => new()
    {
        {
            FaultyMarket.TrendingPath,
            ["symbol", "name", "decimals", "price", "liquidity", "volume24hUSD", "volume24hChangePercent", "price24hChangePercent", "fdv", "marketcap", "rank", "logoURI", "*"]
        },
        {
            Security,
            [
                "creatorAddress", "ownerAddress", "creationTime", "creatorBalance", "creatorPercentage", "ownerPercentage", "mutableMetadata", "top10HolderPercent",
                "top10UserPercent", "totalSupply", "fakeToken", "isTrueToken", "lockInfo", "preMarketHolder", "freezeable", "freezeAuthority", "transferFeeEnable",
                "transferFeeData", "isToken2022", "nonTransferable", "*",
            ]
        },
        {
            Overview,
            [
                "address", "symbol", "name", "marketCap", "fdv", "liquidity", "lastTradeUnixTime", "price", "holder", "extensions", "priceChange5mPercent", "priceChange1hPercent",
                "priceChange24hPercent", "uniqueWallet24h", "v24hUSD", "vBuy24hUSD", "vSell24hUSD", "buy24h", "sell24h", "buy1h", "sell1h", "*",
            ]
        },
        {
            "/defi/txs/token",
            [
                "items", "hasNext", "txHash", "poolId", "blockUnixTime", "owner", "side", "txType", "from", "to", "base", "quote",
                "symbol", "amount", "uiAmount", "price", "nearestPrice", "tokenPrice", "volumeUSD", "*",
            ]
        },
        { "/defi/ohlcv", ["items", "address", "o", "h", "l", "c", "v", "unixTime", "type", "currency", "*"] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_hostile_value_harms_its_own_token_at_most(string path, string[] fields)
    {
        await using var market = new FaultyMarket(configure: static options =>
        {
            options.Discovery.TrendingLimit = 8;
            options.Birdeye.RequestsPerSecond = 10_000;
            options.Cache.Ttl.Security = TimeSpan.FromSeconds(1);
        });
        market.Change = static (_, answer) => RawBytes.PutAsync(answer);
        market.RunHealthy(2);
        // Each field meets every second value and its neighbour the others; the star puts each value into all fields at once.
        var all = fields.SelectMany(static (field, index) => HostileValues.All.Where((_, number) => field == "*" || (index + number) % 2 == 0).Select(value => (Field: field, Value: value)))
            .Concat(fields.SelectMany(static (field, index) => HostileValues.Heavy.Where((_, number) => field != "*" && (index + number) % 4 == 0).Select(value => (Field: field, Value: value))))
            .ToArray();
        var shift = 0;
        foreach (var few in all.Chunk(VictimsAtOnce))
        {
            // The victims change, so that listed, tracked and permanent tokens all have their turn.
            shift++;
            var listed = await ListedAsync(market);
            var victims = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (field, value) in few)
            {
                var victim = listed[(shift + victims.Count) % listed.Count];
                victims[victim] = $"{field} = {value[..Math.Min(value.Length, 60)]}";
                var fault = shift % 7 == 0 ? LocalFault.DuplicateKey(field, value) : LocalFault.Value(field, value);
                market.Birdeye.Inject(fault with { Path = path, Address = victim });
            }

            var result = market.Host.RunNext();
            market.Birdeye.ClearFaults();

            // A row of the list that repeats a key is no row: which of the two its address would belong to is anybody's guess.
            AssertOthersCameThrough(result, listed, victims, mayVanish: path == FaultyMarket.TrendingPath && shift % 7 == 0);
        }

        await AssertReadsBackAsync(market);
    }

    [Fact]
    public async Task A_hostile_address_is_a_row_less_and_no_cycle_less()
    {
        await using var market = new FaultyMarket(configure: static options =>
        {
            options.Discovery.TrendingLimit = 8;
            options.Birdeye.RequestsPerSecond = 10_000;
        });
        market.Change = static (_, answer) => RawBytes.PutAsync(answer);
        market.RunHealthy(2);
        foreach (var value in HostileValues.All.Concat(HostileValues.Heavy))
        {
            var listed = await ListedAsync(market);
            var victim = listed[3];
            market.Birdeye.Inject(LocalFault.Value("address", value) with { Path = FaultyMarket.TrendingPath, Address = victim });
            var result = market.Host.RunNext();
            market.Birdeye.ClearFaults();
            AssertOthersCameThrough(
                result, listed, new Dictionary<string, string> { [victim] = $"address = {value[..Math.Min(value.Length, 60)]}" }, mayVanish: true);
        }

        await AssertReadsBackAsync(market);
    }

    [Fact]
    public async Task Symbols_that_collide_stay_apart()
    {
        await using var market = new FaultyMarket();
        market.RunHealthy(2);
        market.Birdeye.Inject(LocalFault.Value("symbol", "\"SOL\""));
        var result = market.RunHealthy(3);

        Assert.All(result.Scores, static score => Assert.Equal("SOL", score.Symbol));
        var tokens = await market.TokensAsync();
        Assert.Equal(tokens.Count, tokens.Select(static token => token.Address).Distinct().Count());
        var ambiguous = await Assert.ThrowsAsync<AmbiguousSymbolException>(async () => await market.Host.Store.FindBySymbolAsync("SOL", TestContext.Current.CancellationToken));
        Assert.Contains("So11111111111111111111111111111111111111112", ambiguous.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> ListedAsync(FaultyMarket market)
    {
        // What the next cycle will see, asked by another client.
        using var client = new HttpClient(market.Birdeye.CreateHandler()) { BaseAddress = new Uri("http://127.0.0.1/") };
        client.DefaultRequestHeaders.Add("X-API-KEY", FaultyMarket.Key);
        market.Clock.AdvanceTo(market.Host.Engine.LastResult!.NextDue!.Value);
        using var document = System.Text.Json.JsonDocument.Parse(
            await client.GetStringAsync("defi/token_trending?sort_by=rank&sort_type=asc&offset=0&limit=8", TestContext.Current.CancellationToken));
        return [.. document.RootElement.GetProperty("data").GetProperty("tokens").EnumerateArray().Select(static row => row.GetProperty("address").GetString()!)];
    }

    private static void AssertOthersCameThrough(
        CycleResult result, IReadOnlyList<string> listed, Dictionary<string, string> victims, bool mayVanish = false)
    {
        var what = string.Join(", ", victims.Select(static victim => $"{victim.Key}: {victim.Value}"));
        Assert.True(result.Status == CycleStatus.Ran && result.Snapshot!.Outcome != CycleOutcome.Failed, $"{what}: {result.Status} {result.Snapshot?.Error}");
        var rows = result.Scores.Select(static score => score.TokenAddress).Concat(result.Rejections.Select(static rejection => rejection.TokenAddress)).ToHashSet();
        foreach (var address in listed.Where(address => !mayVanish || !victims.ContainsKey(address)))
        {
            Assert.True(rows.Contains(address), $"{what}: {address} left no row");
        }

        var harmed = result.Rejections.FirstOrDefault(rejection => listed.Contains(rejection.TokenAddress)
            && !victims.ContainsKey(rejection.TokenAddress)
            && rejection.ReasonCode == ReasonCodes.DataMissing);
        Assert.True(harmed is null, $"{what}: {harmed?.TokenAddress} was rejected without data");
        foreach (var text in result.Scores.Select(static score => score.Symbol).Concat(result.Rejections.Select(static rejection => rejection.Symbol)))
        {
            Assert.True(text.Length <= 20 && text.EnumerateRunes().All(IsPlain), $"{what}: '{text}'");
        }
    }

    private static bool IsPlain(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static async Task AssertReadsBackAsync(FaultyMarket market)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var history = market.Host.History;
        foreach (var snapshot in await history.GetSnapshotsAsync(10_000, cancellation))
        {
            Assert.Equal(snapshot.ScoredCount, (await history.GetScoresAsync(snapshot.Id, cancellation)).Count);
            Assert.Equal(snapshot.RejectedCount, (await history.GetRejectionsAsync(snapshot.Id, cancellation)).Count);
        }

        Assert.Equal(["ok"], await StoredRows.OfAsync(market.Database, "PRAGMA integrity_check"));
        foreach (var text in await StoredRows.OfAsync(
            market.Database, "SELECT symbol FROM token_scores UNION SELECT symbol FROM candidate_rejections UNION SELECT symbol FROM tracked_tokens UNION SELECT name FROM tracked_tokens"))
        {
            Assert.True(text.Length <= 100 && text.EnumerateRunes().All(IsPlain), $"'{text}'");
        }

        // SQLite reads what is past its doubles as Infinity, and NaN as null.
        Assert.Equal(["0"], await StoredRows.OfAsync(
            market.Database,
            """
            SELECT count(*) FROM token_scores WHERE abs(total_score) > 1e300 OR abs(liquidity_usd) > 1e300 OR abs(volume_24h_usd) > 1e300
                OR abs(price_change_5m) > 1e300 OR abs(price_change_1h) > 1e300 OR abs(price_change_24h) > 1e300 OR abs(buy_sell_imbalance) > 1
            """));
        Assert.Equal(["0"], await StoredRows.OfAsync(market.Database, "SELECT count(*) FROM candidate_rejections WHERE abs(value) > 1e300 OR token_address GLOB '*[^0-9A-Za-z]*'"));
        await market.AssertKeyIsNowhereAsync();
    }
}
