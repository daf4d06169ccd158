using System.Globalization;
using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiscoveryHost;

/// <summary>Runs the host once, from the configuration to the exit code.</summary>
internal static class DiscoveryProcess
{
    public const int Success = 0;
    public const int CannotStart = 1;

    public static async Task<int> RunAsync(HostFlags flags, List<string> faults, TextWriter errors)
    {
        var builder = CreateBuilder(faults);
        var plan = HostPlan.Make(flags, builder.Configuration, faults);
        faults.AddRange(MisplacedNames.Faults(builder.Configuration, needsKey: plan.OwnBirdeye && flags.Recordings is null));
        var section = builder.Configuration.GetSection(BirdeyeDiscoveryOptions.SectionName);
        if (plan.OwnBirdeye)
        {
            // Everything else is checked as it was configured, before the address of the local Birdeye replaces the configured one.
            HostPlan.AddLocalKey(builder.Configuration);
        }

        try
        {
            var past = new StoredPast(section, plan.Stores);
            past.Check();
            if (faults.Count == 0)
            {
                var start = LocalMarket.StartTime(flags.Recordings);
                if (plan.Stores.UsesFile)
                {
                    await StoreFile.PrepareAsync(plan, errors);
                }

                if (await past.NextDueAsync(errors, CancellationToken.None) is { } due && due > start)
                {
                    start = due;
                }

                await RunAsync(builder, plan, start, errors);
                return Success;
            }
        }
        catch (InvalidDataException unusable) when (flags.Recordings is not null)
        {
            faults.Add($"--recordings is '{flags.Recordings}': {unusable.Message} Allowed are {LocalMarket.ExpectedRecordings}.");
        }
        catch (Exception wrong) when (WrongSettings.Lines(wrong) is { Count: > 0 } lines)
        {
            faults.AddRange(lines);
        }

        foreach (var fault in faults.Distinct(StringComparer.Ordinal))
        {
            await errors.WriteLineAsync(PlainText.Clean(fault, 1_000));
        }

        return WrongSettings.ExitCode;
    }

    private static HostApplicationBuilder CreateBuilder(List<string> faults)
    {
        HostApplicationBuilder builder;
        try
        {
            builder = Host.CreateApplicationBuilder(
                new HostApplicationBuilderSettings { ContentRootPath = Directory.GetCurrentDirectory() });
        }
        catch (InvalidDataException unreadable) when (WrongSettings.Lines(unreadable) is { Count: > 0 })
        {
            faults.AddRange(WrongSettings.Lines(unreadable));
            builder = Host.CreateEmptyApplicationBuilder(null);
        }

        // The sample's own strategies have the lowest priority, so that every setting of the user overrides them.
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
            Optional = true,
        });

        // Progress goes to the output, and errors go to the error stream.
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("BirdeyeDiscovery", LogLevel.Warning)
            .AddFilter("BirdeyeDiscovery.Positions", LogLevel.Information);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<ConsoleLifetimeOptions>(static console => console.SuppressStatusMessages = true);
        return builder;
    }

    private static string Faster(double speed) =>
        speed == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" Time runs {speed} times faster.");

    private static async Task RunAsync(HostApplicationBuilder builder, HostPlan plan, DateTimeOffset start, TextWriter errors)
    {
        await using var market = await LocalMarket.StartAsync(plan, start, CancellationToken.None);
        var screen = new CycleScreen(plan.Flags.All, isMarketTime: plan.Speed != 1);
        if (market.Address is { } address)
        {
            HostPlan.UseLocalBirdeye(builder.Configuration, address);
            var source = plan.Flags.Recordings is { } folder ? $"the recordings in {folder}" : "a generated market";
            screen.Say(
                FormattableString.Invariant(
                    $"No API is asked: a local Birdeye at {address} answers with {source}.{Faster(plan.Speed)}"));
        }

        if (plan.OwnClock)
        {
            HostPlan.UseOwnClock(builder.Configuration);
        }

        builder.Services.AddSingleton(market.Clock);
        plan.Stores
            .AddTo(builder.Services.AddBirdeyeDiscovery(builder.Configuration.GetSection(BirdeyeDiscoveryOptions.SectionName)))
            .WithoutHostedService();

        var host = builder.Build();

        // The disposal is asynchronous, so that leadership is released at once and need not expire.
        await using var disposing = (IAsyncDisposable)host;
        await host.StartAsync();
        var options = host.Services.GetRequiredService<IOptionsMonitor<BirdeyeDiscoveryOptions>>().Get(Options.DefaultName);
        var loop = new CycleLoop(
            host.Services.GetRequiredService<IDiscoveryEngine>(),
            host.Services.GetRequiredKeyedService<IDiscoveryHistory>(Options.DefaultName),
            host.Services.GetRequiredKeyedService<ILeaderLease>(Options.DefaultName),
            market,
            options.Discovery.Interval,
            options.Storage.Lease,
            options.Cache.Ttl.Score,
            plan.Flags.Cycles,
            screen,
            errors);
        await loop.RunAsync(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        screen.Say(loop.Totals.Summary(plan.Stores.Place));
        await host.StopAsync();
    }
}
