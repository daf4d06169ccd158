namespace BirdeyeDiscovery.Tests;

public sealed class SwapPageTests
{
    [Fact]
    public void A_sample_without_values_has_no_share()
    {
        Assert.Null(Share([]));
        Assert.Null(Share([new SwapPage.Swap("a", true, default, null), Of("a", false, 0)]));
    }

    [Fact]
    public void What_a_wallet_bought_and_sold_counts_twice_the_smaller_side() =>
        Assert.Equal(40 / 130.0, Share([Of("a", true, 100), Of("a", false, 20), Of("b", true, 10), new SwapPage.Swap("c", true, default, null)]));

    [Fact]
    public void A_wallet_that_trades_with_itself_is_all_round_trips() =>
        Assert.InRange(Share([Of("a", true, .1), Of("a", true, .2), Of("a", false, .3)])!.Value, 1 - 1e-9, 1);

    private static double? Share(IReadOnlyList<SwapPage.Swap> trades) => new SwapPage(trades, trades.Count, 0).RoundTripShare();

    private static SwapPage.Swap Of(string owner, bool isBuy, double usd) =>
        new(owner, isBuy, default, usd);
}
