using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Writes a report as one HTML file without scripts and requests, light and dark, for screen and paper.</summary>
public static class LedgerReportPage
{
    /// <summary>Writes the page. The same report gives the same text.</summary>
    /// <param name="report">The report.</param>
    /// <param name="writer">The receiver, which should write UTF-8; it is not closed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the page is written.</returns>
    public static async Task WriteHtmlAsync(LedgerReport report, TextWriter writer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        var ids = new ChartIds();
        await writer.WriteAsync("<!DOCTYPE html>\n<html lang=\"en\">".AsMemory(), cancellationToken).ConfigureAwait(false);
        await WriteAsync(Head(report), writer, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync("\n<body>\n<main>".AsMemory(), cancellationToken).ConfigureAwait(false);
        foreach (var section in Sections(report, ids))
        {
            await WriteAsync(section, writer, cancellationToken).ConfigureAwait(false);
        }

        await writer.WriteAsync("\n</main>\n</body>\n</html>\n".AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    // The sections of the report page are created one at a time, so that the whole page is never in memory.
    private static IEnumerable<XElement> Sections(LedgerReport report, ChartIds ids)
    {
        yield return SummarySection.Of(report);
        yield return TokensSection.Of(report, ids);
        yield return RejectionsSection.Of(report, ids);
        yield return ScoreSection.Of(report, ids);
        yield return TiersSection.Of(report, ids);
        yield return StrategiesSection.Of(report, ids);
        yield return TurnoverSection.Of(report, ids);
        yield return CostSection.Of(report, ids);
        yield return FailuresSection.Of(report, ids);
        yield return HistorySection.Of(report);
    }

    private static async Task WriteAsync(XElement element, TextWriter writer, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("\n");
        Markup.Write(element, text);
        await writer.WriteAsync(text, cancellationToken).ConfigureAwait(false);
    }

    private static XElement Head(LedgerReport report) => Markup.Of(
        "head",
        Markup.Of("meta", Markup.Has("charset", "utf-8")),
        Markup.Of("meta", Markup.Has("http-equiv", "Content-Security-Policy"), Markup.Has("content", Policy())),
        Markup.Of("meta", Markup.Has("name", "viewport"), Markup.Has("content", "width=device-width, initial-scale=1")),
        Markup.Of("meta", Markup.Has("name", "referrer"), Markup.Has("content", "no-referrer")),
        Markup.Of("meta", Markup.Has("name", "color-scheme"), Markup.Has("content", "light dark")),
        Markup.Of("title", $"Discovery report {Shown.Time(report.To)} UTC"),

        // Without an icon link, a browser that opens the report page requests /favicon.ico.
        Markup.Of("link", Markup.Has("rel", "icon"), Markup.Has("href", "data:,")),
        Markup.Of("style", PageStyle.Css));

    // The content security policy forbids the report page to load or run anything. The one style is allowed by its hash.
    private static string Policy()
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PageStyle.Css)));
        return $"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'";
    }
}
