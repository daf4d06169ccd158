using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class ReplayCommand : ToolCommand
{
    private const string Working = "Replaying cycles";

    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "KEY=VALUE",
        Description = "Replay with another option, such as Discovery:ActiveSlots=5; more than once for several. Without it, the stored "
            + "rows are verified.",
    };

    private readonly Option<string> _from = Flag<string>("--from", "TIME", $"The first cycle: {Moments.Allowed}. Default: the first one.");
    private readonly Option<string> _to = Flag<string>("--to", "TIME", "The last cycle, in the same form. Default: the newest one.");

    public ReplayCommand()
        : base(
            "replay",
            "Plan past cycles again: verify the stored rows, or show what other options would have picked.",
            "replay",
            "replay --from 7d",
            "replay --set Discovery:ActiveSlots=5 --set Scoring:MomentumWeight=0.4")
    {
        Command.Add(_set);
        Command.Add(_from);
        Command.Add(_to);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        var options = OptionValues.Read(call.Value(_set) ?? []);
        await using var host = await call.OpenAsync();
        var period = await Period.ReadAsync(host, call.Value(_from), call.Value(_to), call.Cancelled);
        return options.Count == 0
            ? await VerifyAsync(call, host, period)
            : await WhatIfAsync(call, host, options, period);
    }

    private static async Task<int> VerifyAsync(ToolCall call, ToolHost host, Period period)
    {
        var check = await call.ReadAsync(host, Working, period, () => PastReplay.VerifyAsync(host, period, call.Cancelled));
        var exitCode = check.Different > 0 ? ExitCodes.No : ExitCodes.Success;
        if (call.IsJson)
        {
            return call.Json(check, exitCode);
        }

        ReplayText.Write(call.Console, check);
        return exitCode;
    }

    private static async Task<int> WhatIfAsync(
        ToolCall call, ToolHost host, IReadOnlyDictionary<string, string> options, Period period)
    {
        var answer = await call.ReadAsync(host, Working, period, () => PastReplay.WhatIfAsync(host, options, period, call.Cancelled));
        if (call.IsJson)
        {
            return call.Json(answer);
        }

        ReplayText.Write(call.Console, answer);
        return ExitCodes.Success;
    }
}
