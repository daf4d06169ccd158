using BirdeyeDiscovery;
using Spectre.Console;

namespace DiscoveryHost;

/// <summary>Shows the cycles to a person: live on a terminal, as plain lines otherwise.</summary>
internal sealed class CycleScreen(bool all, bool isMarketTime)
{
    private static readonly TimeSpan LiveStep = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan PlainStep = TimeSpan.FromSeconds(5);

    private readonly bool _isTerminal = !Console.IsOutputRedirected;
    private readonly IAnsiConsole _console = Console.IsOutputRedirected ? Consoles.Plain(Console.Out) : AnsiConsole.Console;

    public bool IsMarketTime => isMarketTime;

    public void Say(string line)
    {
        _console.Write(new Text(PlainText.Clean(line, 1_000)));
        _console.WriteLine();
    }

    public void Show(CycleResult result) =>
        CycleReport.Write(_console, result, ReportStyle.Of(_console, _isTerminal, all, isMarketTime));

    public void Show(SnapshotRecord snapshot) => Say("Leader: " + CycleReport.Headline(snapshot, isMarketTime));

    /// <summary>Shows the progress of a cycle while it runs.</summary>
    public Task<CycleResult> WatchAsync(IDiscoveryEngine engine, Task<CycleResult> cycle) =>
        _isTerminal
            ? _console.Status().StartAsync("…", status => FollowAsync(engine, cycle, LiveStep, line => status.Status(Markup.Escape(line))))
            : FollowAsync(engine, cycle, PlainStep, Say);

    private static async Task<CycleResult> FollowAsync(IDiscoveryEngine engine, Task<CycleResult> cycle, TimeSpan step, Action<string> show)
    {
        while (await Task.WhenAny(cycle, Task.Delay(step, TimeProvider.System)) != cycle)
        {
            if (engine.Current is { } progress)
            {
                show(ProgressText.Of(progress));
            }
        }

        return await cycle;
    }
}
