using System.CommandLine;
using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Tool;

internal sealed class MeasureCommand : ToolCommand
{
    private readonly Option<string> _from = Flag<string>("--from", "TIME", $"The first cycle: {Moments.Allowed}. Default: the first one.");
    private readonly Option<string> _to = Flag<string>("--to", "TIME", "The last cycle, in the same form. Default: the newest one.");

    private readonly Option<string[]> _horizons = new("--horizon")
    {
        HelpName = "DURATION",
        Description = "A horizon of the returns, such as 1h; more than once for several. Default: 15m, 1h, 4h and 24h.",
    };

    public MeasureCommand()
        : base(
            "measure",
            "Measure whether a higher score meant a higher return, from stored scores and prices.",
            "measure",
            "measure --from 30d --horizon 1h",
            "measure --json")
    {
        Command.Add(_from);
        Command.Add(_to);
        Command.Add(_horizons);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        var options = OptionsOf(call.Value(_horizons) ?? []);
        await using var host = await call.OpenAsync();
        var newest = await host.NewestAsync(call.Cancelled);
        var period = await Period.ReadAsync(host, call.Value(_from), call.Value(_to), call.Cancelled);
        var (from, to) = await period.BoundsAsync(host, call.Cancelled);
        IReadOnlyList<ScoreReport> reports;
        try
        {
            var cycles = ScoreEvaluation.ReadAsync(host.History, from, to, call.Cancelled);
            reports = await call.LongAsync("Measuring", newest.Id, async report =>
                await ScoreEvaluation.MeasureAsync(CountedAsync(cycles, report, call.Cancelled), options, call.Cancelled));
        }
        catch (ArgumentException refused)
        {
            throw ToolException.Usage(refused.Message);
        }

        if (reports.Count == 0)
        {
            throw ToolException.NoAnswer("No cycle of this period has a score.");
        }

        if (call.IsJson)
        {
            return call.Json(reports);
        }

        MeasureText.Write(call.Console, reports);
        return ExitCodes.Success;
    }

    private static ScoreEvaluationOptions OptionsOf(string[] horizons) => horizons.Length == 0
        ? new ScoreEvaluationOptions()
        : new ScoreEvaluationOptions
        {
            Horizons =
            [
                .. horizons.Select(static text => Moments.DurationOf(text)
                    ?? throw ToolException.Usage($"--horizon is '{PlainText.Clean(text, 100)}'; allowed is a duration such as 15m, 4h or "
                        + $"1d.")),
            ],
        };

    private static async IAsyncEnumerable<ObservedCycle> CountedAsync(
        IAsyncEnumerable<ObservedCycle> cycles, Action<long> report, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var cycle in cycles.WithCancellation(cancellationToken))
        {
            report(++count);
            yield return cycle;
        }
    }
}
