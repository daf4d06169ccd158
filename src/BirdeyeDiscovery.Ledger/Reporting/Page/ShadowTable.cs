using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The table of the report page with the shadow scorers beside the score, at each horizon.</summary>
internal static class ShadowTable
{
    private static readonly Column[] Columns =
    [
        Words("Scorer"), Words("Version"), Words("Horizon"), new("Rank IC"), new("of the score"), new("Difference"), new("95 % interval"),
        new("p"), new("Tokens"), new("Windows"), Words("Better than the score?"),
    ];

    public static IEnumerable<XElement> Of(ScoreReport report)
    {
        var rows = report.Horizons
            .SelectMany(static horizon => horizon.Shadows.Select(shadow => (horizon.Horizon, Shadow: shadow)))
            .OrderBy(static row => row.Shadow.Scorer, StringComparer.Ordinal)
            .ToList();
        if (rows.Count == 0)
        {
            yield break;
        }

        yield return Markup.Of("h3", "Shadow scorers beside the score");
        yield return Styled(
            "p",
            "note",
            "They decided nothing. Both rank ICs are those of the tokens and cycles that both scored, and the difference is "
            + "tested in pairs. Each row is one test of several.");
        yield return Table("Shadow scorers beside the score", Columns, rows.Select(static row => Row(row.Horizon, row.Shadow)));
    }

    private static object?[] Row(TimeSpan horizon, ShadowReport shadow)
    {
        var difference = shadow.Difference;
        return
        [
            SafeText.Label(shadow.Scorer),
            SafeText.Label(shadow.ScorerVersion),
            Shown.Length(horizon),
            Shown.Number(shadow.Figures.RankIc, 3),
            Shown.Number(shadow.ScoreFigures.RankIc, 3),
            Shown.Number(difference.RankIc, 3),
            difference.RankIcInterval is { } known
                ? $"{Shown.Number(known.Lower, 3)} to {Shown.Number(known.Upper, 3)}"
                : Shown.Unknown,
            difference.PValue is < .0001 ? "< 0.0001" : Shown.Number(difference.PValue, 4),
            Shown.Count(difference.Tokens),
            Shown.Count(difference.IndependentWindows),
            Verdict(shadow.Verdict),
        ];
    }

    private static XElement Verdict(ScoreVerdict verdict) => verdict switch
    {
        ScoreVerdict.Yes => Chip("yes", "better"),
        ScoreVerdict.Reversed => Chip("reversed", "worse"),
        ScoreVerdict.No => Chip("no", "no difference shown"),
        _ => Chip("open", "not enough data"),
    };
}
