using System.CommandLine;

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

    private readonly Option<string> _delay = Flag<string>(
        "--max-price-delay",
        "DURATION",
        "How late a price may be after the scoring and after the horizon. Default: 10m, or 1.5 times the time between cycles.");

    private readonly Option<bool> _audits = Switch(
        "--audits-only", "Only the scores of cycles that scored every candidate; the others choose whom they score.");

    public MeasureCommand()
        : base(
            "measure",
            "Measure whether a higher score meant a higher return, from stored scores and prices.",
            "measure",
            "measure --from 30d --horizon 1h",
            "measure --horizon 4h --max-price-delay 90m",
            "measure --audits-only",
            "measure --json")
    {
        Command.Add(_from);
        Command.Add(_to);
        Command.Add(_horizons);
        Command.Add(_delay);
        Command.Add(_audits);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        var options = OptionsOf(call.Value(_horizons) ?? [], call.Value(_delay));
        await using var host = await call.OpenAsync();
        var period = await Period.ReadAsync(host, call.Value(_from), call.Value(_to), call.Cancelled);
        var reports = await call.ReadAsync(
            host, "Measuring", period, () => ScoreMeasure.ReadAsync(host, period, options, call.Value(_audits), call.Cancelled));
        if (call.IsJson)
        {
            return call.Json(reports);
        }

        MeasureText.Write(call.Console, reports);
        return ExitCodes.Success;
    }

    private static ScoreEvaluationOptions OptionsOf(string[] horizons, string? delay)
    {
        IReadOnlyList<TimeSpan> asked = horizons.Length == 0
            ? new ScoreEvaluationOptions().Horizons
            : [.. horizons.Select(static text => DurationOf("--horizon", text))];
        return delay is null
            ? new ScoreEvaluationOptions { Horizons = asked }
            : new ScoreEvaluationOptions { Horizons = asked, MaxPriceDelay = DurationOf("--max-price-delay", delay) };
    }

    private static TimeSpan DurationOf(string option, string text) => Moments.DurationOf(text)
        ?? throw ToolException.Usage($"{option} is '{PlainText.Clean(text, 100)}'; allowed is a duration such as 15m, 4h or 1d.");
}
