using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The card of one tracked token on the report page.</summary>
internal static class TokenCard
{
    private const double BarRowHeight = 22;
    private const int MostMarks = 60;
    private const int MostEvents = 6;

    public static XElement Of(TrackedTokenReport token, LedgerReport report, ChartIds ids)
    {
        var row = token.Token;
        return Styled(
            "article",
            "card",
            Styled(
                "div",
                "head",
                Markup.Of("h3", Name(row.Symbol)),
                Chip(TokensSection.Word(row.Status), TokensSection.Word(row.Status)),
                Chip("plain", StoredText.Of(row.Category)),
                row.IsPermanent ? Chip("plain", "permanent") : null,
                row.HeldBy is null ? null : Chip("plain", "held by a person"),
                Styled("code", "address", SafeText.Label(row.Address, 64))),
            Styled(
                "div",
                "columns",
                Styled("div", "why", Score(token, ids), Sentences(token), Facts(row)),
                Styled("div", "past", History(token, report, ids))));
    }

    private static IEnumerable<XElement?> Score(TrackedTokenReport token, ChartIds ids)
    {
        if (token.Score is not { } entry)
        {
            yield return Nothing("No score within the period.");
            yield break;
        }

        var score = entry.Score;
        var rank = score.Rank is { } place ? $"rank {Shown.Count(place)}" : "no rank";
        var slot = score.SlotRank is { } own ? $", slot rank {Shown.Count(own)}" : "";
        yield return Styled(
            "p",
            "total",
            Markup.Of("strong", Shown.Number(score.TotalScore, 1)),
            $" {rank}{slot}, coverage {Shown.Percent(score.Coverage, 0)}");
        var parts = token.Explanation?.Score?.Parts;
        var rows = new (string Name, decimal? Points)[]
        {
            ("Momentum", score.MomentumScore), ("Liquidity", score.LiquidityScore), ("Volume", score.VolumeScore),
            ("Safety", score.SafetyScore), ("Flow", score.FlowScore),
        }.Select(part => Bar(part.Name, part.Points, parts?.FirstOrDefault(row => row.Name == part.Name)?.Weight)).ToList();
        var frame = new ChartFrame(NarrowChart, BarRows.HeightOf(rows.Count, BarRowHeight), Left: 78, Right: 140);
        yield return frame.Picture(
            ids,
            "Components of the score",
            string.Join(", ", rows.Select(static bar => $"{bar.Name} {bar.Figure}")),
            BarRows.Draw(frame, rows, 100, BarRowHeight));
    }

    private static BarRows.Row Bar(string name, decimal? points, double? weight) => points is not { } known
        ? new BarRows.Row(name, 0, "not known", "s1")
        : new BarRows.Row(
            name,
            (double)known,
            weight is { } share
                ? $"{Shown.Number(known, 1)} × {Shown.Number(share, 2)} = {Shown.Number((double)known * share, 1)}"
                : Shown.Number(known, 1),
            "s1");

    private static XElement Sentences(TrackedTokenReport token) => Styled(
        "ul", "reasons", token.Why.Select(static line => Markup.Of("li", SafeText.Label(line, 400))));

    private static XElement Facts(TrackedToken row) => Styled(
        "dl",
        "facts",
        Fact("Liquidity", Shown.ShortUsd(row.LiquidityUsd)),
        Fact("Value", Shown.ShortUsd(row.FdvUsd)),
        Fact("Strategy", SafeText.Label(row.StrategyType, 30)),
        Fact("Trades", Shown.Count(row.TradesCount)),
        Fact("Profit", Shown.Usd(row.TotalPnlUsd)));

    private static XElement Fact(string name, string value) => Markup.Of("div", Markup.Of("dt", name), Markup.Of("dd", value));

    private static IEnumerable<XElement?> History(TrackedTokenReport token, LedgerReport report, ChartIds ids)
    {
        if (token.Scores.Count == 0)
        {
            yield return Nothing("No score history within the period.");
            yield break;
        }

        yield return Styled("p", "caption", $"Total score in spans of {Shown.Length(report.Step)}: mean, lowest and highest");
        yield return Styled("div", "wide", Chart(token, report, ids, 620));
        yield return Styled("div", "narrow", Chart(token, report, ids, NarrowChart));
        if (token.Events.Count > 0)
        {
            yield return Styled(
                "ol",
                "events",
                token.Events.Take(MostEvents).Select(static row => Markup.Of(
                    "li",
                    Styled("span", $"key {Mark(row.EventType)}", ""),
                    Markup.Of("time", Shown.Time(row.CreatedAt)),
                    $" {Word(row.EventType)}: {SafeText.Label(row.Reason, 90)}")));
        }
    }

    private static XElement Chart(TrackedTokenReport token, LedgerReport report, ChartIds ids, double width)
    {
        var frame = new ChartFrame(width, 190, Left: 30);
        var points = token.Scores
            .Select(point => new LineChart.Point(point.Start + (report.Step / 2), point.Lowest, point.Mean, point.Highest))
            .ToList();
        var scale = ValueScale.Of(points.Min(static point => point.Low), points.Max(static point => point.High), 4);
        var time = new TimeScale(report.Periods[0].Start, report.Periods[^1].Start + report.Step, width > 500 ? 8 : 4);
        var marks = token.Events.Where(row => row.CreatedAt >= time.From)
            .Take(MostMarks)
            .Select(static row => new LineChart.Mark(
                row.CreatedAt,
                Mark(row.EventType),
                $"{Shown.Time(row.CreatedAt)} {Word(row.EventType)}: {SafeText.Label(row.Reason, 200)}"))
            .ToList();
        return frame.Picture(
            ids,
            $"Score history of {SafeText.Label(token.Token.Symbol)}",
            $"From {Shown.Number(points[0].Value, 1)} to {Shown.Number(points[^1].Value, 1)}, "
            + $"lowest {Shown.Number(points.Min(static point => point.Low), 1)}, "
            + $"highest {Shown.Number(points.Max(static point => point.High), 1)}.",
            LineChart.Draw(frame, time, scale, points, report.Step * 1.5, marks, Shown.Short));
    }

    private static string Mark(LifecycleEventType type) => type switch
    {
        LifecycleEventType.Added or LifecycleEventType.Resumed or LifecycleEventType.Activated => "in",
        LifecycleEventType.Paused or LifecycleEventType.Removed => "out",
        _ => "other",
    };

    private static string Word(LifecycleEventType type) => type switch
    {
        LifecycleEventType.StrategyChanged => "strategy changed",
        _ => StoredText.Of(type),
    };
}
