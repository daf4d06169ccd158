namespace BirdeyeDiscovery.Tests;

public sealed class SeedTokensTests
{
    private const string Checksummed = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";

    [Fact]
    public void A_seed_is_stored_under_the_spelling_that_answers_use()
    {
        var options = PlannedCycles.Configured(static options =>
        {
            options.Birdeye.Chain = "ethereum";
            options.Discovery.Seeds = [new SeedToken(Checksummed, "WETH")];
        });

        var row = Assert.Single(SeedTokens.Missing(options, CycleState.Empty, Candidates.Start));
        Assert.Equal(TokenAddress.Normalize(Checksummed), row.Address);
        Assert.Empty(SeedTokens.Missing(options, CycleState.Empty with { Tokens = [row] }, Candidates.Start));
    }

    [Fact]
    public void A_permanent_seed_that_was_tracked_before_is_reported()
    {
        var cycles = new PlannedCycles(static options => options.Discovery.Seeds = [new SeedToken(Candidates.Address("A"), "A")]);
        cycles.Next(Candidates.Token("A", 80));

        Assert.Contains("is not permanent", Assert.Single(SeedTokens.NotPermanent(cycles.Options, cycles.State)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_gets_its_figures_from_the_first_good_cycle_and_keeps_them()
    {
        var cycles = new PlannedCycles();
        cycles.PutPermanent("SOL");
        cycles.Next(Candidates.Token("SOL", 80, liquidity: 123));
        cycles.Next(Candidates.Token("SOL", 80, liquidity: 456));

        Assert.Equal((123m, "SOL"), (cycles["SOL"].LiquidityUsd, cycles["SOL"].Name));
    }
}
