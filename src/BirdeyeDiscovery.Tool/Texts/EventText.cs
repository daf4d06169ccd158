using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool for one lifecycle event, in one line.</summary>
internal static class EventText
{
    public static void Write(IAnsiConsole console, LifecycleEvent item, string? symbol)
    {
        var moved = item.MigratedTo is { } address ? $" to {PlainText.Short(address)}" : "";
        var number = string.Create(CultureInfo.InvariantCulture, $"{item.Id,5}");
        var line = new Paragraph()
            .Append($"{Figures.Time(item.CreatedAt)} ", Colours.Quiet)
            .Append(StoredText.Of(item.EventType), Style(item.EventType))
            .Append($" {PlainText.Quoted(symbol)} {PlainText.Short(item.TokenAddress)}{moved}: {PlainText.Clean(item.Reason, 200)}");
        console.Write(new Spectre.Console.Grid()
            .AddColumn(new GridColumn { Width = number.Length, NoWrap = true, Padding = new Padding(0, 0, 1, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) })
            .AddRow(new Text(number, Colours.Quiet), line));
    }

    private static Style Style(LifecycleEventType type) => type switch
    {
        LifecycleEventType.Added or LifecycleEventType.Resumed or LifecycleEventType.Activated => Colours.Good,
        LifecycleEventType.Paused or LifecycleEventType.Removed => Colours.Bad,
        _ => Colours.Warn,
    };
}
