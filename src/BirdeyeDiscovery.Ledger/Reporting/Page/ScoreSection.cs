using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The section of the report page on whether the score predicts returns: the figures of the newest version, and the verdicts on earlier
/// ones.
/// </summary>
internal static class ScoreSection
{
    private const int MostVersions = 10;

    private static readonly Column[] FigureColumns =
    [
        Words("Horizon"), new("Rank IC"), new("95 % interval"), new("p"), new("Top − rest, mean"),
        new("Top − rest, median"), new("Hit rate"), new("95 % interval"), new("Tokens"), new("Windows"), new("Pairs"), new("Missing"),
        new("Dead"),
    ];

    private static readonly Column[] VersionColumns =
    [
        Words("Score version"), Words("Options"), Words("From"), Words("To"),
        new("Cycles"), new("Tokens"), Words("Verdicts"),
    ];

    public static ScoreReport? Newest(LedgerReport report) => report.Scores.MaxBy(static score => score.To);

    public static XElement Of(LedgerReport report, ChartIds ids)
    {
        var newest = Newest(report);
        return Section(
            "score",
            "Does the score predict returns?",
            "Each scored token is followed from its next observed price on. Significance counts tokens, not rows. Returns have no fees and "
            + "no slippage.",
            newest is null ? Nothing("No cycle of the period scored a token.") : Several(Parts(report, newest, ids)));
    }

    public static string Word(ScoreVerdict verdict) => verdict switch
    {
        ScoreVerdict.Yes => "yes",
        ScoreVerdict.No => "no",
        ScoreVerdict.Reversed => "reversed",
        _ => "not enough data",
    };

    private static IEnumerable<XElement?> Parts(LedgerReport report, ScoreReport newest, ChartIds ids)
    {
        yield return Styled(
            "p",
            "note",
            $"Version {SafeText.Label(newest.ScoreVersion)}, options {Hash(newest)}: {Shown.Count(newest.Cycles)} cycles with "
            + $"{Shown.Count(newest.Tokens)} tokens, {Shown.Time(newest.From)} to {Shown.Time(newest.To)}.");
        yield return Styled("ul", "verdicts", newest.Horizons.Select(static horizon => Markup.Of(
            "li",
            Styled("span", "horizon", Shown.Length(horizon.Horizon)),
            Chip(Style(horizon.Total.Verdict), Word(horizon.Total.Verdict)),
            Markup.Of("span", horizon.Total.Summary))));
        yield return Markup.Of("h3", "Rank IC by horizon, with 95 % intervals");
        yield return Styled("div", "multiples", newest.Horizons.Select(horizon => Plot(horizon, ids)));
        yield return Markup.Of("h3", "Figures of the total score");
        yield return Table("Figures of the total score by horizon", FigureColumns, newest.Horizons.Select(Row));
        foreach (var part in ShadowTable.Of(newest))
        {
            yield return part;
        }

        if (report.Scores.Count > 1)
        {
            yield return Markup.Of("h3", "All versions of the score and its options");
            var newestFirst = report.Scores.OrderByDescending(static score => score.To).Take(MostVersions);
            yield return Table("Versions of the score", VersionColumns, newestFirst.Select(Version));
        }
    }

    private static XElement Plot(HorizonReport horizon, ChartIds ids)
    {
        var rows = horizon.Factors.Select(factor => new IntervalPlot.Row(
            factor.Factor.ToString(),
            factor.Figures.RankIc,
            factor.Figures.RankIcInterval?.Lower,
            factor.Figures.RankIcInterval?.Upper,
            null,
            Style(factor.Verdict),
            $"{factor.Factor}: {factor.Summary}")).ToList();
        var frame = new ChartFrame(260, IntervalPlot.HeightOf(rows.Count), Left: 80, Right: 14, Top: 6, Bottom: 30);
        return Markup.Of(
            "figure",
            Markup.Of("figcaption", $"After {Shown.Length(horizon.Horizon)}"),
            frame.Picture(
                ids,
                $"Rank IC after {Shown.Length(horizon.Horizon)}",
                string.Join(", ", rows.Select(static row => $"{row.Name} {Shown.Number(row.Value, 3)}")),
                IntervalPlot.Draw(frame, rows, 0, Shown.Short)));
    }

    private static object?[] Row(HorizonReport horizon)
    {
        var figures = horizon.Total.Figures;
        return
        [
            Shown.Length(horizon.Horizon),
            Shown.Number(figures.RankIc, 3),
            Interval(figures.RankIcInterval, static value => Shown.Number(value, 3)),
            figures.PValue is < .0001 ? "< 0.0001" : Shown.Number(figures.PValue, 4),
            Shown.Percent(figures.TopMinusRestMean, 2),
            Shown.Percent(figures.TopMinusRestMedian, 2),
            Shown.Percent(figures.HitRate),
            Interval(figures.HitRateInterval, static value => Shown.Percent(value)),
            Shown.Count(figures.Tokens),
            Shown.Count(figures.IndependentWindows),
            Shown.Count(horizon.Scored),
            Shown.Count(horizon.Missing),
            Shown.Count(horizon.Dead),
        ];
    }

    private static object?[] Version(ScoreReport score) =>
    [
        SafeText.Label(score.ScoreVersion),
        Markup.Of("code", Hash(score)),
        Shown.Time(score.From),
        Shown.Time(score.To),
        Shown.Count(score.Cycles),
        Shown.Count(score.Tokens),
        string.Join(", ", score.Horizons.Select(static horizon => $"{Shown.Length(horizon.Horizon)}: {Word(horizon.Total.Verdict)}")),
    ];

    private static string Hash(ScoreReport score) => SafeText.Label(score.OptionsHash, 8);

    private static string Interval(ConfidenceInterval? interval, Func<double?, string> name) =>
        interval is { } known ? $"{name(known.Lower)} to {name(known.Upper)}" : Shown.Unknown;

    private static string Style(ScoreVerdict verdict) => verdict switch
    {
        ScoreVerdict.Yes => "yes",
        ScoreVerdict.Reversed => "reversed",
        ScoreVerdict.No => "no",
        _ => "open",
    };
}
