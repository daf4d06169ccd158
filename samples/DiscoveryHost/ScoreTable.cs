using System.Globalization;
using BirdeyeDiscovery;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DiscoveryHost;

/// <summary>Renders the ranked table of a cycle. Narrow terminals get fewer and shorter columns, never a broken word.</summary>
internal static class ScoreTable
{
    private const int WidthForShortAddress = 100;
    private const int WidthForBar = 120;
    private const int BarLength = 10;
    private const string ReasonHeader = "reason";
    private const int ReasonLength = 120;
    private const int MinReasonLength = 12;

    public static IEnumerable<IRenderable> Render(CycleResult result, ReportStyle style)
    {
        if (result.Scores.Count == 0)
        {
            yield return new Text("Nothing was scored.");
        }

        var (rows, leftOut) = ScoreRows.Choose(result, style.All);
        if (rows.Count == 0)
        {
            yield break;
        }

        var columns = Columns(style).ToList();
        yield return Table(rows, columns, style);
        if (leftOut > 0)
        {
            yield return new Text($"… and {leftOut} more that {(leftOut == 1 ? "is" : "are")} not tracked; --all shows every row.");
        }
    }

    private static Table Table(IReadOnlyList<ScoreRow> rows, List<ScoreColumn> columns, ReportStyle style)
    {
        var gap = style.IsTerminal ? 1 : 2;
        var table = new Table { Border = TableBorder.None };

        // The reason gets what the others leave. Where that is too little, components are left out: a figure that is cut would be another
        // figure.
        var left = style.Width - columns.Sum(column => column.Width(rows) + gap);
        while (left < MinReasonLength && columns.FindLastIndex(static column => column.MayDrop) is >= 0 and var last)
        {
            left += columns[last].Width(rows) + gap;
            columns.RemoveAt(last);
        }

        if (left >= ReasonHeader.Length)
        {
            columns.Add(new ScoreColumn(
                ReasonHeader,
                static row => PlainText.Clean(row.Reason, ReasonLength),
                MaxWidth: Math.Min(left, ReasonLength + 1),
                IsNumber: false));
        }

        foreach (var column in columns)
        {
            var header = new TableColumn(new Text(column.Header, style.IsTerminal ? new Style(decoration: Decoration.Dim) : Style.Plain))
            {
                Width = column.Width(rows),
                NoWrap = true,
                Padding = new Padding(0, 0, column == columns[^1] ? 0 : gap, 0),
            };
            table.AddColumn(column.IsNumber ? header.RightAligned() : header);
        }

        foreach (var row in rows)
        {
            table.AddRow(columns.Select(column => column.Cell(row)));
        }

        return table;
    }

    private static IEnumerable<ScoreColumn> Columns(ReportStyle style)
    {
        // Headers of a file are words, as other programs read them.
        var isNarrow = !style.HasFullAddress;
        yield return new ScoreColumn(
            isNarrow ? "#" : "rank",
            static row => row.Score?.Rank?.ToString(CultureInfo.InvariantCulture) ?? "-");
        yield return new ScoreColumn(
            "symbol",
            static row => string.IsNullOrWhiteSpace(row.Symbol) ? "-" : PlainText.Clean(row.Symbol, 20),
            MaxWidth: isNarrow && style.Width < WidthForBar ? 10 : 21,
            IsNumber: false);
        if (style.HasFullAddress)
        {
            yield return new ScoreColumn("address", static row => PlainText.Clean(row.Address), IsNumber: false);
        }
        else if (style.Width >= WidthForShortAddress)
        {
            yield return new ScoreColumn("address", static row => PlainText.Short(row.Address), IsNumber: false);
        }

        yield return Component(isNarrow ? "mom" : "momentum", static score => score.MomentumScore);
        yield return Component(isNarrow ? "liq" : "liquidity", static score => score.LiquidityScore);
        yield return Component(isNarrow ? "vol" : "volume", static score => score.VolumeScore);
        yield return Component(isNarrow ? "safe" : "safety", static score => score.SafetyScore);
        yield return Component("flow", static score => score.FlowScore);
        if (style.IsTerminal && style.Width >= WidthForBar)
        {
            yield return new ScoreColumn("", Bar, Colour: Colour, IsNumber: false);
        }

        yield return new ScoreColumn("total", static row => row.Score?.TotalScore.ToString("0.00", CultureInfo.InvariantCulture) ?? "-");
        yield return new ScoreColumn("action", static row => row.Action, Colour: Colour, IsNumber: false);
    }

    // A component without good data is "?". A token that was not read has none at all.
    private static ScoreColumn Component(string header, Func<ScoreRecord, decimal?> points) => new(
        header,
        row => row.Score is not { } score ? "-" : points(score)?.ToString("0.0", CultureInfo.InvariantCulture) ?? "?",
        Colour: row => row.Score is { } score ? Colour(points(score)) : new Style(Color.Grey),
        MayDrop: true);

    private static Style Colour(decimal? points) => points switch
    {
        >= 70 => new Style(Color.Green),
        < 30 => new Style(Color.Red),
        null => new Style(Color.Grey),
        _ => Style.Plain,
    };

    private static string Bar(ScoreRow row)
    {
        if (row.Score is not { } score)
        {
            return "";
        }

        var filled = (int)Math.Round(Math.Clamp(score.TotalScore, 0, 100) / 100 * BarLength, MidpointRounding.AwayFromZero);
        return new string('█', filled) + new string('░', BarLength - filled);
    }

    private static Style Colour(ScoreRow row) => row switch
    {
        { IsPaused: true } => new Style(Color.Olive),
        { Score.Action: ScoreAction.Add } => new Style(Color.Green),
        { Score.Action: ScoreAction.Keep } => new Style(Color.Blue),
        { Score.Action: ScoreAction.Remove } => new Style(Color.Red),
        _ => new Style(Color.Grey),
    };
}
