using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class ReplayCommand : ToolCommand
{
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
        var newest = await host.NewestAsync(call.Cancelled);
        var period = await Period.ReadAsync(host, call.Value(_from), call.Value(_to), call.Cancelled);
        var replayer = host.Get<ICycleReplayer>();
        return options.Count == 0
            ? await VerifyAsync(call, replayer, period)
            : await WhatIfAsync(call, replayer, options, period, newest.Id);
    }

    private static async Task<int> VerifyAsync(ToolCall call, ICycleReplayer replayer, Period period)
    {
        var check = await call.LongAsync(
            "Replaying cycles", null, async _ => await replayer.VerifyAsync(period.From, period.To, call.Cancelled));
        if (check is { Equal: 0, Different: 0, OfOtherScorers: 0 })
        {
            throw ToolException.NoAnswer(check.WithoutInput == 0
                ? "There is no cycle in this period."
                : $"The input of {Figures.Many(check.WithoutInput, "cycle")} is not stored, so nothing can be replayed: retention "
                    + $"dropped it, or an older version wrote them.");
        }

        var exitCode = check.Different > 0 ? ExitCodes.No : ExitCodes.Success;
        if (call.IsJson)
        {
            return call.Json(check, exitCode);
        }

        ReplayText.Write(call.Console, check);
        return exitCode;
    }

    private static async Task<int> WhatIfAsync(
        ToolCall call, ICycleReplayer replayer, IReadOnlyDictionary<string, string> options, Period period, long cycles)
    {
        WhatIf answer;
        try
        {
            answer = await call.LongAsync(
                "Replaying cycles", cycles, report => WhatIf.RunAsync(replayer, options, period, report, call.Cancelled));
        }
        catch (ArgumentException refused)
        {
            throw ToolException.Usage(refused.Message);
        }

        if (answer.Cycles == 0)
        {
            throw ToolException.NoAnswer("There is no cycle with a stored input in this period.");
        }

        if (call.IsJson)
        {
            return call.Json(answer);
        }

        ReplayText.Write(call.Console, answer);
        return ExitCodes.Success;
    }
}
