namespace BirdeyeDiscovery.Tests;

/// <summary>Requests for several tokens: what is sent, what it costs, and how each token of the answer is read.</summary>
public sealed class MarketBatchTests
{
    private const string Other = "7M9KJcPNC65ShLDmJmTNhVFcuY95Y1VMeYngKgt67D1t";
    private const string Evm = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";

    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 27)]
    [InlineData(20, 165)]
    public async Task One_request_asks_for_all_and_costs_less_than_each(int tokens, int units)
    {
        using var api = GatewayHarness.AnsweringData("{}");
        var addresses = Enumerable.Range(0, tokens).Select(static number => $"Token{number}").ToArray();
        var traded = await api.DriveAsync(api.Gateway.GetTradeDataAsync(addresses, api.Scope, TestContext.Current.CancellationToken));

        Assert.Equal(ReadingKind.Unknown, traded.Kind);
        Assert.Equal(
            "/defi/v3/token/trade-data/multiple?list_address=" + string.Join("%2C", addresses),
            Assert.Single(api.Handler!.Requests).Uri.PathAndQuery);
        Assert.Equal((1, units), (api.Scope.Calls, api.Scope.ComputeUnits));

        await api.DriveAsync(api.Gateway.GetMarketDataAsync(addresses, api.Scope, TestContext.Current.CancellationToken));
        Assert.StartsWith("/defi/v3/token/market-data/multiple?list_address=Token0", api.Handler.Requests[1].Uri.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(2 * units, api.Scope.ComputeUnits);
    }

    [Fact]
    public async Task Each_token_is_told_apart_as_an_answer_for_it_alone_would_be()
    {
        var readings = await ReadAsync(
            """
            {"Good":{"address":"Good","volume_24h_usd":7,"buy_24h":-1},"Null":null,"Empty":{},"Other":{"address":"Else","volume_24h_usd":1},
             "Text":"no","Twice":{"address":"Twice"},"Twice":{"address":"Twice"},"Keys":{"address":"Keys","buy_24h":1,"buy_24h":2},
             "Unasked":{"address":"Unasked"}}
            """,
            "Good", "Null", "Empty", "Other", "Text", "Twice", "Keys", "Missing", "not an address");

        Assert.Equal((7, ReadingKind.Value), (readings["Good"].Value!.Volume24hUsd, readings["Good"].Kind));
        Assert.Equal(["buys24h"], readings["Good"].Value!.InvalidFields);
        Assert.All(["Null", "Empty", "Missing"], address => Assert.Equal(ReadingKind.Unknown, readings[address].Kind));
        Assert.All(
            ["Other", "Text", "Twice", "Keys"],
            address => Assert.Equal(
                (SourceFailureKind.Malformed, "TradeDataMultiple"), (readings[address].Failure!.Kind, readings[address].Failure!.Call)));
        Assert.Equal(SourceFailureKind.BadRequest, readings["not an address"].Failure!.Kind);
        Assert.Equal(9, readings.Count);
    }

    [Fact]
    public async Task An_EVM_address_is_found_in_any_case()
    {
        var readings = await ReadAsync($"{{\"{Evm.ToLowerInvariant()}\":{{\"volume_24h_usd\":5}}}}", Evm, Other);

        Assert.Equal(5, readings[Evm].Value!.Volume24hUsd);
        Assert.Equal(ReadingKind.Unknown, readings[Other].Kind);
    }

    [Fact]
    public async Task A_bad_address_is_not_sent_and_alone_costs_no_request()
    {
        using var api = GatewayHarness.AnsweringData("{}");
        await api.DriveAsync(api.Gateway.GetTradeDataAsync(["a&b", Other], api.Scope, TestContext.Current.CancellationToken));
        Assert.Equal("?list_address=" + Other, Assert.Single(api.Handler!.Requests).Uri.Query);
        Assert.Equal(15, api.Scope.ComputeUnits);

        var refused = await api.DriveAsync(api.Gateway.GetTradeDataAsync(["a&b"], api.Scope, TestContext.Current.CancellationToken));
        Assert.Equal(SourceFailureKind.BadRequest, refused.Failure!.Kind);
        Assert.Single(api.Handler.Requests);
    }

    private static async Task<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadAsync(string data, params string[] addresses)
    {
        using var api = GatewayHarness.AnsweringData(data);
        var reading = await api.DriveAsync(api.Gateway.GetTradeDataAsync(addresses, api.Scope, TestContext.Current.CancellationToken));
        return reading.Value!;
    }
}
