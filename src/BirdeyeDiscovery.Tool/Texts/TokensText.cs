using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer with the tracked tokens.</summary>
internal static class TokensText
{
    private const int BarWidth = 8;
    private const int TrendWidth = 12;
    private const int WidthForAddress = 126;

    public static void Write(IAnsiConsole console, TokenList list, string place, bool hasAddresses)
    {
        var counts = list.Tokens.GroupBy(static row => row.Status)
            .Select(static group => $"{group.Count()} {StoredText.Of(group.Key)}").DefaultIfEmpty("none");
        var cycle = list.Cycle is { } number ? string.Create(CultureInfo.InvariantCulture, $"cycle {number}, ") : "";
        console.Line($"Tracked as of {cycle}{Figures.Time(list.AsOf)}: {string.Join(", ", counts)}", Colours.Strong);
        console.Line(place, Colours.Quiet);
        if (list.Tokens.Count == 0)
        {
            return;
        }

        console.WriteLine();
        Table(list, hasAddresses, console.Profile.Width >= WidthForAddress).Write(console);
        if (list.Tokens.Any(static row => row.IsPermanent == true))
        {
            console.WriteLine();
            console.Line("* permanent: never gated, paused or removed", Colours.Quiet);
        }

        var held = list.Tokens.Where(static row => row.HeldBy is not null).ToList();
        if (held.Count > 0)
        {
            console.WriteLine();
        }

        foreach (var row in held)
        {
            console.Line($"{PlainText.Quoted(row.Symbol)} is held by {PlainText.Clean(row.HeldBy, 100)}: "
                + $"{PlainText.Clean(row.HoldReason, 500)}");
        }
    }

    private static TextTable Table(TokenList list, bool hasAddresses, bool isWide)
    {
        var table = new TextTable(gap: 1).Add("#", isNumber: true).Add("symbol", most: 10).Add("score", isNumber: true);
        if (!hasAddresses)
        {
            table.Add("").Add("mom", true).Add("liq", true).Add("vol", true).Add("safe", true).Add("flow", true).Add("last 12");
        }

        if (hasAddresses || isWide)
        {
            table.Add("address");
        }

        table.Add("status").Add("for");
        foreach (var row in list.Tokens)
        {
            table.Row([.. Cells(row, list.AsOf, hasAddresses, isWide)]);
        }

        return table;
    }

    private static IEnumerable<TextCell> Cells(TokenRow row, DateTimeOffset asOf, bool hasAddresses, bool isWide)
    {
        yield return Figures.Rank(row.Rank);
        yield return PlainText.Symbol(row.Symbol);
        yield return Figures.Total(row.TotalScore);
        if (!hasAddresses)
        {
            yield return new TextCell(Bars.Bar((double)(row.TotalScore ?? 0), 100, BarWidth).PadRight(BarWidth), Colours.Of(row.Status));
            foreach (var points in (decimal?[])[row.MomentumScore, row.LiquidityScore, row.VolumeScore, row.SafetyScore, row.FlowScore])
            {
                yield return new TextCell(points?.ToString("0", CultureInfo.InvariantCulture) ?? Figures.Unknown, Colours.OfPoints(points));
            }

            yield return Bars.Spark(row.Trend.TakeLast(TrendWidth));
        }

        if (hasAddresses || isWide)
        {
            yield return PlainText.Clean(row.Address);
        }

        yield return new TextCell(StoredText.Of(row.Status) + (row.IsPermanent == true ? "*" : ""), Colours.Of(row.Status));
        yield return row.Since is { } since && since <= asOf ? Figures.Duration(asOf - since) : "";
    }
}
