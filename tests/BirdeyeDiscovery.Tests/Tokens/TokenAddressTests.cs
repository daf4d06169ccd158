namespace BirdeyeDiscovery.Tests;

public sealed class TokenAddressTests
{
    [Theory]
    [InlineData(GatewayHarness.Mint, true)]
    [InlineData("0x6B175474E89094C44Da98b954EedeAC495271d0F", true)]
    [InlineData("A", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a:b", false)]
    [InlineData("a/../b", false)]
    [InlineData("a&limit=50", false)]
    [InlineData("é", false)]
    [InlineData("x\0", false)]
    [InlineData("'; DROP TABLE tracked_tokens; --", false)]
    public void An_address_is_letters_and_digits(string? text, bool expected) => Assert.Equal(expected, TokenAddress.IsValid(text));

    [Fact]
    public void An_address_has_at_most_64_characters()
    {
        Assert.True(TokenAddress.IsValid(new string('a', 64)));
        Assert.False(TokenAddress.IsValid(new string('a', 65)));
    }

    [Fact]
    public void Evm_addresses_ignore_case_and_others_do_not()
    {
        Assert.True(TokenAddress.AreSame("0x6B175474E89094C44Da98b954EedeAC495271d0F", "0x6b175474e89094c44da98b954eedeac495271d0f"));
        Assert.False(TokenAddress.AreSame(GatewayHarness.Mint, GatewayHarness.Mint.ToUpperInvariant()));
    }
}
