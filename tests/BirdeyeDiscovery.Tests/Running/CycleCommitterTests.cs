using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>What becomes of a cycle when the store does not say whether it is stored.</summary>
public sealed class CycleCommitterTests : IDisposable
{
    private const long Epoch = 1;

    private static readonly DiscoveryStoreException Unsure = new("connection lost") { IsTransient = true };
    private static readonly LifecycleEvent Stored = new()
    {
        Id = 77,
        TokenAddress = "a",
        EventType = LifecycleEventType.Added,
        Reason = ReasonCodes.RankIn,
        CreatedAt = Candidates.Start,
    };

    private readonly FakeTimeProvider _clock = new(Candidates.Start);
    private readonly FakeLogger<DiscoveryEngine> _logger = new();
    private readonly ITrackedTokenStore _store = Substitute.For<ITrackedTokenStore>();
    private readonly IDiscoveryHistory _history = Substitute.For<IDiscoveryHistory>();
    private readonly TelemetryRecorder _recorder;
    private readonly CycleInput _input;
    private bool _mayWait = true;

    public CycleCommitterTests()
    {
        _recorder = new TelemetryRecorder(_clock);
        var cycles = new PlannedCycles();
        cycles.Next(Candidates.Token("A", 90));
        _input = cycles.LastInput!;
        _history.GetEventsOfCycleAsync(9, Arg.Any<CancellationToken>()).Returns([Stored]);
    }

    public void Dispose() => _recorder.Dispose();

    [Fact]
    public async Task A_commit_that_is_confirmed_asks_nothing_more()
    {
        Commits(static () => new CommitResult(CommitStatus.Committed, 9, [Stored]));

        var (plan, commit) = await RunAsync();

        Assert.Equal((CommitStatus.Committed, 9L), (commit!.Status, commit.SnapshotId));
        Assert.Single(plan.Scores);
        Assert.Empty(_history.ReceivedCalls());
        Assert.Equal(["commit.duration{result=committed} 0"], _recorder.Measurements);
    }

    [Fact]
    public async Task An_unconfirmed_commit_that_is_stored_under_our_epoch_is_committed_once_and_its_events_have_numbers()
    {
        Commits(static () => throw Unsure);
        Finds(static () => Snapshot(Epoch));

        var (_, commit) = await RunAsync();

        Assert.Equal((CommitStatus.Committed, 9L, 77L), (commit!.Status, commit.SnapshotId, Assert.Single(commit.Events).Id));
        Assert.Equal(1, Committed);
    }

    [Fact]
    public async Task An_unconfirmed_commit_that_is_only_read_is_not_acknowledged_before_the_store_confirms_what_is_read()
    {
        Commits(static () => throw Unsure);
        Finds(static () => Snapshot(Epoch));
        Confirms(static () => throw new DiscoveryStoreException("no standby has it"));

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(RunAsync);

        Assert.Equal("no standby has it", error.Message);
        Assert.Equal(1, Committed);
    }

    [Fact]
    public async Task A_store_that_cannot_yet_say_whether_what_is_read_is_confirmed_is_asked_again()
    {
        Commits(static () => throw Unsure);
        Finds(static () => Snapshot(Epoch));
        var asked = 0;
        Confirms(() => ++asked < 3 ? throw Unsure : default);

        var (_, commit) = await RunAsync();

        Assert.Equal((CommitStatus.Committed, 9L), (commit!.Status, commit.SnapshotId));
        Assert.Equal((3, 1), (asked, Committed));
    }

