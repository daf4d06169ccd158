using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class CyclesCommand : ToolCommand
{
    private readonly Option<int> _limit = new("--limit")
    {
        HelpName = "N",
        Description = "The most cycles to show.",
        DefaultValueFactory = static _ => 20,
    };

    public CyclesCommand()
        : base("cycles", "Show the newest cycles: outcome, counts, calls and compute units.", "cycles", "cycles --limit 100 --json") =>
        Command.Add(_limit);

    protected override async Task<int> RunAsync(ToolCall call)
    {
        Limits.Check(_limit, call.Value(_limit), 1, 10_000);
        await using var host = await call.OpenAsync();
        var cycles = await host.History.GetSnapshotsAsync(call.Value(_limit), call.Cancelled);
        if (cycles.Count == 0)
        {
            throw ToolException.NoCycles();
        }

        if (call.IsJson)
        {
            return call.Json(cycles);
        }

        CyclesText.Write(call.Console, cycles);
        return ExitCodes.Success;
    }
}
