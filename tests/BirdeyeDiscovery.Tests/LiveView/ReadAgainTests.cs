using Microsoft.Extensions.Time.Testing;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>A view that is read while it is published is ahead of the last cycle, by many intervals where a budget stretched it.</summary>
public sealed class ReadAgainTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 14, 22, 0, 0, TimeSpan.Zero);

    private readonly ILiveSource _source = Substitute.For<ILiveSource>();
    private readonly FakeTimeProvider _clock = new(Start.AddMinutes(30));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_that_is_being_published_is_read_again_and_fresh()
    {
        _source.ReadViewAsync(default).ReturnsForAnyArgs(
            new ValueTask<LiveRead<LiveView>>(Read(Start)), new ValueTask<LiveRead<LiveView>>(Read(Start.AddMinutes(30))));

        Assert.False((await Reader().GetViewAsync(Ct)).IsStale);
    }

    [Fact]
    public async Task A_view_that_stays_ahead_was_published_by_no_leader()
    {
        _source.ReadViewAsync(default).ReturnsForAnyArgs(new ValueTask<LiveRead<LiveView>>(Read(Start)));

        Assert.True((await Reader().GetViewAsync(Ct)).IsStale);
        await _source.ReceivedWithAnyArgs(2).ReadViewAsync(default);
    }

    private LiveReader Reader() => new(_source, TimeSpan.FromMinutes(2), _clock);

    private static LiveRead<LiveView> Read(DateTimeOffset cycle) => LiveRead<LiveView>.Of(new LiveView
    {
        CycleTimestamp = Start.AddMinutes(30),
        Outcome = CycleOutcome.Complete,
        CandidateCount = 1,
        ActiveTokens = [],
        Scores = [],
    }) with
    { IsFresh = true, Cycle = cycle };
}
