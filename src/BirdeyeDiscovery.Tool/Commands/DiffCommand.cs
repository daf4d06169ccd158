using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class DiffCommand : ToolCommand
{
    private readonly Argument<string> _earlier = new("CYCLE") { Description = $"The first cycle: {Moments.Allowed}." };
    private readonly Argument<string> _later = new("OTHER") { Description = "The second cycle, in the same form." };

    public DiffCommand()
        : base(
            "diff",
            "Show what changed between two cycles: options, decisions, ranks and totals.",
            "diff latest-1 latest",
            "diff 2026-05-01T12:00 2026-05-01T13:00",
            "diff 120 140 --json")
    {
        Command.Add(_earlier);
        Command.Add(_later);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        await using var host = await call.OpenAsync();
        var earlier = await Moments.ResolveCycleAsync(host, _earlier.Name, call.Value(_earlier), call.Cancelled);
        var later = await Moments.ResolveCycleAsync(host, _later.Name, call.Value(_later), call.Cancelled);
        var comparison = await host.Get<IDiscoveryExplainer>().CompareCyclesAsync(earlier, later, call.Cancelled);
        if (call.IsJson)
        {
            return call.Json(comparison);
        }

        DiffText.Write(call.Console, comparison);
        return ExitCodes.Success;
    }
}
