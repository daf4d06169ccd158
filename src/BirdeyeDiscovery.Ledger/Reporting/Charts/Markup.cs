using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Makes the elements of charts, and of the page around them, and writes them so that the text is HTML and XML at once. All text is encoded
/// here, and nowhere else.
/// </summary>
internal static class Markup
{
    private const string RawText = "style";

    private static readonly HashSet<string> Void = ["meta", "link", "br", "hr", "col"];

    public static XElement Of(string name, params object?[] content) => new(name, content);

    public static XElement Styled(string name, string cssClass, params object?[] content) => new(name, Has("class", cssClass), content);

    public static XAttribute Has(string name, string value) => new(name, value);

    public static XAttribute Has(string name, double value) => new(name, Number(value));

    /// <summary>Gets a coordinate of a chart with at most two decimals.</summary>
    public static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    public static void Write(XElement element, StringBuilder text)
    {
        var name = element.Name.LocalName;
        text.Append('<').Append(name);
        foreach (var attribute in element.Attributes())
        {
            text.Append(' ').Append(attribute.Name.LocalName).Append("=\"");
            Encode(attribute.Value, text);
            text.Append('"');
        }

        if (Void.Contains(name))
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        foreach (var node in element.Nodes())
        {
            if (node is XElement child)
            {
                Write(child, text);
            }
            else if (node is XText content)
            {
                // The style element of a page with charts has its text written as it is, because a browser does not decode entities there.
                // Text that would need encoding is refused.
                if (name == RawText)
                {
                    text.Append(content.Value.AsSpan().ContainsAny('<', '&')
                        ? throw new InvalidOperationException("A style must not have '<' or '&'.")
                        : content.Value);
                }
                else
                {
                    Encode(content.Value, text);
                }
            }
        }

        text.Append("</").Append(name).Append('>');
    }

    private static void Encode(string value, StringBuilder text)
    {
        Span<char> pair = stackalloc char[2];
        foreach (var rune in value.EnumerateRunes())
        {
            var safe = SafeText.Of(rune);
            switch (safe.Value)
            {
                case '<': text.Append("&lt;"); break;
                case '>': text.Append("&gt;"); break;
                case '&': text.Append("&amp;"); break;
                case '"': text.Append("&quot;"); break;
                case '\'': text.Append("&#39;"); break;
                case '\r': text.Append("&#13;"); break;
                default: text.Append(pair[..safe.EncodeToUtf16(pair)]); break;
            }
        }
    }
}
