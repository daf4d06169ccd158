using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The section of the report page on what is tracked and why: one card for each token in detail, and a table of the others.
/// </summary>
internal static class TokensSection
{
    private const int MostRows = 200;
    private const int OpenRows = 12;

    private static readonly Column[] OtherColumns =
    [
        Words("Token"), Words("Status"), new("Score"), Words("Last scored"), new("Trades"),
        new("Profit"), Words("Why"),
    ];

    public static XElement Of(LedgerReport report, ChartIds ids)
    {
        // A token beyond LedgerReportOptions.MaxTokens has neither a history nor an explanation, so the report page only lists it below.
        var detailed = report.Tokens
            .Where(static token => token.Explanation is not null || token.Scores.Count > 0 || token.Events.Count > 0)
            .ToList();
        var others = report.Tokens.Except(detailed).ToList();
        return Section(
            "tracked",
            "What is tracked, and why",
            "Each token with its score, what the components contribute, the reasons of its status, and its score over time with "
            + "the changes of its status.",
            report.Tokens.Count == 0 ? Nothing("No token is tracked.") : null,
            report.WhyNotExplained is { } why ? Styled("p", "note", $"The decisions are not explained. {why}") : null,
            detailed.Select(token => TokenCard.Of(token, report, ids)),
            others.Count == 0 ? null : Others(others));
    }

    private static XElement Others(List<TrackedTokenReport> others) => Markup.Of(
        "div",
        Markup.Of("h3", "Other tracked tokens"),
        Rows(others.Take(OpenRows)),
        others.Count > OpenRows
            ? Markup.Of(
                "details",
                Markup.Of("summary", $"{Shown.Count(others.Count - OpenRows)} more"),
                Rows(others.Skip(OpenRows).Take(MostRows)))
            : null,
        others.Count > OpenRows + MostRows ? Nothing($"And {Shown.Count(others.Count - OpenRows - MostRows)} more.") : null);

    private static XElement Rows(IEnumerable<TrackedTokenReport> others) => Table(
        "Other tracked tokens",
        OtherColumns,
        others.Select(static token => new object?[]
        {
            Name(token.Token.Symbol),
            Word(token.Token.Status),
            Shown.Number(token.Score?.Score.TotalScore, 2),
            token.Score is { } score ? Shown.Time(score.CycleTimestamp) : Shown.Unknown,
            Shown.Count(token.Token.TradesCount),
            Shown.Usd(token.Token.TotalPnlUsd),
            SafeText.Label(string.Join(" ", token.Why), 200),
        }));

    public static string Word(TokenStatus status) => status switch
    {
        TokenStatus.Active => "active",
        TokenStatus.Paused => "paused",
        _ => "removed",
    };
}
