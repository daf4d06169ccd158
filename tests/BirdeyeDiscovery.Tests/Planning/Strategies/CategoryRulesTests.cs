namespace BirdeyeDiscovery.Tests.Discovery;

public class CategoryRulesTests
{
    private static readonly StrategyOptions Options = new() { Bluechip = "a", Midcap = "b", Emerging = "c" };

    [Theory]
    [InlineData(1e9, 1e6, TokenCategory.Bluechip)]
    [InlineData(1e9, 999_999.99, TokenCategory.Midcap)]
    [InlineData(1e9, 199_999.99, TokenCategory.Emerging)]
    [InlineData(999_999_999.99, 1e6, TokenCategory.Midcap)]
    [InlineData(5e7, 2e5, TokenCategory.Midcap)]
    [InlineData(49_999_999.99, 1e6, TokenCategory.Emerging)]
    [InlineData(5e12, .007, TokenCategory.Emerging)]
    [InlineData(null, 1e9, TokenCategory.Emerging)]
    [InlineData(1e12, null, TokenCategory.Emerging)]
    [InlineData(double.NaN, double.NaN, TokenCategory.Emerging)]
    public void Both_values_decide_the_category(double? fdv, double? liquidity, TokenCategory category) =>
        Assert.Equal(category, CategoryRules.Classify(fdv, liquidity, Options));

    [Fact]
    public void Each_category_has_its_strategy()
    {
        Assert.Equal("a", CategoryRules.StrategyFor(TokenCategory.Bluechip, Options));
        Assert.Equal("b", CategoryRules.StrategyFor(TokenCategory.Midcap, Options));
        Assert.Equal("c", CategoryRules.StrategyFor(TokenCategory.Emerging, Options));
        Assert.Throws<ArgumentOutOfRangeException>(() => CategoryRules.StrategyFor(0, Options));
    }
}
