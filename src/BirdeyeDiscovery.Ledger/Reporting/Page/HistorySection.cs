using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The section of the report page with the scores of one token over the last week, row by row.</summary>
internal static class HistorySection
{
    private const int MostRows = 60;

    private static readonly Column[] Columns =
        [Words("Cycle"), new("Total score"), new("Rank"), new("Change in 24 h"), Words("Action")];

    public static XElement Of(LedgerReport report) =>
        Section(
            "history",
            "Score history, row by row",
            "The same as the query, for one token; the charts above have all tokens.",
            report.History is not { } history
                ? Nothing("No token is tracked.")
                : Several(
                    Markup.Of("h3", "Get score history for ", Name(history.Symbol), " over last week"),
                    Styled("code", "address", SafeText.Label(history.Address, 64)),
                    history.Entries.Count == 0
                        ? Nothing("No cycle of the last week scored it.")
                        : Several(
                            Table("Score history over last week", Columns, history.Entries.Take(MostRows).Select(Row)), Rest(history))));

    private static XElement? Rest(TokenScoreHistory history) => history.Entries.Count <= MostRows
        ? null
        : Nothing($"And {Shown.Count(history.Entries.Count - MostRows)} earlier rows.");

    private static object?[] Row(ScoreHistoryEntry entry) =>
    [
        Shown.Moment(entry.CycleTimestamp),
        Shown.Number(entry.Score.TotalScore, 2),
        entry.Score.Rank is { } rank ? Shown.Count(rank) : Shown.Unknown,
        entry.Score.PriceChange24h is { } change ? Shown.Number(change, 2) + " %" : Shown.Unknown,
        StoredText.Of(entry.Score.Action),
    ];
}
