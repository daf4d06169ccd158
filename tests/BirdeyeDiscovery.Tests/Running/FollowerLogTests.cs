using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>A host that follows says so once, with the leader.</summary>
public sealed class FollowerLogTests
{
    private const string Nameless = "Discovery: this host follows; it runs no cycle, and takes over when no other host leads";

    private readonly FakeLogger<DiscoveryEngine> _logger = new();
    private readonly ILeaderLease _lease = Substitute.For<ILeaderLease>();

    [Fact]
    public async Task The_leader_is_named_each_time_the_host_begins_to_follow()
    {
        var log = Log();
        _lease.GetHolderAsync(Arg.Any<CancellationToken>()).Returns(("bot-1:42", new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
        foreach (var epoch in new long?[] { null, null, 3, null, null })
        {
            await log.TellAsync(epoch, TestContext.Current.CancellationToken);
        }

        const string Named = "Discovery: this host follows bot-1:42, which has led since 2026-03-01 12:00:00Z; it runs no cycle, "
            + "and takes over when no other host leads";
        Assert.Equal([Named, Named], Told());
        await _lease.Received(2).GetHolderAsync(Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_store_that_does_not_record_the_leader_or_fails_costs_no_run()
    {
        _lease.GetHolderAsync(Arg.Any<CancellationToken>()).Returns(((string, DateTimeOffset)?)null);
        await Log().TellAsync(null, TestContext.Current.CancellationToken);
        _lease.GetHolderAsync(Arg.Any<CancellationToken>()).Throws(new DiscoveryStoreException("gone"));
        await Log().TellAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal([Nameless, Nameless], Told());
    }

    [Fact]
    public void Leadership_that_begins_and_ends_has_two_texts()
    {
        BirdeyeDiscovery.Log.LeadershipIs(_logger, "", 4);
        BirdeyeDiscovery.Log.LeadershipIs(_logger, "", null);

        Assert.Equal(["Discovery: this host leads, epoch 4", "Discovery: this host leads no longer"], Told());
    }

    private FollowerLog Log() => new("", _lease, new StoreClock(new FakeTimeProvider()), _logger);

    private List<string> Told() => [.. _logger.Collector.GetSnapshot().Select(static record => record.Message)];
}
