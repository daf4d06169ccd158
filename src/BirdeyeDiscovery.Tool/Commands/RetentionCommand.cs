using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class RetentionCommand : ToolCommand
{
    private readonly Option<int?> _months = Flag<int?>("--months", "N", "How many months to keep. Default: Storage:KeepHistoryMonths.");
    private readonly Option<bool> _yes = Switch("--yes", "Drop it. Without this, the command only says what it would drop.");

    public RetentionCommand()
        : base(
            "retention",
            "Drop score rows, rejections and inputs of old cycles. Snapshots, tokens, events and trades stay.",
            "retention",
            "retention --months 6 --yes")
    {
        Command.Add(_months);
        Command.Add(_yes);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        if (call.Value(_months) is { } months)
        {
            Limits.Check(_months, months, 1, 1_200);
        }

        await using var host = await call.OpenWholeAsync();
        var plan = await RetentionPlan.ReadAsync(host, call.Value(_months), call.Context.Clock, call.Cancelled);
        RetentionResult? result = null;
        if (call.Value(_yes) && plan is { HasWork: true, KeepFrom: { } keepFrom })
        {
            result = await call.LongAsync("Dropping history", null, async _ =>
                await host.Get<IStoreMaintenance>().DropHistoryAsync(keepFrom, call.Cancelled));
        }

        var exitCode = result is { IsPermitted: false } ? ExitCodes.No : ExitCodes.Success;
        if (call.IsJson)
        {
            var isDropped = result is { IsPermitted: true };
            return call.Json(
                new { plan.Months, plan.KeepFrom, plan.OldestCycle, IsDropped = isDropped, Dropped = result?.Dropped ?? [] }, exitCode);
        }

        call.Console.Line(Text(plan, result));
        return exitCode;
    }

    private static string Text(RetentionPlan plan, RetentionResult? result) => plan switch
    {
        { KeepFrom: null } => "Everything is kept: Storage:KeepHistoryMonths is 0.",
        { HasWork: false, KeepFrom: { } from } =>
            $"Nothing is older than {Figures.Time(from)}: the oldest cycle is of {Figures.Time(plan.OldestCycle)}.",
        { KeepFrom: { } from } => result switch
        {
            null => $"Score rows, rejections and inputs of the cycles from {Figures.Time(plan.OldestCycle)} to before "
                + $"{Figures.Time(from)} would be dropped. Nothing was changed; add --yes to drop them.",
            { IsPermitted: false } => "The user of this connection may not drop history; connect as the owner of the schema.",
            { Dropped.Count: 0 } => "There was nothing to drop.",
            { Dropped: var dropped } => $"Dropped: {PlainText.Clean(string.Join(", ", dropped), 1_000)}.",
        },
    };
}
