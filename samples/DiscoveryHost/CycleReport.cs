using System.Globalization;
using BirdeyeDiscovery;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DiscoveryHost;

/// <summary>Shows one cycle to a person: the ranked table, the changes, what was dropped and why, and the cost.</summary>
internal static class CycleReport
{
    private const int MaxChanges = 40;

    /// <summary>Renders a cycle as plain text without escape sequences.</summary>
    public static string Render(CycleResult result, bool all = false)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = Consoles.Plain(text);
        Write(console, result, new ReportStyle(IsTerminal: false, console.Profile.Width, all));
        return text.ToString();
    }

    public static void Write(IAnsiConsole console, CycleResult result, ReportStyle style)
    {
        if (result.Snapshot is not { } snapshot)
        {
            return;
        }

        foreach (var part in Parts(result, snapshot, style))
        {
            console.Write(part);
            if (part is Text)
            {
                console.WriteLine();
            }
        }

        console.WriteLine();
    }

    /// <summary>Summarizes a cycle of any host in one line.</summary>
    public static string Headline(SnapshotRecord snapshot, bool isMarketTime = false) => string.Create(
        CultureInfo.InvariantCulture,
        $"Cycle {snapshot.CycleTimestamp:yyyy-MM-dd HH:mm:ss}Z: {StoredText.Of(snapshot.Outcome)}, "
        + $"{snapshot.ScoredCount} scored, {snapshot.RejectedCount} dropped, "
        + $"{Changes(snapshot)}, {PlainText.Many(snapshot.ApiCallsMade, "call")}, {PlainText.Many(snapshot.ComputeUnits, "compute unit")}, "
        + $"{snapshot.DurationMs / 1000.0:0.0} s{(isMarketTime ? " of market time" : "")}");

    private static bool IsManaged(SnapshotRecord snapshot) => snapshot.Mode == DiscoveryMode.Manage;

    private static string Changes(SnapshotRecord snapshot) => IsManaged(snapshot)
        ? string.Create(CultureInfo.InvariantCulture, $"{snapshot.TokensAdded} added, {snapshot.TokensRemoved} removed")
        : string.Create(CultureInfo.InvariantCulture, $"would add {snapshot.TokensAdded}, would remove {snapshot.TokensRemoved}");

    private static IEnumerable<IRenderable> Parts(CycleResult result, SnapshotRecord snapshot, ReportStyle style)
    {
        yield return new Text(Headline(snapshot, style.IsMarketTime));
        foreach (var part in ScoreTable.Render(result, style))
        {
            yield return part;
        }

        yield return new Text(
            result.Events.Count > 0
                ? "Changes:"
                : IsManaged(snapshot)
                ? "Changes: none"
                : $"Changes: none, by mode {StoredText.Of(snapshot.Mode)}");
        var symbols = Symbols(result);
        foreach (var change in result.Events.Take(MaxChanges))
        {
            yield return new Text("  " + Change(change, symbols, style));
        }

        if (result.Events.Count > MaxChanges)
        {
            yield return new Text($"  … and {result.Events.Count - MaxChanges} more");
        }

        yield return new Text("Dropped: " + Dropped(result.Rejections));
        if (snapshot.Budget is { } budget)
        {
            yield return new Text($"Budget: {budget}");
        }

        if (snapshot.Error is { } error)
        {
            yield return new Text("Error: " + PlainText.Clean(error));
        }

        foreach (var warning in result.Warnings)
        {
            yield return new Text("Warning: " + PlainText.Clean(warning));
        }
    }

    private static string Change(LifecycleEvent change, Dictionary<string, string> symbols, ReportStyle style)
    {
        var symbol = symbols.TryGetValue(change.TokenAddress, out var known) && !string.IsNullOrWhiteSpace(known)
            ? PlainText.Clean(known, 20) + " "
            : "";
        var address = style.HasFullAddress ? PlainText.Clean(change.TokenAddress) : PlainText.Short(change.TokenAddress);
        return $"{StoredText.Of(change.EventType)} {symbol}{address} ({PlainText.Clean(change.Reason, 120)})";
    }

    private static string Dropped(IReadOnlyList<RejectionRecord> rejections) => rejections.Count == 0
        ? "none"
        : string.Join(", ", rejections
            .GroupBy(static rejection => rejection.ReasonCode, StringComparer.Ordinal)
            .OrderByDescending(static reason => reason.Count())
            .ThenBy(static reason => reason.Key, StringComparer.Ordinal)
            .Select(static reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Key} {reason.Count()}")));

    private static Dictionary<string, string> Symbols(CycleResult result)
    {
        var symbols = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.ActiveTokens.Concat(result.PausedTokens))
        {
            symbols[token.Address] = token.Symbol;
        }

        foreach (var rejection in result.Rejections)
        {
            symbols[rejection.TokenAddress] = rejection.Symbol;
        }

        foreach (var score in result.Scores)
        {
            symbols[score.TokenAddress] = score.Symbol;
        }

        return symbols;
    }
}
