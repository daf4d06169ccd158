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
    public void A_permanent_seed_that_was_tracked_before_is_found_unless_a_person_ruled_otherwise_which_is_said()
    {
        var cycles = new PlannedCycles(static options => options.Discovery.Seeds = [new SeedToken(Candidates.Address("A"), "A")]);
        cycles.Next(Candidates.Token("A", 80));

        var found = Assert.Single(SeedTokens.NotPermanent(cycles.Options, cycles.State));
        Assert.Empty(SeedTokens.NotAdopted(cycles.Options, cycles.State, [found.Address]));
        Assert.Contains("is not permanent", Assert.Single(SeedTokens.NotAdopted(cycles.Options, cycles.State, [])), StringComparison.Ordinal);
        cycles.Options.Discovery.Seeds = [new SeedToken(Candidates.Address("A"), "A", isPermanent: false)];
        Assert.Empty(SeedTokens.NotPermanent(cycles.Options, cycles.State));
    }

    [Fact]
    public void An_adoption_is_a_change_of_its_own_where_the_cycle_changes_nothing_else()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Candidates.Token("A", 80));
        var (_, adopted) = SeedTokens.Adopt(cycles.State, [Candidates.Address("A")], TransitionTimes.Of(Candidates.Start, cycles.Options));

        var change = Assert.Single(SeedTokens.WithAdopted([], adopted));

        Assert.True(change.Token.IsPermanent);
        Assert.Single(change.Events);
    }

    [Fact]
    public void A_seed_that_migrated_to_another_address_is_not_tracked_again()
    {
        var options = PlannedCycles.Configured(static options => options.Discovery.Seeds = [SeedToken.Jup]);
        var state = CycleState.Empty with { Migrations = new Dictionary<string, string> { [SeedToken.Jup.Address] = "new" } };

        Assert.Empty(SeedTokens.Missing(options, state, Candidates.Start));
    }

    [Fact]
    public void The_default_seeds_are_looked_for_too()
    {
        var options = PlannedCycles.Configured(static options => options.Discovery.Seeds = null);
        var state = CycleState.Empty with { Tokens = [.. SeedTokens.Missing(options, CycleState.Empty, Candidates.Start).Select(static token => token with { IsPermanent = false })] };

        Assert.Equal(["SOL", "JUP"], SeedTokens.NotPermanent(options, state).Select(static token => token.Symbol));
    }

    [Fact]
    public void A_seed_gets_its_discovery_score_and_rank_from_the_first_good_cycle_and_keeps_them()
    {
        var cycles = new PlannedCycles();
        cycles.PutPermanent("SOL");
        cycles.Next(Candidates.Token("SOL", 80, liquidity: 123));
        cycles.Next(Candidates.Token("SOL", 70, liquidity: 456), Candidates.Token("A", 90));

        Assert.Equal((80m, 1, "SOL"), (cycles["SOL"].DiscoveryScore, cycles["SOL"].DiscoveryRank, cycles["SOL"].Name));
        Assert.Equal(456m, cycles["SOL"].LiquidityUsd);
    }
}
