namespace BirdeyeDiscovery.Tests;

public sealed class CycleFaultsTests
{
    [Fact]
    public void A_refused_key_is_named_with_the_path_at_which_it_is_set()
    {
        var faults = new CycleFaults("Bot:Birdeye:ApiKey");
        faults.Add(new SourceFailure { Kind = SourceFailureKind.Unauthorized, Call = "Trending" });

        Assert.Equal(["Trending: 1 failed (Unauthorized: Bot:Birdeye:ApiKey is missing or wrong)"], faults.ToList());
    }
}
