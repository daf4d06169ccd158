using System.Text.Json.Nodes;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The strategy of a token, by address and by symbol.</summary>
public abstract class StrategyConformance : StoreConformance
{
    [Fact]
    public async Task A_strategy_is_read_by_address_and_by_symbol_whatever_the_status()
    {
        await using var harness = await StartAsync();
        var full = Tokens.Everything(Tokens.Bonk, 1);
        await harness.CommitAsync(Plans.Cycle(1, tokens: [full, Tokens.New(Tokens.Wif, "WIF", 1, TokenStatus.Removed)]), Cancel);

        var found = await harness.Host.Strategies.GetStrategyAsync(Tokens.Bonk, Cancel);

        Assert.Equal(new TokenStrategy(full.Address, full.Symbol, full.StrategyType, found?.StrategyConfig) { Version = 1 }, found);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(full.StrategyConfig!), JsonNode.Parse(found!.StrategyConfig!)), found.StrategyConfig);
        Assert.Equal(found, await harness.Host.Strategies.GetStrategyBySymbolAsync(full.Symbol, Cancel));
        Assert.Equal(new TokenStrategy(Tokens.Wif, "WIF", "aggressive_momentum", null) { Version = 1 }, await harness.Host.Strategies.GetStrategyAsync(Tokens.Wif, Cancel));
        var byHand = await harness.QueryScalarAsync(SeedSql.StrategyConfig(full.Symbol), Cancel);
        Assert.Equal(byHand, found.StrategyConfig);
    }

    [Fact]
    public async Task A_symbol_of_two_tokens_is_an_error_that_names_both()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "SAME", 1), Tokens.New(Tokens.Wif, "SAME", 1), Tokens.New("other", "same", 1)]), Cancel);

        var error = await Assert.ThrowsAsync<AmbiguousSymbolException>(async () => await harness.Host.Strategies.GetStrategyBySymbolAsync("SAME", Cancel));

        Assert.Equal([Tokens.Bonk, Tokens.Wif], error.Addresses.Order(StringComparer.Ordinal));
        Assert.Equal("other", (await harness.Host.Strategies.GetStrategyBySymbolAsync("same", Cancel))?.Address);
    }

    [Fact]
    public async Task What_is_not_tracked_has_no_strategy()
    {
        await using var harness = await StartAsync();

        Assert.Null(await harness.Host.Strategies.GetStrategyAsync("nobody", Cancel));
        Assert.Null(await harness.Host.Strategies.GetStrategyBySymbolAsync("NOBODY", Cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Host.Strategies.GetStrategyAsync("a", new CancellationToken(canceled: true)));
    }
}
