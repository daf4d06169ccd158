namespace BirdeyeDiscovery.Tests;

public sealed class MigrationChainsTests
{
    [Theory]
    [InlineData("a", "c")]
    [InlineData("b", "c")]
    [InlineData("c", "c")]
    [InlineData("other", "other")]
    [InlineData("x", "x")]
    [InlineData("into", "into")]
    public void A_chain_ends_at_its_last_address_and_a_circle_where_it_began(string address, string last) =>
        Assert.Equal(last, new MigrationChains([("a", "b"), ("b", "c"), ("x", "y"), ("y", "x"), ("into", "x")]).Resolve(address));
}
