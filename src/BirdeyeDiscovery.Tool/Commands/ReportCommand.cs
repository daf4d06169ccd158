using System.CommandLine;
using System.Text;

namespace BirdeyeDiscovery.Tool;

internal sealed class ReportCommand : ToolCommand
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromDays(LedgerReport.DaysOfQueries);

    private readonly Option<string> _from = Flag<string>("--from", "TIME", $"The first cycle: {Moments.Allowed}. Default: 30 days ago.");
    private readonly Option<string> _to = Flag<string>("--to", "TIME", "The last cycle, in the same form. Default: the newest one.");
    private readonly Option<string> _out = Flag<string>("--out", "FILE", "The file to write. Default: report.html.");

    public ReportCommand()
        : base(
            "report",
            "Write one HTML page: what is tracked and why, what was rejected, what the score is worth, what it cost.",
            "report",
            "report --from 7d --out week.html",
            "report --json")
    {
        Command.Add(_from);
        Command.Add(_to);
        Command.Add(_out);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        await using var host = await call.OpenAsync();
        if (host.IsOneOfSeveralChains)
        {
            throw ToolException.NoAnswer(
                "A report has trades, which are not stored by chain, so it cannot be of one chain of a store that has several. The other "
                    + "commands can: tokens, why, history, cycles, events, diff, replay, measure and export.");
        }

        var newest = await host.NewestAsync(call.Cancelled);
        var period = await Period.ReadAsync(host, call.Value(_from), call.Value(_to), call.Cancelled);
        var options = new LedgerReportOptions { From = period.From, To = (period.To ?? newest.CycleTimestamp).AddMilliseconds(1) };
        var read = period with { From = period.From ?? options.To - DefaultPeriod };
        var report = await call.ReadAsync(
            host, "Reporting", read, async () => await host.Get<ILedgerReporter>().BuildAsync(options, call.Cancelled));
        if (call.IsJson)
        {
            return call.Json(report);
        }

        var file = call.Value(_out) ?? "report.html";
        await using var output = OutputFile.Open(call.Context, host.Place, file);
        await using (var writer = new StreamWriter(output.Stream, new UTF8Encoding(false), leaveOpen: true))
        {
            await LedgerReportPage.WriteHtmlAsync(report, writer, call.Cancelled);
        }

        await output.CompleteAsync();
        call.Console.Line($"{PlainText.Clean(file)} is written. Open it in a browser; it needs no network.");
        return ExitCodes.Success;
    }
}
