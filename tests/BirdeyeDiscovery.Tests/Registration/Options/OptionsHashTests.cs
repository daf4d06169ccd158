using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery.Tests.Discovery;

public class OptionsHashTests
{
    [Fact]
    public void The_hash_has_16_digits_and_is_the_same_on_every_run()
    {
        Assert.Matches("^[0-9a-f]{16}$", OptionsHash.Of(new BirdeyeDiscoveryOptions()));
        Assert.Equal("dd003a281c9b637c", OptionsHash.Of(new BirdeyeDiscoveryOptions()));
    }

    [Fact]
    public void What_decides_a_cycle_changes_the_hash_and_nothing_else_does()
    {
        var before = OptionsHash.Of(new BirdeyeDiscoveryOptions());
        string[] silent = ["Birdeye:", "Storage:", "Positions:", "Cache:", "Discovery:Enrichment", "Discovery:AuditEvery"];
        string[] loud = ["Birdeye:Chain", "Birdeye:Enrichment"];
        Assert.All(OptionTable.Keys, key =>
        {
            var decides = loud.Contains(key.Path) || !silent.Any(x => key.Path.StartsWith(x, StringComparison.Ordinal));
            Assert.Equal(decides, key.DecidesCycle);
        });

        Assert.Equal(before, Changed(o =>
        {
            o.Birdeye.ApiKey = new ApiKey("k");
            o.Birdeye.BaseUrl = new Uri("http://127.0.0.1");
            o.Birdeye.RequestsPerSecond = 9;
            o.Cache.KeyPrefix = "p";
        }));
        Assert.NotEqual(before, Changed(o => o.Discovery.KeepRank = 11));
        Assert.NotEqual(before, Changed(o => o.Scoring.DenyList.Add("a")));
        Assert.NotEqual(Changed(o => o.Scoring.AuthorityAllowList.Add("a")), Changed(o => o.Scoring.DenyList.Add("a")));
        Assert.NotEqual(before, Changed(o => o.Discovery.Seeds = []));
    }

    [Fact]
    public void Equal_rules_have_equal_hashes_however_they_are_written()
    {
        var before = OptionsHash.Of(new BirdeyeDiscoveryOptions());

        Assert.Equal(before, Changed(o => o.Discovery.PauseBelowScore = 60.00m));
        Assert.Equal(before, Changed(o => o.Discovery.Seeds = [SeedToken.Sol, SeedToken.Jup]));
        Assert.Equal(
            Changed(o => o.Scoring.DenyList.UnionWith(["a", "b"])),
            Changed(o => o.Scoring.DenyList.UnionWith(["b", "a"])));
    }

    private static string Changed(Action<BirdeyeDiscoveryOptions> change)
    {
        var options = new BirdeyeDiscoveryOptions();
        change(options);
        return OptionsHash.Of(options);
    }
}
