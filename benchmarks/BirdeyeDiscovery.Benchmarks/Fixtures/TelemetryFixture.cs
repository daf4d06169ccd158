using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery.Benchmarks.Fixtures;

/// <summary>Represents an engine whose telemetry nobody listens to, and does everything that a cycle measures for a token.</summary>
internal sealed class TelemetryFixture
{
    public const int Tokens = 50;

    private static readonly Func<CancellationToken, ValueTask<Reading<TokenScoreView>>> Unasked = static _ => default;

    private readonly EngineTelemetry _telemetry;
    private readonly MeasuredAnswers _answers;

    public TelemetryFixture()
        : this(new DiscoveryMeter(factory: null).For("", TimeProvider.System))
    {
        if (DiscoveryActivities.IsListenedTo || _telemetry.MeasuresTokens || _telemetry.MeasuresCache || _telemetry.MeasuresLimiter)
        {
            throw new InvalidOperationException("Somebody listens to the telemetry, so it would be measured with its listener.");
        }
    }

    /// <summary>Initializes a new instance on any telemetry: a test lists which instruments the calls below reach.</summary>
    internal TelemetryFixture(EngineTelemetry telemetry) =>
        (_telemetry, _answers) = (telemetry, new MeasuredAnswers(new KnownAnswer(), telemetry));

    public double FiftyTokens()
    {
        var found = 0;
        for (var token = 0; token < Tokens; token++)
        {
            using (DiscoveryActivities.Start(DiscoveryTelemetry.CallActivity, _telemetry))
            {
                _telemetry.Spent(BirdeyeEndpoint.Overview, 30);
                _telemetry.LimiterWaited(BirdeyeEndpoint.Overview, TimeSpan.FromSeconds(1));
                _telemetry.Requested(BirdeyeEndpoint.Overview, TelemetryWords.Answered);
                _telemetry.Account.Answered();
            }

            found += Count(_answers.GetOrReadAsync("birdeye:trades:token", TimeSpan.FromMinutes(1), null!, Unasked));
            _telemetry.Scored("keep", 71.5);
            _telemetry.Rejected("market", ReasonCodes.LiquidityLow);

            // A cycle measures these once and not for each token, but an allocation in one of them would count here all the same.
            _telemetry.CycleStarted(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(2));
            _telemetry.Committed("committed", TimeSpan.FromSeconds(1));
            _telemetry.CommitRepeated(TelemetryWords.Store);
            _telemetry.FeedDelivered(DateTimeOffset.UnixEpoch);
            _telemetry.TradeGiven(TelemetryWords.Conflict);
            _telemetry.CycleEnded(TelemetryWords.Error, TimeSpan.FromSeconds(1));
            _telemetry.Audited(null);
        }

        return found;
    }

    private static int Count(ValueTask<Reading<TokenScoreView>> answer) => answer.IsCompletedSuccessfully ? 1 : 0;

    private sealed class KnownAnswer : IAnswerCache
    {
        public ValueTask<Reading<T>> GetOrReadAsync<T>(
            string key,
            TimeSpan lifetime,
            JsonTypeInfo<T> typeInfo,
            Func<CancellationToken, ValueTask<Reading<T>>> source,
            CancellationToken cancellationToken = default)
            where T : class => default;
    }
}
