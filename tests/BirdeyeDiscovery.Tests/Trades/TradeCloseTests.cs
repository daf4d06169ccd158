namespace BirdeyeDiscovery.Tests;

public sealed class TradeCloseTests
{
    public static TheoryData<Func<TradeClose, TradeClose>, string, string> Refused => new()
    {
        { close => close with { TradeId = string.Empty }, "TradeId", "1 to 200" },
        { close => close with { TradeId = new string('x', 201) }, "TradeId", "(201 characters)" },
        { close => close with { TradeId = "a\0b" }, "TradeId", "'a?b'" },
        { close => close with { TradeId = "a\uD83Db" }, "TradeId", "surrogate" },
        { close => close with { StrategyType = new string('x', 51) }, "StrategyType", "1 to 50" },
        { close => close with { StrategyType = "a\nb" }, "StrategyType", "control" },
        { close => close with { TokenAddress = "a-b" }, "TokenAddress", "'a-b'" },
        { close => close with { TokenAddress = new string('a', 65) }, "TokenAddress", "1 to 64" },
        { close => close with { TokenAddress = null! }, "TokenAddress", "null" },
        { close => close with { PnlUsd = 10_000_000_000_000m }, "PnlUsd", "10000000000000" },
        { close => close with { PnlUsd = -9_999_999_999_999.995m }, "PnlUsd", "-9999999999999.995" },
        { close => close with { PnlUsd = decimal.MinValue }, "PnlUsd", "below 10000000000000" },
        { close => close with { ReturnPct = decimal.MaxValue }, "ReturnPct", "79228162514264337593543950335" },
        { close => close with { OpenedAt = new(1999, 12, 31, 23, 59, 59, TimeSpan.Zero) }, "OpenedAt", "1999-12-31" },
        { close => close with { ClosedAt = DateTimeOffset.MaxValue }, "ClosedAt", "9999" },
        { close => close with { ClosedAt = close.OpenedAt.AddMilliseconds(-1) }, "ClosedAt", "not before OpenedAt" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_value_that_is_not_allowed_is_named_with_what_is(Func<TradeClose, TradeClose> change, string field, string says)
    {
        ArgumentNullException.ThrowIfNull(change);

        var error = Assert.Throws<ArgumentException>(() => change(Closes.Of(1m, 1m)).ToStored());

        Assert.Equal(field, error.ParamName);
        Assert.StartsWith(field + " is ", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 300, error.Message);
    }

    [Theory]
    [InlineData("1.005", "1.01")]
    [InlineData("-1.005", "-1.01")]
    [InlineData("0.0049", "0")]
    [InlineData("9999999999999.994", "9999999999999.99")]
    public void Profit_is_kept_in_cents_half_away_from_zero(string given, string kept) =>
        Assert.Equal(Number(kept), Closes.Of(Number(given), null).ToStored().PnlUsd);

    [Theory]
    [InlineData("1.00005", "1.0001")]
    [InlineData("-1.00005", "-1.0001")]
    [InlineData("12345678901.23456", "12345678901.2346")]
    [InlineData("123456789012.3456", "123456789012.346")]
    [InlineData("123456789012345.6", "123456789012346")]
    [InlineData("1234567890123456", "1234567890123460")]
    [InlineData("999999999999999.5", "1000000000000000")]
    [InlineData("79228162514264300000000000000", "79228162514264300000000000000")]
    public void Returns_are_kept_in_four_decimals_and_fifteen_digits(string given, string kept) =>
        Assert.Equal(Number(kept), Closes.Of(1m, Number(given)).ToStored().ReturnPct);

    [Fact]
    public void Times_are_kept_in_utc_and_cut_to_the_millisecond()
    {
        var last = new DateTimeOffset(2026, 5, 2, 1, 59, 59, 999, TimeSpan.FromHours(2)).AddTicks(9_999);

        var stored = (Closes.Of(1m, 1m) with { ClosedAt = last }).ToStored();

        Assert.Equal(TimeSpan.Zero, stored.ClosedAt.Offset);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 23, 59, 59, 999, TimeSpan.Zero), stored.ClosedAt);
        Assert.Equal(stored, stored.ToStored());
    }

    [Fact]
    public void Addresses_that_ignore_case_are_kept_in_one_form()
    {
        var mixed = "0xAbCdEf0123456789aBcDeF0123456789AbCdEf01";

        Assert.Equal(mixed.ToLowerInvariant(), (Closes.Of(1m, 1m) with { TokenAddress = mixed }).ToStored().TokenAddress);
        Assert.Equal("DezX", (Closes.Of(1m, 1m) with { TokenAddress = "DezX" }).ToStored().TokenAddress);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
