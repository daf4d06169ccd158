using System.Collections.Concurrent;
using System.Diagnostics;
using BirdeyeDiscovery.Diagnostics;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Which trace a cycle belongs to.</summary>
public sealed class LoopTraceTests
{
    [Fact]
    public async Task A_cycle_of_the_loop_is_no_part_of_the_trace_in_which_the_host_was_started()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == DiscoveryTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var folder = new TemporaryFolder();
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var services = new ServiceCollection();
        services
            .AddBirdeyeDiscovery("traced", options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.RequestsPerSecond = 10_000;
            })
            .UseSqlite(folder.File("traced.db"))
            .UseHttpHandler(_ => birdeye.CreateHandler());
        await using var provider = services.BuildServiceProvider();
        var loop = Assert.Single(provider.GetServices<IHostedService>());
        using (new Activity("start of the host").Start())
        {
            await loop.StartAsync(TestContext.Current.CancellationToken);
        }

        // Other tests have engines too, with other names.
        bool IsOurs(Activity activity) =>
            activity.OperationName == DiscoveryTelemetry.CycleActivity
            && (string?)activity.GetTagItem(DiscoveryTelemetry.EngineTag) == "traced";
        await Poll.UntilAsync(() => ended.Any(IsOurs), () => "No cycle ended.", seconds: 120);
        await loop.StopAsync(TestContext.Current.CancellationToken);

        Assert.Null(ended.First(IsOurs).ParentId);
    }
}
