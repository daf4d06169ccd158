using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery.Tests.Discovery;

public class OptionsHashTests
{
    [Fact]
    public void The_hash_has_16_digits_and_is_the_same_on_every_run()
    {
        Assert.Matches("^[0-9a-f]{16}$", OptionsHash.Of(new BirdeyeDiscoveryOptions()));
        Assert.Equal("a80966b97a73b2be", OptionsHash.Of(new BirdeyeDiscoveryOptions()));
    }

    [Fact]
    public void What_decides_a_cycle_changes_the_hash_and_nothing_else_does()
    {
        var before = OptionsHash.Of(new BirdeyeDiscoveryOptions());
        string[] silent = ["Birdeye:", "Storage:", "Cache:"];
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

    [Fact]
    public void A_snapshot_is_equal_and_sees_no_later_change()
    {
        var options = new BirdeyeDiscoveryOptions();
        var config = new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("Birdeye:ApiKey", "k"),
                new("Birdeye:ComputeUnitCosts:Overview", "31"),
                new("Discovery:KeepRank", "11"),
                new("Discovery:Damping:EntryMargin", "5"),
                new("Scoring:FlowWeight", ".5"),
                new("Scoring:DenyList:0", "d"),
                new("Strategies:Midcap", "m"),
                new("Cache:Ttl:Score", "00:01:00"),
                new("Discovery:Seeds:0:Address", "a"),
                new("Discovery:Seeds:0:Symbol", "A"),
            ]).Build();
        Assert.Empty(OptionsReader.Read(config, options));

        options.Birdeye.AllowedHosts.Clear();
        var copy = OptionsSnapshot.Of(options);

        Assert.All(OptionTable.Keys, key => Assert.Equal(key.Text(options), key.Text(copy)));
        Assert.Equal(OptionsHash.Of(options), OptionsHash.Of(copy));
        Assert.Same(options.Birdeye.ApiKey, copy.Birdeye.ApiKey);
        Assert.Empty(copy.Birdeye.AllowedHosts);

        var before = OptionsHash.Of(copy);
        options.Discovery.KeepRank = 12;
        options.Scoring.DenyList.Add("e");
        options.Discovery.Seeds!.Clear();
        options.Birdeye.ComputeUnitCosts[BirdeyeEndpoint.Overview] = 99;
        Assert.Equal(before, OptionsHash.Of(copy));
        Assert.Equal(31, copy.Birdeye.ComputeUnitCosts[BirdeyeEndpoint.Overview]);
    }

    private static string Changed(Action<BirdeyeDiscoveryOptions> change)
    {
        var options = new BirdeyeDiscoveryOptions();
        change(options);
        return OptionsHash.Of(options);
    }
}
