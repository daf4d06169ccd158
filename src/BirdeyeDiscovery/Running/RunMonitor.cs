using System.Diagnostics;
using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Observes the runs of an engine, for its telemetry and for its health check.</summary>
internal sealed class RunMonitor(EngineTelemetry telemetry, TimeProvider clock)
{
    /// <summary>The missed intervals after which the run monitor counts the engine as hung.</summary>
    private const int MissedIntervals = 3;

    private readonly Lock _gate = new();
    private readonly long _created = clock.GetTimestamp();
    private long? _startedAt;
    private long? _endedAt;
    private string? _failure;
    private TimeSpan? _patience;

    /// <summary>Gets what is known about the engine's runs so far.</summary>
    public RunFacts Facts
    {
        get
        {
            lock (_gate)
            {
                return new RunFacts(
                    HasEnded: _endedAt is not null,
                    Silence: clock.GetElapsedTime(_startedAt ?? _endedAt ?? _created),
                    IsRunning: _startedAt is not null,
                    Patience: _patience,
                    Failure: _failure);
            }
        }
    }

    /// <summary>
    /// Gets how long nothing may happen in the engine: the longest cycle and three intervals, after which leadership is given up as well.
    /// </summary>
    public static TimeSpan PatienceOf(BirdeyeDiscoveryOptions options) =>
        options.Discovery.CycleTimeout + (MissedIntervals * options.Discovery.Interval);

    /// <summary>Records the options of a run of the engine.</summary>
    public void Use(BirdeyeDiscoveryOptions options)
    {
        lock (_gate)
        {
            _patience = PatienceOf(options);
        }
    }

    /// <summary>Records that the engine starts a due cycle.</summary>
    public void CycleStarts(DateTimeOffset? lastCycle, TimeSpan interval) => telemetry.CycleStarted(lastCycle + interval, interval);

    /// <summary>Reports to the telemetry how many tokens the running engine tracks.</summary>
    public void Tracks(IReadOnlyList<TrackedToken> tokens)
    {
        var (active, paused) = (0, 0);
        for (var index = 0; index < tokens.Count; index++)
        {
            active += tokens[index].Status == TokenStatus.Active ? 1 : 0;
            paused += tokens[index].Status == TokenStatus.Paused ? 1 : 0;
        }

        telemetry.SetTracked(active, paused);
    }

    /// <summary>Runs the engine once and records how that ended.</summary>
    public async ValueTask<CycleResult> ObserveAsync(DiscoveryEngine engine, Activity? activity, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        if (!Facts.HasEnded)
        {
            telemetry.Started();
        }

        Set(started, null, endedAt: null);
        try
        {
            var result = await engine.RunOnceAsync(cancellationToken).ConfigureAwait(false);
            var outcome = result.Snapshot is { } snapshot ? StoredText.Of(snapshot.Outcome)
                : engine.HasAsked ? TelemetryWords.Abandoned
                : null;
            Set(null, null, clock.GetTimestamp());
            Describe(activity, result, outcome);
            if (outcome is not null)
            {
                telemetry.CycleEnded(outcome, clock.GetElapsedTime(started));
                telemetry.Audited(result.Snapshot?.StagingDifferences);
                RecordTokens(result);
            }

            return result;
        }
        catch (Exception failure)
        {
            DiscoveryActivities.Fail(activity, failure);
            var isStop = cancellationToken.IsCancellationRequested;
            Set(null, isStop ? null : Text(failure), clock.GetTimestamp());
            if (!isStop)
            {
                telemetry.CycleEnded(TelemetryWords.Error, clock.GetElapsedTime(started));
            }

            throw;
        }
    }

    private static void Describe(Activity? activity, CycleResult result, string? outcome)
    {
        activity?.SetTag(DiscoveryTelemetry.OutcomeTag, outcome ?? StatusOf(result.Status));
        if (activity is not null && result.Snapshot is { } snapshot)
        {
            activity.SetTag(DiscoveryTelemetry.CycleTimeTag, snapshot.CycleTimestamp.ToString("O", CultureInfo.InvariantCulture));
            activity.SetTag(DiscoveryTelemetry.EpochTag, snapshot.Epoch);
            if (snapshot.Outcome == CycleOutcome.Failed)
            {
                activity.SetStatus(ActivityStatusCode.Error, "the cycle failed");
            }
        }
    }

    internal static string StatusOf(CycleStatus status) => status switch
    {
        CycleStatus.NotDue => "not_due",
        CycleStatus.ClockOff => "clock_off",
        _ => "not_leader",
    };

    // The text of the exception that ended a run may hold a connection string or an address of the host, so only its type is reported.
    private static string Text(Exception failure) => failure is DiscoveryStoreException
        ? "the store failed"
        : failure.GetType().Name;

    private void RecordTokens(CycleResult result)
    {
        if (!telemetry.MeasuresTokens)
        {
            return;
        }

        foreach (var score in result.Scores)
        {
            telemetry.Scored(StoredText.Of(score.Action), (double)score.TotalScore);
        }

        foreach (var rejection in result.Rejections)
        {
            telemetry.Rejected(StoredText.Of(rejection.Stage), rejection.ReasonCode);
        }
    }

    private void Set(long? startedAt, string? failure, long? endedAt)
    {
        lock (_gate)
        {
            // While a run of the engine lasts, the failure of the previous run remains the reported one.
            _failure = startedAt is null ? failure : _failure;
            _startedAt = startedAt;
            _endedAt = endedAt ?? _endedAt;
        }
    }
}
