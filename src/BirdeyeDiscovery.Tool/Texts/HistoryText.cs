using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer about what happened to one token, newest first.</summary>
internal static class HistoryText
{
    private const int BarWidth = 10;
    private const int TrendWidth = 60;

    public static void Write(IAnsiConsole console, TokenHistory history, int limit)
    {
        console.Line($"{PlainText.Quoted(history.Symbol)} {PlainText.Clean(history.Address)}", Colours.Strong);
        console.Line($"From {Figures.Time(history.From)} to {Figures.Time(history.To)}: {Figures.Many(history.Scores.Count, "score")}, "
            + $"{Figures.Many(history.Rejections.Count, "rejection")}, {Figures.Many(history.Events.Count, "change")}");
        var rows = Rows(history).OrderByDescending(static row => row.Time).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        if (history.Scores.Count > 1)
        {
            console.Line(Bars.Spark(history.Scores.Take(TrendWidth).Reverse().Select(static row => row.Score.TotalScore)), Colours.Good);
        }

        console.WriteLine();
        var table = new TextTable(gap: 1)
            .Add("time").Add("what").Add("score", isNumber: true).Add("").Add("rank", isNumber: true).Add("reason");
        foreach (var row in rows.Take(limit))
        {
            table.Row(
                Figures.Time(row.Time),
                new TextCell(row.What, row.Style),
                row.Score is null ? "" : Figures.Total(row.Score.TotalScore),
                row.Score is null ? "" : Bars.Bar((double)row.Score.TotalScore, 100, BarWidth).PadRight(BarWidth),
                row.Score is null ? "" : Figures.Rank(row.Score.Rank),
                PlainText.Clean(row.Reason, 200));
        }

        table.Write(console);
        if (rows.Count > limit)
        {
            console.Line($"… and {Figures.Count(rows.Count - limit)} more; --limit shows more rows.");
        }
    }

    private static IEnumerable<HistoryRow> Rows(TokenHistory history)
    {
        // In the text about one token's history, a stable sort shows the rows newest first. At one time, the status change must come before
        // the score that led to it, so the events are returned first.
        foreach (var item in history.Events)
        {
            yield return new HistoryRow(item.CreatedAt, StoredText.Of(item.EventType), Colours.Strong, item.Reason);
        }

        foreach (var entry in history.Scores)
        {
            var score = entry.Score;
            yield return new HistoryRow(entry.CycleTimestamp, StoredText.Of(score.Action), Style.Plain, score.ActionReason, score);
        }

        foreach (var entry in history.Rejections)
        {
            yield return new HistoryRow(entry.CycleTimestamp, "rejected", Colours.Bad, Reason(entry.Rejection));
        }
    }

    private static string Reason(RejectionRecord rejection) => rejection is { Value: { } value, Threshold: { } threshold }
        ? $"{rejection.ReasonCode}: {Figures.Number((double)value)}, limit {Figures.Number((double)threshold)}"
        : rejection.ReasonCode;

    private sealed record HistoryRow(DateTimeOffset Time, string What, Style Style, string Reason, ScoreRecord? Score = null);
}
