using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;

namespace BirdeyeDiscovery.Benchmarks.Fixtures;

/// <summary>
/// Calls the API as a cycle does for a token, through the limiter, the pipelines and the transport, over a handler that answers at once.
/// Nobody listens to its telemetry.
/// </summary>
internal sealed class CallFixture : IDisposable
{
    private readonly DiscoveryMeter _meter = new(factory: null);
    private readonly AccountRateLimiters _limiters;
    private readonly BirdeyeTransport _transport;
    private readonly BirdeyeCaller _caller;
    private readonly CallScope _scope;

    /// <param name="isMeasured">Whether the calls report to the telemetry of an engine; without it they are the baseline.</param>
    public CallFixture(bool isMeasured)
    {
        var clock = new LeapingClock();
        _limiters = new AccountRateLimiters(clock);
        _transport = new BirdeyeTransport(new StubHandler(), clock, new ApiClock(clock));
        _caller = new BirdeyeCaller(
            _transport, _limiters, clock, NullLogger.Instance, new Random(1), EnginePipelines.Unchanged(clock, clock));
        _scope = new CallScope(new BirdeyeOptions(), TimeSpan.FromMinutes(1))
        {
            Telemetry = isMeasured ? _meter.For("", clock) : null,
        };
        if (DiscoveryActivities.IsListenedTo || _scope.Telemetry is { MeasuresLimiter: true })
        {
            throw new InvalidOperationException("Somebody listens to the telemetry, so it would be measured with its listener.");
        }
    }

    public double Call()
    {
        var call = _caller.CallAsync(BirdeyeEndpoint.Overview, "", 1, "/defi/token_overview?address=a", _scope, CancellationToken.None);

        // The bytes are counted on this thread, so nothing of the call may run on another.
        using var answer = call.IsCompletedSuccessfully
            ? call.Result
            : throw new InvalidOperationException("The call did not end on its thread.");
        return answer.Failure is null ? 1 : throw new InvalidOperationException($"The call failed: {answer.Failure.Detail}.");
    }

    public void Dispose()
    {
        _scope.Dispose();
        _transport.Dispose();
        _limiters.Dispose();
        _meter.Dispose();
    }

    /// <summary>Answers every request at once, as a server that needs no time.</summary>
    private sealed class StubHandler : HttpMessageHandler
    {
        private static readonly MediaTypeHeaderValue Json = new("application/json");

        private readonly byte[] _body = "{\"data\":{\"price\":1.5},\"success\":true}"u8.ToArray();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(_body);
            content.Headers.ContentType = Json;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }

    /// <summary>A clock that is minutes later whenever it is read, so that no call waits for the limits of the account.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += 2 * TimeSpan.TicksPerMinute;

        public override DateTimeOffset GetUtcNow() => AnswerFixture.Now;
    }
}
