using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.Tool;

internal sealed class RunCommand : ToolCommand
{
    private const int MostCycles = 1_000_000;

    private readonly Option<int?> _cycles = Flag<int?>("--cycles", "N", "Stop after N cycles. Default: run until Ctrl+C.");

    private readonly Option<double?> _speed = Flag<double?>(
        "--speed", "X", "Let time run X times faster. Default: 60 on the local market, else 1; with a key or Redis only 1 is allowed.");

    public RunCommand()
        : base(
            "run",
            "Run discovery cycles. Without an API key (BirdeyeDiscovery__Birdeye__ApiKey) a generated market in this process answers.",
            "run --cycles 3",
            "run --config bot.json --postgres \"Host=localhost;Database=bot;Username=bot\"")
    {
        Command.Add(_cycles);
        Command.Add(_speed);
    }

    protected override bool HasJson => false;

    protected override async Task<int> RunAsync(ToolCall call)
    {
        if (call.Value(_cycles) is { } count)
        {
            Limits.Check(_cycles, count, 1, MostCycles);
        }

        var (context, settings) = (call.Context, call.Settings);
        var configuration = ToolConfiguration.Read(context, settings);
        var plan = RunPlan.Make(configuration, StorePlace.Read(configuration, settings), call.Value(_speed), call.Value(_cycles));
        await using var market = new LocalMarket(plan, context, await NextDueAsync(call, plan));
        await using var host = ToolHost.Create(context, settings, new HostChange
        {
            Configure = plan.Configure,
            Clock = market.Clock,
            HttpHandler = market.Handler,
            MinLogLevel = LogLevel.Warning,
        });
        var screen = new RunScreen(context);
        if (plan.IsLocal)
        {
            screen.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"There is no API key, so a generated market in this process answers{Faster(plan.Speed)}. Set "
                    + $"BirdeyeDiscovery__Birdeye__ApiKey for the real one."));
        }

        var loop = new CycleLoop(host, market, call.Value(_cycles), screen);
        try
        {
            await loop.RunAsync(call.Cancelled);
        }
        finally
        {
            screen.Say("");
            screen.Say(loop.Totals.Text(host.Place.Name));
        }

        screen.Say($"Next: birdeye-discovery tokens, or birdeye-discovery why {loop.Totals.Example ?? "TOKEN"}");
        return loop.Totals.AllFailed ? ExitCodes.No : ExitCodes.Success;
    }

    private static string Faster(double speed) =>
        speed == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"; time runs {speed} times faster");

    // The command reads from the store when the next cycle is due. If the run has a clock of its own, that clock starts then, because it
    // must start after the stored cycles.
    private static async Task<DateTimeOffset?> NextDueAsync(ToolCall call, RunPlan plan)
    {
        await using var host = ToolHost.Create(call.Context, call.Settings, new HostChange { Configure = plan.Configure });
        host.CheckOptions();
        await host.OpenAsync(host.Options.Storage.SchemaMode, call.Cancelled);
        await OwnChain.CheckRunAsync(host, call.Cancelled);
        var stored = await host.History.GetSnapshotsAsync(1, call.Cancelled);
        if (host.Place.Sqlite is { } file)
        {
            GeneratedMark.Check(host.Place.Name, call.Context.PathOf(file), plan.IsLocal, hasCycles: stored.Count > 0);
        }

        return stored is [var newest] ? newest.CycleTimestamp + host.Options.Discovery.Interval : null;
    }
}
