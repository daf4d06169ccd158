namespace BirdeyeDiscovery.Tests;

public sealed class RecordedAnswerTests
{
    private const string Pi = "9b1BzC1af9gQBtegh5WcuFB6ARBYQk7PgURW1aogpump";
    private const string Datboi = "4jXJcKQoojvFuA7MSzJLpgDvXyiACqLnMyh6ULEEnVhg";

    [Fact]
    public async Task Trending_of_one_token()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("token_trending/bonk_one_token_2026.json"));
        var page = (await api.TrendingAsync()).Value!;
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_768_029_370), page.UpdatedAt);
        Assert.Equal((1, 0), (page.Tokens.Count, page.UnreadableRows));
        var row = Assert.Single(page.Tokens);
        Assert.Equal((GatewayHarness.Mint, "Bonk", "Bonk"), (row.Address, row.Symbol, row.Name));
        Known.Equal(1.0429254534544984e-05, row.PriceUsd);
        Known.Equal(5336222.366194576, row.LiquidityUsd);
        Known.Equal(3615086.3526675417, row.Volume24hUsd);
        Known.Equal(-4.409340989087892, row.Change24hPercent);
        Known.Equal(917724472.8992932, row.FdvUsd);
    }

    [Fact]
    public async Task Trending_of_ten_tokens_without_envelope()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("token_trending/top10.1750272172.tokens.json", "tokens"));
        var page = (await api.TrendingAsync()).Value!;
        Assert.Equal((10, 0), (page.Tokens.Count, page.UnreadableRows));
        Assert.Null(page.UpdatedAt);
        Assert.Equal("r/snoofi", page.Tokens[0].Symbol);
        Assert.All(page.Tokens, row => Assert.True(row is { LiquidityUsd: not null, Volume24hUsd: not null, Change24hPercent: not null }));
    }

    [Fact]
    public async Task Overview_of_a_hot_token()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("token_overview/PI.t1.data.json"));
        var market = (await api.OverviewAsync(Pi)).Value!;
        Assert.Equal(("PI", "Palantir Inu"), (market.Symbol, market.Name));
        Known.Equal(0.0011794464210072464, market.PriceUsd);
        Known.Equal(202441.4230872267, market.LiquidityUsd);
        Known.Equal(1179323.315594188, market.FdvUsd);
        Known.Equal(9759957.563384634, market.Volume24hUsd);
        Known.Equal(-1.1291259492609578, market.Change5mPercent);
        Known.Equal(55.48431087071697, market.Change1hPercent);
        Known.Equal(9638.957636207131, market.Change24hPercent);
        Known.Equal(4885422.240345321, market.BuyVolume24hUsd);
        Known.Equal(4874535.323039312, market.SellVolume24hUsd);
        Known.Equal(53233, market.Buys24h);
        Known.Equal(45025, market.Sells24h);
        Known.Equal(1376, market.Buys1h);
        Known.Equal(1409, market.Sells1h);
        Known.Equal(12767, market.UniqueWallets24h);
        Assert.Equal(1_750_214_210, market.LastTradeAt?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Overview_of_a_dead_token_with_fantastic_numbers()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("token_overview/DATBOI.t4.data.json"));
        var market = (await api.OverviewAsync(Datboi)).Value!;
        Known.Equal(0.006969565730594506, market.LiquidityUsd);
        Known.Equal(3423871950.5997963, market.Change24hPercent);
        Known.Equal(0, market.Change5mPercent);
    }

    [Fact]
    public async Task Overview_of_2024_with_the_older_keys()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("token_overview/SOL_2024.json"));
        var market = (await api.OverviewAsync(GatewayHarness.Sol)).Value!;
        Assert.Null(market.Change5mPercent);
        Assert.Null(market.FdvUsd);
        Known.Equal(1222378, market.Buys24h);
    }

    [Fact]
    public async Task Trade_data()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("docs_examples/v3_trade_data_single.json"));
        var market = (await api.TradeDataAsync(GatewayHarness.Sol)).Value!;
        Known.Equal(0.2668913171001369, market.Change5mPercent);
        Known.Equal(0.4513896193582795, market.Change1hPercent);
        Known.Equal(13.592853642286466, market.Change24hPercent);
        Known.Equal(7930210206.693316, market.Volume24hUsd);
        Known.Equal(4018154448.1608233, market.BuyVolume24hUsd);
        Known.Equal(3912055758.532493, market.SellVolume24hUsd);
        Known.Equal(13641637, market.Buys24h);
        Known.Equal(17145270, market.Sells24h);
        Known.Equal(1312446, market.UniqueWallets24h);
        Assert.Null(market.LiquidityUsd);
        Assert.Equal(1_755_058_915, market.LastTradeAt?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Security_of_a_launchpad_token()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("token_security/PI.data.json"));
        var security = (await api.SecurityAsync(Pi)).Value!;
        Known.Equal(999895609.969981, security.TotalSupply);
        Assert.Equal(DatumState.Null, security.MintAuthority.State);
        Assert.Equal(DatumState.Null, security.FreezeAuthority.State);
        Assert.Equal(DatumState.Null, security.Freezeable.State);
        Assert.Equal(DatumState.Null, security.TransferFee.State);
        Assert.Equal(DatumState.Null, security.FakeToken.State);
        Known.Equal(1.000104400928435e-15, security.CreatorShare);
        Known.Equal(0.19932002443179883, security.Top10User);
        Assert.True(security.MutableMetadata.TryGet(out var mutable) && !mutable);
        Assert.True(security.IsToken2022.TryGet(out var token2022) && !token2022);
        Assert.True(security.CreatedAt.TryGet(out var created));
        Assert.Equal(1_750_136_396, created.ToUnixTimeSeconds());
        Assert.Equal(LiquidityLock.Unknown, security.LiquidityLock);
    }

    [Fact]
    public async Task Security_of_2024_and_2023()
    {
        using var mintable = GatewayHarness.Answering(Recordings.Body("token_security/cyhole_mintable_2024.json"));
        var security = (await mintable.SecurityAsync()).Value!;
        Assert.True(security.MintAuthority.TryGet(out var authority));
        Assert.Equal("6zFyLiWgnftQqzHqVN45bdNXwjQKHYoXEq45qcn3Edj3", authority);
        Known.Equal(0.40001780014013216, security.OwnerShare);
        Assert.Equal(DatumState.Missing, security.FakeToken.State);

        using var concentrated = GatewayHarness.Answering(Recordings.Body("token_security/concentrated_2023.json"));
        Known.Equal(0.9371769332953355, (await concentrated.SecurityAsync()).Value!.Top10Holder);
    }

    [Fact]
    public async Task Security_of_an_evm_token()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("token_security/evm_DAI_nested_2024.json"));
        var security = (await api.SecurityAsync("0x6b175474e89094c44da98b954eedeac495271d0f")).Value!;
        Known.Equal(3255803277.431450702202282753, security.TotalSupply);
        Assert.True(security.MintAuthority.TryGet(out var authority) && authority == "contract");
        Assert.Equal(DatumState.Null, security.FreezeAuthority.State);
        Assert.True(security.NonTransferable.TryGet(out var stuck) && !stuck);
        Known.Equal(0, security.TransferFee);
        Assert.True(security.Top10Holder.IsKnown);
        Assert.Equal(LiquidityLock.Unlocked, security.LiquidityLock);
    }

    [Theory]
    [InlineData("PI", Pi, 99, 64)]
    [InlineData("USDP", null, 97, 54)]
    [InlineData("DATBOI", Datboi, 100, 49)]
    public async Task Trades_with_repeated_rows_and_either_kind_of_amount(string symbol, string? address, int swaps, int buysOnWire)
    {
        var body = Recordings.Body($"txs_token/{symbol}.100items.json", "items");
        using var api = GatewayHarness.Answering(body);
        var page = (await api.TradesAsync(address ?? "UNKNOWN")).Value!;
        Assert.Equal((100, 0), (page.RowsOnWire, page.UnreadableRows));
        Assert.Equal(swaps, page.Trades.Count);
        Assert.InRange(page.Trades.Count(trade => trade.IsBuy), buysOnWire - (100 - swaps), buysOnWire);
        Assert.All(page.Trades, trade => Assert.NotNull(trade.Value));
        Assert.Equal(page.Trades.OrderByDescending(trade => trade.At), page.Trades);
    }

    [Fact]
    public async Task Trades_of_2024()
    {
        using var older = GatewayHarness.Answering(Recordings.Body("txs_token/SOL_20items_2024.json"));
        var page = (await older.TradesAsync(GatewayHarness.Sol)).Value!;
        Assert.Equal(20, page.Trades.Count);
        Assert.All(page.Trades, trade => Assert.NotNull(trade.Value));
    }

    [Fact]
    public async Task Candles()
    {
        using var api = GatewayHarness.Answering(Recordings.Body("docs_examples/ohlcv.json"));
        var request = new CandleRequest(GatewayHarness.Sol, CandleInterval.FiveMinutes, 10, DateTimeOffset.FromUnixTimeSeconds(1_726_671_600));
        var series = (await api.CandlesAsync(request)).Value!;
        Assert.Equal(0, series.UnreadableRows);
        Assert.Equal(
            new Candle(1_726_670_700, 128.27328370924414, 128.6281001340782, 127.91200927364626, 127.97284640184616, 58641.16636665621),
            series.Candles[0]);
        Assert.Equal(1_726_671_600, series.Candles[1].Timestamp);
    }
}
