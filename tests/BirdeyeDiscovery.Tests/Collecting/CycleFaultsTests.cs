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

    [Fact]
    public void Birdeyes_key_is_not_blamed_for_another_source()
    {
        using var scope = new CallScope(new BirdeyeOptions(), TimeSpan.FromSeconds(10));
        var context = new CycleContext(
            new BirdeyeDiscoveryOptions(), DateTimeOffset.UnixEpoch, new Dictionary<string, TrackedToken>(), scope, static (_, _, _) => { }, "Own");
        context.Faults.Add(new SourceFailure { Kind = SourceFailureKind.Unauthorized, Call = "prices" });

        Assert.Equal(["prices: 1 failed (Unauthorized)"], context.Faults.ToList());
    }
}
