using System.Text;
using System.Xml.Linq;
using BirdeyeDiscovery.Ledger;
using CsCheck;

namespace BirdeyeDiscovery.Tests.Ledger.Reporting;

/// <summary>What is written is HTML and XML at once, and no text ends where it stands.</summary>
public sealed class MarkupTests
{
    [Fact]
    public void Texts_and_attributes_are_encoded() => Assert.Equal(
        "<p id=\"&quot;&gt;&lt;&#39;&amp;\uFFFD\">&lt;b&gt;&amp;amp;&quot;\uFFFD</p>",
        Write(Markup.Of("p", Markup.Has("id", "\"><'&\0"), "<b>&amp;\"\u202e")));

    [Fact]
    public void Only_elements_that_are_always_empty_have_no_end() => Assert.Equal(
        "<div><td></td><br/><meta charset=\"utf-8\"/><rect class=\"bar\"></rect></div>",
        Write(Markup.Of("div", Markup.Of("td"), Markup.Of("br"), Markup.Of("meta", Markup.Has("charset", "utf-8")), Markup.Styled("rect", "bar"))));

    [Theory]
    [InlineData("a < b")]
    [InlineData("</style>")]
    [InlineData("a & b")]
    public void A_style_that_needs_encoding_is_refused(string style) =>
        Assert.Throws<InvalidOperationException>(() => Write(Markup.Of("style", style)));

    [Fact]
    public void Any_text_comes_back_as_text() => Gen.String.Sample(text =>
    {
        var read = XElement.Parse(Write(Markup.Of("p", Markup.Has("id", text), text)), LoadOptions.PreserveWhitespace);
        var expected = string.Concat(text.EnumerateRunes().Select(static rune => SafeText.Of(rune)));
        Assert.Equal(expected, read.Value);
        Assert.Empty(read.Elements());
        Assert.Equal("id", Assert.Single(read.Attributes()).Name.LocalName);
    });

    private static string Write(XElement element)
    {
        var text = new StringBuilder();
        Markup.Write(element, text);
        return text.ToString();
    }
}
