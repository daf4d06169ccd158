using System.Collections.Concurrent;
using System.Diagnostics;

namespace BirdeyeDiscovery.Tests;

/// <summary>The activity source is one for the process, so the tests that listen to it run one after another.</summary>
[Collection(nameof(ActivityTests))]
public sealed class ActivityTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public ActivityTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is DiscoveryTelemetry.ActivitySourceName or "System.Net.Http",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Every_phase_with_work_has_an_activity_of_its_own()
    {
        var started = Enum.GetValues<CyclePhase>().Select(static phase =>
        {
            using var activity = PhaseActivities.Start(phase);
            return activity?.OperationName;
        }).ToList();

        Assert.Equal(
            [
                null, "birdeye_discovery.trending", "birdeye_discovery.security", "birdeye_discovery.market", "birdeye_discovery.candles",
                "birdeye_discovery.plan", "birdeye_discovery.commit", "birdeye_discovery.publish",
            ],
            started);
        var ended = _ended.Where(static activity => activity.Source.Name == DiscoveryTelemetry.ActivitySourceName).ToList();
        Assert.All(ended, static activity => Assert.Equal(ActivityKind.Internal, activity.Kind));
        Assert.All(ended, static activity => Assert.False(string.IsNullOrEmpty(activity.Source.Version)));
    }

    [Fact]
    public async Task Work_in_the_background_belongs_to_no_trace_that_it_was_started_in()
    {
        using var request = DiscoveryActivities.Start(DiscoveryTelemetry.CycleActivity);
        var background = BackgroundAsync();

        var alone = await background;
        Assert.Null(alone.ParentId);
        Assert.NotEqual(request!.TraceId, alone.TraceId);
        Assert.Same(request, Activity.Current);

        static async Task<Activity> BackgroundAsync()
        {
            await Task.Yield();
            using var activity = DiscoveryActivities.StartAlone(DiscoveryTelemetry.RenewActivity);
            return activity!;
        }
    }

    [Fact]
    public async Task A_request_has_a_span_below_the_call_and_tells_the_vendor_nothing_of_it()
    {
        var nothing = LoopbackServer.Head("Content-Length: 0\r\nConnection: close");
        await using var server = new LoopbackServer((stream, token) => stream.WriteAsync(nothing, token).AsTask());
        using var call = DiscoveryActivities.Start(DiscoveryTelemetry.CallActivity)!;
        call.AddBaggage("user", "secret");
        using (var client = new HttpMessageInvoker(BirdeyeHandler.Create()))
        using (var request = new HttpRequestMessage(HttpMethod.Get, server.Address))
        {
            (await client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Contains(_ended, activity => activity.Source.Name == "System.Net.Http" && activity.ParentSpanId == call.SpanId);
        Assert.Contains("Host: ", server.LastRequest, StringComparison.Ordinal);
        foreach (var header in new[] { "traceparent", "tracestate", "baggage", "Correlation-Context", "Request-Id", "secret" })
        {
            Assert.DoesNotContain(header, server.LastRequest, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void A_failed_activity_has_the_type_of_the_exception_and_not_its_text()
    {
        using var activity = DiscoveryActivities.Start(DiscoveryTelemetry.CommitActivity)!;
        DiscoveryActivities.Fail(activity, new InvalidOperationException("Password=secret"));

        Assert.Equal((ActivityStatusCode.Error, "InvalidOperationException"), (activity.Status, activity.StatusDescription));
        Assert.DoesNotContain(
            activity.TagObjects, static tag => tag.Value is string text && text.Contains("secret", StringComparison.Ordinal));
    }
}
