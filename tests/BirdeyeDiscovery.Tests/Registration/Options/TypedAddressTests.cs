namespace BirdeyeDiscovery.Tests;

/// <summary>Which texts of a person count as an address.</summary>
public sealed class TypedAddressTests
{
    // The last one is the largest number of 32 bytes, and the other test has the one after it.
    [Theory]
    [InlineData("So11111111111111111111111111111111111111112")]
    [InlineData("DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263")]
    [InlineData("11111111111111111111111111111111")]
    [InlineData("1111111111111111111111111111111A")]
    [InlineData("JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFG")]
    public void A_text_of_thirty_two_bytes_is_a_Solana_address(string text) => Assert.True(TextRules.IsTypedAddress("solana", text));

    [Theory]
    [InlineData("So1111111111111111111111111111111111111112")]
    [InlineData("So111111111111111111111111111111111111111112")]
    [InlineData("111111111111111111111111111111111")]
    [InlineData("JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFH")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("So1111111111111111111111111111111111111111I")]
    [InlineData("")]
    public void Another_number_of_bytes_or_another_character_is_none(string text) => Assert.False(TextRules.IsTypedAddress("solana", text));

    [Fact]
    public void The_addresses_of_another_chain_are_no_base58() =>
        Assert.True(TextRules.IsTypedAddress("base", "0x4200000000000000000000000000000000000006"));
}
