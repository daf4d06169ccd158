using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer on whether the score predicts returns.</summary>
internal static class MeasureText
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ScoreReport> reports)
    {
        foreach (var report in reports)
        {
            console.Line($"Score version {PlainText.Clean(report.ScoreVersion, 50)}, options "
                + $"{PlainText.Clean(report.OptionsHash, 12)}", Colours.Strong);
            console.Line($"{Figures.Many(report.Cycles, "cycle")}, {Figures.Many(report.Tokens, "token")}, {Figures.Time(report.From)} "
                + $"to {Figures.Time(report.To)}");
            if (report.CycleSpacing is { } spacing)
            {
                console.Line($"A cycle every {Figures.Duration(spacing)}; a price may be {Figures.Duration(report.MaxPriceDelay)} late");
            }

            foreach (var horizon in report.Horizons)
            {
                console.WriteLine();
                Write(console, horizon);
            }

            console.WriteLine();
        }

        console.Line("A verdict of one of many tests may be chance: decide before you look which one counts.", Colours.Quiet);
    }

    private static void Write(IAnsiConsole console, HorizonReport horizon)
    {
        console.Line($"Return of the next {Figures.Duration(horizon.Horizon)}", Colours.Strong);
        console.Line(horizon.Total.Summary, Style(horizon.Total.Verdict));
        console.Line($"{Figures.Count(horizon.Scored)} scores with a past horizon: {Figures.Count(horizon.Missing)} without a return, "
            + $"{Figures.Count(horizon.Dead)} dead; {Figures.Count(horizon.Open)} still open");
        if (horizon.Factors.All(static factor => factor.Figures.RankIc is null))
        {
            WriteSummaries(console, horizon.Shadows);
            return;
        }

        var table = new TextTable(gap: 1).Add("factor").Add("rank IC", true).Add("95 % interval").Add("p", true)
            .Add("top-rest", true).Add("hit rate", true).Add("turnover", true).Add("verdict");
        foreach (var factor in horizon.Factors)
        {
            var figures = factor.Figures;
            table.Row(
                factor.Factor.ToString().ToLowerInvariant(),
                Signed(figures.RankIc, "+0.000;-0.000;0.000"),
                figures.RankIcInterval is { } interval
                    ? string.Create(CultureInfo.InvariantCulture, $"{interval.Lower:+0.000;-0.000;0.000} to "
                        + $"{interval.Upper:+0.000;-0.000;0.000}")
                    : "",
                Signed(figures.PValue, "0.000"),
                Signed(figures.TopMinusRestMedian * 100, "+0.00;-0.00;0.00") + (figures.TopMinusRestMedian is null ? "" : " %"),
                Signed(figures.HitRate * 100, "0") + (figures.HitRate is null ? "" : " %"),
                Signed(factor.Turnover * 100, "0") + (factor.Turnover is null ? "" : " %"),
                new TextCell(Word(factor.Verdict), Style(factor.Verdict)));
        }

        table.Write(console);
        WriteShadows(console, horizon.Shadows);
    }

    private static void WriteShadows(IAnsiConsole console, IReadOnlyList<ShadowReport> shadows)
    {
        if (shadows.Count == 0)
        {
            return;
        }

        console.WriteLine();
        var table = new TextTable(gap: 1).Add("shadow scorer", most: 22).Add("rank IC", true).Add("score's", true).Add("difference", true)
            .Add("p", true).Add("better");
        foreach (var shadow in shadows)
        {
            table.Row(
                PlainText.Clean(shadow.Scorer, 50),
                Signed(shadow.Figures.RankIc, "+0.000;-0.000;0.000"),
                Signed(shadow.ScoreFigures.RankIc, "+0.000;-0.000;0.000"),
                Signed(shadow.Difference.RankIc, "+0.000;-0.000;0.000"),
                Signed(shadow.Difference.PValue, "0.000"),
                new TextCell(Better(shadow.Verdict), Style(shadow.Verdict)));
        }

        table.Write(console);
        WriteSummaries(console, shadows);
    }

    private static void WriteSummaries(IAnsiConsole console, IReadOnlyList<ShadowReport> shadows)
    {
        foreach (var shadow in shadows)
        {
            console.Line(
                $"{PlainText.Clean(shadow.Scorer, 50)} version {PlainText.Clean(shadow.ScorerVersion, 50)}, options "
                + $"{PlainText.Clean(shadow.OptionsHash, 12)}: {shadow.Summary}",
                Style(shadow.Verdict));
        }
    }

    private static string Better(ScoreVerdict verdict) => verdict switch
    {
        ScoreVerdict.Yes => "yes",
        ScoreVerdict.No => "not shown",
        ScoreVerdict.Reversed => "worse",
        _ => "no data",
    };

    private static string Signed(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Word(ScoreVerdict verdict) => verdict switch
    {
        ScoreVerdict.Yes => "yes",
        ScoreVerdict.No => "no",
        ScoreVerdict.Reversed => "reversed",
        _ => "no data",
    };

    private static Style Style(ScoreVerdict verdict) => verdict switch
    {
        ScoreVerdict.Yes => Colours.Good,
        ScoreVerdict.Reversed => Colours.Bad,
        _ => Colours.Warn,
    };
}
