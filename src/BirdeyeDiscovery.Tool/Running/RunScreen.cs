using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Shows the cycles of the tool's command <c>run</c> to a person.</summary>
internal sealed class RunScreen(ToolContext context)
{
    private const int MostChanges = 12;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(150);

    public void Say(string line) => context.Console.Line(PlainText.Clean(line, 1_000));

    public void Fault(string line) => context.Error.WriteLine(PlainText.Clean(line, 1_000));

    public void Show(CycleResult result)
    {
        if (result.Snapshot is not { } snapshot)
        {
            return;
        }

        context.Console.Write(new Paragraph()
            .Append(string.Create(CultureInfo.InvariantCulture, $"Cycle {Figures.Time(snapshot.CycleTimestamp)} "))
            .Append(StoredText.Of(snapshot.Outcome), Colours.Of(snapshot.Outcome))
            .Append($": {Figures.Count(snapshot.ScoredCount)} scored, {Figures.Count(snapshot.RejectedCount)} dropped, "
                + $"{Figures.Count(result.ActiveTokens.Count)} active"));
        context.Console.WriteLine();
        var known = Symbols(result);

        // On the screen of a run, a token that enters with enough history is activated in the same cycle, so only its entry is shown.
        var entered = result.Events.Where(static item => item.EventType is LifecycleEventType.Added or LifecycleEventType.Resumed)
            .Select(static item => item.TokenAddress).ToHashSet(StringComparer.Ordinal);
        var changes = result.Events
            .Where(item => item.EventType != LifecycleEventType.Activated || !entered.Contains(item.TokenAddress)).ToList();
        foreach (var change in changes.Take(MostChanges))
        {
            context.Console.Indented(
                $"{StoredText.Of(change.EventType)} {PlainText.Quoted(known.GetValueOrDefault(change.TokenAddress))} "
                    + $"{PlainText.Clean(change.Reason, 120)}",
                2);
        }

        if (changes.Count > MostChanges)
        {
            context.Console.Indented($"… and {changes.Count - MostChanges} more changes", 2);
        }

        if (snapshot.Error is { } error)
        {
            context.Console.Indented(PlainText.Clean(error), 2, Colours.Bad);
        }

        foreach (var warning in result.Warnings)
        {
            context.Console.Indented(PlainText.Clean(warning), 2, Colours.Warn);
        }
    }

    /// <summary>
    /// Shows the progress of a cycle of the command <c>run</c> on a terminal. A short cycle, such as one that is not due, shows none.
    /// </summary>
    public async Task<CycleResult> WatchAsync(IDiscoveryEngine engine, Task<CycleResult> cycle)
    {
        if (!context.IsErrorTerminal || await EndsWithinStepAsync(cycle))
        {
            return await cycle;
        }

        return await context.ErrorConsole.Status().StartAsync("running a cycle", async status =>
        {
            while (!await EndsWithinStepAsync(cycle))
            {
                if (engine.Current is { } progress)
                {
                    status.Status(Spectre.Console.Markup.Escape(Text(progress)));
                }
            }

            return await cycle;
        });
    }

    private static async Task<bool> EndsWithinStepAsync(Task cycle) =>
        await Task.WhenAny(cycle, Task.Delay(Step, TimeProvider.System)) == cycle;

    private static string Text(CycleProgress progress)
    {
        var phase = progress.Phase switch
        {
            CyclePhase.Starting => "starting",
            CyclePhase.Trending => "reading the trending list",
            CyclePhase.Security => "reading security",
            CyclePhase.Market => "reading market data and trades",
            CyclePhase.Candles => "reading candles",
            CyclePhase.Planning => "scoring and planning",
            CyclePhase.Committing => "writing",
            _ => "publishing",
        };
        var count = progress.Total > 0 ? string.Create(CultureInfo.InvariantCulture, $" {progress.Done} of {progress.Total}") : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{phase}{count} ({Figures.Many(progress.ApiCalls, "call")}, {progress.ComputeUnits} units)");
    }

    private static Dictionary<string, string> Symbols(CycleResult result)
    {
        var symbols = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.ActiveTokens)
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
