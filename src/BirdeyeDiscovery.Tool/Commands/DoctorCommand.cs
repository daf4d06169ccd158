using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class DoctorCommand : ToolCommand
{
    private readonly Option<bool> _plan = Switch("--plan", "Ask every endpoint of a cycle once, to see what the plan refuses (5 calls).");

    public DoctorCommand()
        : base(
            "doctor",
            "Check configuration, store, schema, cycles, cache, API key and clocks, and say what to mend.",
            "doctor",
            "doctor --plan",
            "doctor --json") => Command.Add(_plan);

    protected override async Task<int> RunAsync(ToolCall call)
    {
        var findings = await call.LongAsync("Checking", null, async _ =>
            await Examination.RunAsync(call.Context, call.Settings, call.Value(_plan), call.Cancelled));
        var isHealthy = findings.All(static finding => finding.Status != FindingStatus.Fault);
        var exitCode = isHealthy ? ExitCodes.Success : ExitCodes.No;
        if (call.IsJson)
        {
            return call.Json(new { IsHealthy = isHealthy, Findings = findings }, exitCode);
        }

        DoctorText.Write(call.Console, findings);
        return exitCode;
    }
}
