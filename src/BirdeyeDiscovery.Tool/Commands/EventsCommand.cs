using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class EventsCommand : ToolCommand
{
    private readonly Option<bool> _follow = Switch("--follow", "Wait for new events until Ctrl+C. JSON is one object a line.");
    private readonly Option<long> _after = Flag<long>("--after", "NUMBER", "Only events after this number of an event.");

    private readonly Option<int> _limit = new("--limit")
    {
        HelpName = "N",
        Description = "The most stored events to show; the newest ones.",
        DefaultValueFactory = static _ => 20,
    };

    public EventsCommand()
        : base(
            "events",
            "Show what changed on the list, and follow it.",
            "events",
            "events --follow",
            "events --after 1200 --limit 1000 --json")
    {
        Command.Add(_follow);
        Command.Add(_after);
        Command.Add(_limit);
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        Limits.Check(_limit, call.Value(_limit), 1, 100_000);
        Limits.Check(_after, call.Value(_after), 0, long.MaxValue);
        await using var host = await call.OpenAsync();
        var events = await EventList.ReadAsync(host, call.Value(_after), call.Value(_limit), call.Cancelled);
        if (!call.Value(_follow) && events.Count == 0)
        {
            _ = await host.NewestAsync(call.Cancelled);
        }

        if (!call.Value(_follow) && call.IsJson)
        {
            return call.Json(events);
        }

        var symbols = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (!call.Value(_follow) && events.Count == 0)
        {
            call.Console.Line("There is no event.");
        }

        foreach (var item in events)
        {
            await WriteAsync(call, host, symbols, item);
        }

        if (!call.Value(_follow))
        {
            return ExitCodes.Success;
        }

        await foreach (var item in host.Get<ILifecycleFeed>()
            .ReadAsync(events.Count > 0 ? events[^1].Id : call.Value(_after), call.Cancelled))
        {
            await WriteAsync(call, host, symbols, item);
        }

        return ExitCodes.Success;
    }

    private static async Task WriteAsync(ToolCall call, ToolHost host, Dictionary<string, string?> symbols, LifecycleEvent item)
    {
        if (call.IsJson)
        {
            call.JsonLine(item);
        }
        else
        {
            EventText.Write(call.Console, item, await EventList.SymbolAsync(host, symbols, item.TokenAddress, call.Cancelled));
        }
    }
}
