using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The head of the report page: the period, the main figures, and the links to the sections.</summary>
internal static class SummarySection
{
    private static readonly (string Id, string Name)[] Links =
    [
        ("tracked", "Tracked"), ("rejections", "Rejections"), ("score", "Score"), ("tiers", "Tiers"), ("strategies", "Strategies"),
        ("turnover", "Turnover"), ("cost", "Cost"), ("failures", "Failures"), ("history", "History"),
    ];

    public static XElement Of(LedgerReport report)
    {
        var cycles = report.Periods.Sum(static period => (long)period.Cycles);
        var failed = report.Periods.Sum(static period => (long)period.Failed);
        var read = report.Periods.Sum(static period => period.Scored + period.Rejected);
        var pnl = report.Strategies.Sum(static row => row.PnlUsd);
        var trades = report.Strategies.Sum(static row => row.Trades);
        return Markup.Of(
            "header",
            Markup.Of("h1", "Discovery report"),
            PageParts.Styled("p", "period", $"{Shown.Time(report.From)} to {Shown.Time(report.To)} UTC{Since(report)}"),
            PageParts.Styled(
                "ul",
                "tiles",
                Tile("Active tokens", Count(report, TokenStatus.Active), $"{Count(report, TokenStatus.Paused)} paused"),
                Tile("Cycles", Shown.Count(cycles), $"{Shown.Count(failed)} failed"),
                Tile("Candidates read", Shown.Short(read), $"{Shown.Short(report.Periods.Sum(static period => period.Scored))} scored"),
                Tile("Requests", Shown.Short(report.Periods.Sum(static period => period.ApiCalls)), Rate(report, cycles)),
                Tile("Profit of all trades", Shown.Usd(pnl), $"{Shown.Count(trades)} trades"),
                Tile("Predicts returns", Verdict(report), "the total score")),
            Markup.Of(
                "nav",
                Markup.Has("aria-label", "Sections"),
                Links.Select(static link => Markup.Of("a", Markup.Has("href", "#" + link.Id), link.Name))));
    }

    private static XElement Tile(string name, string value, string detail) => Markup.Of(
        "li",
        PageParts.Styled("span", "label", name),
        PageParts.Styled("strong", "value", value),
        PageParts.Styled("span", "detail", detail));

    private static string Since(LedgerReport report) => report.Periods.Count > 0 && report.Periods[0].Start > report.From + report.Step
        ? $", cycles since {Shown.Time(report.Periods[0].Start)}"
        : "";

    private static string Count(LedgerReport report, TokenStatus status) =>
        Shown.Count(report.Tokens.Count(token => token.Token.Status == status));

    private static string Rate(LedgerReport report, long cycles) => cycles == 0
        ? "no cycle"
        : $"{Shown.Short(report.Periods.Sum(static period => period.ComputeUnits))} compute units";

    // The summary section of the report page shows one verdict for all horizons. Horizons without enough data are ignored, and different
    // verdicts give "mixed".
    private static string Verdict(LedgerReport report)
    {
        var verdicts = ScoreSection.Newest(report)?.Horizons.Select(static horizon => horizon.Total.Verdict)
            .Where(static verdict => verdict != ScoreVerdict.NotEnoughData)
            .Distinct()
            .ToList();
        return verdicts switch
        {
            null or [] => "not known yet",
            [var verdict] => ScoreSection.Word(verdict),
            _ => "mixed",
        };
    }
}
