using System.Globalization;
using BirdeyeDiscovery;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DiscoveryHost;

/// <summary>Renders the ranked table of a cycle.</summary>
internal static class ScoreTable
{
    private const int MaxRows = 60;
    private const int WidthForFullAddress = 170;

    public static IEnumerable<IRenderable> Render(IReadOnlyList<ScoreRecord> scores, bool isTerminal, int width)
    {
        if (scores.Count == 0)
        {
            yield return new Text("Nothing was scored.");
            yield break;
        }

        var fullAddress = !isTerminal || width >= WidthForFullAddress;
        var table = new Table { Border = isTerminal ? TableBorder.Rounded : TableBorder.None };
        foreach (var header in new[]
        {
            "rank", "symbol", "address", "momentum", "liquidity", "volume", "safety", "flow", "total", "action", "reason"
        })
        {
            var column = new TableColumn(new Text(header))
            {
                NoWrap = header is not "reason",
                Padding = new Padding(0, 0, isTerminal ? 0 : 2, 0)
            };
            table.AddColumn(header is "symbol" or "address" or "action" or "reason" ? column : column.RightAligned());
        }

        foreach (var score in scores.Take(MaxRows))
        {
            table.AddRow(
                Cell(score.Rank?.ToString(CultureInfo.InvariantCulture) ?? "-"),
                Cell(string.IsNullOrWhiteSpace(score.Symbol) ? "-" : PlainText.Clean(score.Symbol, 20)),
                Cell(fullAddress ? PlainText.Clean(score.TokenAddress) : PlainText.Short(score.TokenAddress)),
                Cell(Points(score.MomentumScore)),
                Cell(Points(score.LiquidityScore)),
                Cell(Points(score.VolumeScore)),
                Cell(Points(score.SafetyScore)),
                Cell(Points(score.FlowScore)),
                Cell(score.TotalScore.ToString("0.00", CultureInfo.InvariantCulture)),
                new Text(StoredText.Of(score.Action), Colour(score.Action)),
                Cell(PlainText.Clean(score.ActionReason, 120)));
        }

        yield return table;
        if (scores.Count > MaxRows)
        {
            yield return new Text($"… and {scores.Count - MaxRows} more.");
        }
    }

    // Plain text instead of markup, so that a symbol such as "[red]" is shown literally.
    private static Text Cell(string text) => new(text);

    private static string Points(decimal? points) => points?.ToString("0.0", CultureInfo.InvariantCulture) ?? "?";

    private static Style Colour(ScoreAction action) => action switch
    {
        ScoreAction.Add => new Style(Color.Green),
        ScoreAction.Keep => new Style(Color.Blue),
        ScoreAction.Remove => new Style(Color.Red),
        _ => new Style(Color.Grey),
    };
}
