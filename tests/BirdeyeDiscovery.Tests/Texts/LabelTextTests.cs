using System.Text;
using CsCheck;

namespace BirdeyeDiscovery.Tests;

public sealed class LabelTextTests
{
    [Theory]
    [InlineData("Bonk", "Bonk")]
    [InlineData("Fartcoin ", "Fartcoin")]
    [InlineData("  R.S   C0IN ", "R.S C0IN")]
    [InlineData("r/snoofi", "r/snoofi")]
    [InlineData("a\0b", "ab")]
    [InlineData("a\nb", "a b")]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred[0m")]
    [InlineData("\u202Egnp.exe", "gnp.exe")]
    [InlineData("U\u200BS\u200DD\u2060C\uFEFF", "USDC")]
    [InlineData("\u2800\u3164\u115F", "")]
    [InlineData("a\uFE0Fb", "ab")]
    [InlineData("a\uE000b\uFFFDc\uFFFFd", "abcd")]
    [InlineData("\u200F\u061C\u2066x\u2069", "x")]
    [InlineData("a\u00A0\u2003b\u2028c", "a b c")]
    [InlineData("狗狗币", "狗狗币")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void What_is_invisible_or_breaks_a_line_is_dropped(string? raw, string expected) =>
        Assert.Equal(expected, LabelText.Clean(raw, 20));

    [Fact]
    public void Lone_surrogates_are_dropped_and_pairs_stay() =>
        Assert.Equal("ab🐶", LabelText.Clean("a\uD800b\uDC00🐶\uD83D", 20));

    [Fact]
    public void The_cut_never_splits_a_character() =>
        Assert.Equal("abc", LabelText.Clean("abc🐶", 4));

    [Fact]
    public void A_megabyte_costs_no_more_than_its_beginning() =>
        Assert.Equal(new string('x', 100), LabelText.Clean(new string('x', 1_000_000), 100));

    [Fact]
    public void A_megabyte_of_nothing_reads_as_empty() =>
        Assert.Equal("", LabelText.Clean(new string('\u200B', 1_000_000), 100));

    [Fact]
    public void Any_text_comes_out_short_clean_and_unchanged_by_a_second_cleaning() =>
        Gen.Select(Gen.Char.Array[0, 60], Gen.Int[1, 30]).Sample(
            (chars, maxLength) =>
            {
                var clean = LabelText.Clean(new string(chars), maxLength);
                Assert.True(clean.Length <= maxLength);
                Assert.Equal(clean.Trim(), clean);
                Assert.DoesNotContain(clean, char.IsControl);
                Assert.Equal(clean, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(new UTF8Encoding(false, true).GetBytes(clean)));
                Assert.Equal(clean, LabelText.Clean(clean, maxLength));
            },
            iter: 10_000);
}