    [Fact]
    public async Task A_store_that_is_gone_for_a_while_after_the_commit_is_asked_again_and_never_written_to_blindly()
    {
        Commits(static () => throw Unsure);
        var queries = 0;
        Finds(() => ++queries < 7 ? throw Unsure : Snapshot(Epoch));

        var (_, commit) = await RunAsync();

        Assert.Equal((CommitStatus.Committed, 9L), (commit!.Status, commit.SnapshotId));
        Assert.Equal((7, 1), (queries, Committed));
        Assert.InRange(_clock.GetUtcNow() - Candidates.Start, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task A_store_that_stays_gone_fails_the_cycle_after_a_bounded_number_of_looks()
    {
        Commits(static () => throw Unsure);
        var queries = 0;
        Finds(() => ++queries > 0 ? throw Unsure : null);

        await Assert.ThrowsAsync<DiscoveryStoreException>(RunAsync);

        Assert.Equal((12, 1), (queries, Committed));
        Assert.True(_clock.GetUtcNow() - Candidates.Start < TimeSpan.FromSeconds(70));
    }

    [Fact]
    public async Task A_cycle_without_time_left_looks_once_and_waits_for_nothing()
    {
        _mayWait = false;
        Commits(static () => throw Unsure);
        var queries = 0;
        Finds(() => ++queries > 0 ? throw Unsure : null);

        await Assert.ThrowsAsync<DiscoveryStoreException>(RunAsync);

        Assert.Equal((1, 1), (queries, Committed));
        Assert.Equal(Candidates.Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_cycle_of_that_time_under_another_epoch_is_another_leader_s()
    {
        Commits(static () => throw Unsure);
        Finds(static () => Snapshot(Epoch + 1));

        Assert.Equal(CommitStatus.Fenced, (await RunAsync()).Commit!.Status);
        Assert.Equal(1, Committed);
    }

    [Fact]
    public async Task What_is_known_not_to_be_stored_is_committed_again_a_bounded_number_of_times()
    {
        Commits(static () => throw Unsure);
        Finds(static () => null);

        Assert.Same(Unsure, await Assert.ThrowsAsync<DiscoveryStoreException>(RunAsync));

        Assert.Equal(3, Committed);
    }

    [Fact]
    public async Task A_second_commit_that_works_is_the_cycle_s()
    {
        var attempts = 0;
        Commits(() => ++attempts < 2 ? throw Unsure : new CommitResult(CommitStatus.Committed, 9, [Stored]));
        Finds(static () => null);

        var (_, commit) = await RunAsync();

        Assert.Equal((CommitStatus.Committed, 77L, 2), (commit!.Status, Assert.Single(commit.Events).Id, attempts));
        Assert.Equal("commit.retries{reason=store} 1", _recorder.Measurements[0]);
    }

    [Theory]
    [InlineData(CommitStatus.AlreadyCommitted)]
    [InlineData(CommitStatus.Conflict)]
    public async Task A_first_commit_that_comes_through_under_the_second_is_recognized(CommitStatus second)
    {
        var attempts = 0;
        Commits(() => ++attempts < 2 ? throw Unsure : new CommitResult(second, 0, []));
        Finds(() => attempts < 2 ? null : Snapshot(Epoch));

        var (plan, commit) = await RunAsync();

        Assert.Equal((CommitStatus.Committed, 9L, 77L), (commit!.Status, commit.SnapshotId, Assert.Single(commit.Events).Id));
        Assert.Single(plan.Scores);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task A_cycle_that_an_earlier_turn_gave_up_on_and_that_is_stored_is_reported_as_it_is_stored()
    {
        Commits(static () => new CommitResult(CommitStatus.AlreadyCommitted, 9, []));
        Finds(static () => Snapshot(Epoch));
        _history.GetScoresAsync(9, Arg.Any<CancellationToken>()).Returns([]);
        _history.GetRejectionsAsync(9, Arg.Any<CancellationToken>()).Returns([new RejectionRecord("r", "R", RejectionStage.Trending, ReasonCodes.LiquidityLow, null, null)]);

        var (plan, commit) = await RunAsync();

        Assert.Equal((CommitStatus.Committed, 9L), (commit!.Status, plan.Snapshot.Id));
        Assert.Empty(plan.Scores);
        Assert.Equal("r", Assert.Single(plan.Rejections).TokenAddress);
        Assert.Equal(77, Assert.Single(commit.Events).Id);
    }

    [Fact]
    public async Task A_cycle_that_another_leader_stored_before_is_not_ours()
    {
        Commits(static () => new CommitResult(CommitStatus.AlreadyCommitted, 9, []));
        Finds(static () => Snapshot(Epoch + 1));

        Assert.Equal(CommitStatus.Fenced, (await RunAsync()).Commit!.Status);
    }

    [Fact]
    public async Task Events_that_cannot_be_read_back_are_the_planned_ones()
    {
        Commits(static () => throw Unsure);
        Finds(static () => Snapshot(Epoch));
        _history.GetEventsOfCycleAsync(9, Arg.Any<CancellationToken>()).Returns<ValueTask<IReadOnlyList<LifecycleEvent>>>(static _ => throw new DiscoveryStoreException("no right"));

        var (plan, commit) = await RunAsync();

        Assert.Equal(CommitStatus.Committed, commit!.Status);
        Assert.Equal(plan.Events, commit.Events);
        Assert.NotEmpty(plan.Events);
    }

    [Fact]
    public async Task A_failure_that_waiting_does_not_heal_fails_the_cycle_at_once()
    {
        var full = new DiscoveryStoreException("disk full");
        Commits(() => throw full);

        Assert.Same(full, await Assert.ThrowsAsync<DiscoveryStoreException>(RunAsync));
        Assert.Equal(1, Committed);
        Assert.Empty(_history.ReceivedCalls());
    }

    [Fact]
    public async Task A_conflict_is_planned_again_on_the_state_of_then()
    {
        var attempts = 0;
        Commits(() => new CommitResult(++attempts < 2 ? CommitStatus.Conflict : CommitStatus.Committed, 9, []));
        _store.LoadCycleStateAsync(Arg.Any<CycleStateQuery>(), Arg.Any<CancellationToken>()).Returns(_input.State with
        {
            Tokens =
            [
                new TrackedToken
                {
                    Address = "new",
                    Symbol = "NEW",
                    Category = TokenCategory.Midcap,
                    DiscoveredAt = Candidates.Start,
                    Status = TokenStatus.Paused,
                    StrategyType = "s",
                    Revision = 4,
                },
            ],
        });

        await RunAsync();

        Assert.Equal(2, attempts);
        Assert.Equal(["commit.retries{reason=conflict} 1", "commit.duration{result=committed} 0"], _recorder.Measurements);
        await _store.Received(1).LoadCycleStateAsync(Arg.Any<CycleStateQuery>(), Arg.Any<CancellationToken>());
    }

    private static SnapshotRecord Snapshot(long epoch) => new()
    {
        Id = 9,
        Epoch = epoch,
        CycleTimestamp = Candidates.Start,
        Outcome = CycleOutcome.Complete,
        Mode = DiscoveryMode.Manage,
        ScoreVersion = "1",
        OptionsHash = "",
    };

    [Fact]
    public async Task Shadow_scores_are_committed_with_the_plan_that_is_committed()
    {
        var answers = new Queue<CommitStatus>([CommitStatus.Conflict, CommitStatus.Committed]);
        Commits(() => new CommitResult(answers.Dequeue(), 9, []));
        _store.LoadCycleStateAsync(Arg.Any<CycleStateQuery>(), Arg.Any<CancellationToken>()).Returns(_input.State);

        var (plan, _) = await RunAsync(Same());

        var sent = _store.ReceivedCalls()
            .Where(static call => call.GetMethodInfo().Name == nameof(ITrackedTokenStore.CommitCycleAsync))
            .Select(static call => (CyclePlan)call.GetArguments()[1]!)
            .ToList();
        Assert.Equal(2, sent.Count);
        Assert.All(sent, static sent => Assert.Equal(
            sent.Scores.Select(static row => (row.TokenAddress, row.TotalScore)),
            sent.ShadowScores.Select(static row => (row.TokenAddress, row.TotalScore))));
        Assert.Equal(sent[1].ShadowScores, plan.ShadowScores);

        // The stored input repeats the plan, and knows nothing of shadows.
        var repeated = CycleReplay.Plan(sent[1].Input, new StatedScorer());
        Assert.Equal(sent[1].Scores, repeated.Scores);
        Assert.Empty(repeated.ShadowScores);
    }

    [Fact]
    public async Task A_cycle_that_writes_nothing_asks_no_shadow()
    {
        _input.Options.Discovery.Mode = DiscoveryMode.ReadOnly;
        var asked = 0;

        var (plan, commit) = await RunAsync(Same(() => asked++));

        Assert.Null(commit);
        Assert.Single(plan.Scores);
        Assert.Empty(plan.ShadowScores);
        Assert.Equal((0, 0), (asked, Committed));
    }

    private ShadowScorers Same(Action? onAsked = null) => new(
        "",
        [
            new ShadowScorer(
                "same",
                _ =>
                {
                    onAsked?.Invoke();
                    return new StatedScorer();
                }),
        ],
        _clock,
        _logger);

    private int Committed => _store.ReceivedCalls().Count(static call => call.GetMethodInfo().Name == nameof(ITrackedTokenStore.CommitCycleAsync));

    private void Commits(Func<CommitResult> answer) =>
        _store.CommitCycleAsync(Epoch, Arg.Any<CyclePlan>(), Arg.Any<CancellationToken>()).Returns(_ => new ValueTask<CommitResult>(answer()));

    private void Confirms(Func<ValueTask> answer) =>
        _store.ConfirmAsync(Arg.Any<CancellationToken>()).Returns(_ => answer());

    private void Finds(Func<SnapshotRecord?> answer) =>
        _history.FindSnapshotAsync(_input.CycleTimestamp, Arg.Any<CancellationToken>()).Returns(_ => new ValueTask<SnapshotRecord?>(answer()));

    private Task<(CyclePlan Plan, CommitResult? Commit)> RunAsync() => RunAsync(null);

    private async Task<(CyclePlan Plan, CommitResult? Commit)> RunAsync(ShadowScorers? shadows)
    {
        var committer = new CycleCommitter("", _store, _history, EnginePipelines.Unchanged(_clock, _clock).StoreCalls, _logger, telemetry: _recorder.Telemetry, shadows: shadows);
        var running = committer.CommitAsync(_input, null, new StatedScorer(), () => _mayWait, TestContext.Current.CancellationToken).AsTask();
        while (!running.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await running;
    }
}
