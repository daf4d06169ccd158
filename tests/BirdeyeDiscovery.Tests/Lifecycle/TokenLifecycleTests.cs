using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>What is checked before an action reaches the store, and what happens when the store or the host's positions do not answer.</summary>
public sealed class TokenLifecycleTests
{
    private readonly ILifecycleStore _store = Substitute.For<ILifecycleStore>();
    private readonly IOpenPositionSource _positions = Substitute.For<IOpenPositionSource>();
    private readonly List<OperatorCommand> _commands = [];
    private readonly LifecycleSignal _signal = new();
    private int _lostAnswers;

    public TokenLifecycleTests()
    {
        _store.GetAddressesAsync(default!, default).ReturnsForAnyArgs(static call => new ValueTask<IReadOnlyList<string>>([call.ArgAt<string>(0)]));
        _store.ActAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            _commands.Add(call.ArgAt<OperatorCommand>(0));
            return _lostAnswers-- > 0
                ? throw new DiscoveryStoreException("lost") { IsTransient = true }
                : new ValueTask<OperatorResult>(new OperatorResult { Status = OperatorStatus.Applied, Message = "done" });
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_under_the_same_id_and_wakes_the_feed()
    {
        _lostAnswers = 2;
        var woken = _signal.Next;

        Assert.Equal(OperatorStatus.Applied, (await Lifecycle().PauseAsync("abc", new OperatorNote("alice", "why"), Cancel)).Status);
        Assert.Equal(3, _commands.Count);
        Assert.Single(_commands.Select(static command => command.RequestId).Distinct());
        Assert.True(woken.IsCompleted);
    }

    [Fact]
    public async Task A_store_that_stays_away_is_an_error_that_says_so()
    {
        _lostAnswers = int.MaxValue;

        var lost = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await Lifecycle().PauseAsync("abc", new OperatorNote("alice", "why"), Cancel));
        Assert.True(lost.IsTransient);
    }

    [Fact]
    public async Task Whether_a_token_may_be_traded_is_no_when_the_store_does_not_answer()
    {
        _store.GetStandingAsync(default!, default).ReturnsForAnyArgs<ValueTask<TokenStanding>>(static _ => throw new DiscoveryStoreException("gone"));

        var answer = await Lifecycle().MayTradeAsync("abc", Cancel);
        Assert.False(answer.IsAllowed);
        Assert.Equal(TradeBlock.StoreUnknown, Assert.Single(answer.Reasons).Block);
    }

    [Fact]
    public async Task Positions_that_throw_are_unknown_and_a_forced_removal_asks_for_none()
    {
        _positions.GetAsync(default!, default).ReturnsForAnyArgs<ValueTask<IReadOnlyDictionary<string, PositionState>>>(static _ => throw new InvalidOperationException("host"));
        await Lifecycle().RemoveAsync("abc", new OperatorNote("alice", "why"), cancellationToken: Cancel);
        await Lifecycle().RemoveAsync("abc", new OperatorNote("alice", "why"), isForced: true, Cancel);

        Assert.Equal([(PositionState.Unknown, false), (PositionState.Unknown, true)], _commands.Select(static command => (command.Position, command.IsForced)));
        await _positions.ReceivedWithAnyArgs(1).GetAsync(default!, default);
    }

    [Theory]
    [InlineData("", "why", null, "By is ''; 1 to 100 characters")]
    [InlineData("  ", "why", null, "By is '  '")]
    [InlineData("alice", "a\nb", null, "Reason is 'a?b'; 1 to 500 characters are allowed, none of them a control character")]
    [InlineData("alice", "why", "", "RequestId is ''")]
    public async Task A_name_or_reason_outside_of_what_is_allowed_is_an_error_that_names_it(string by, string reason, string? id, string expected)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(async () => await Lifecycle().PauseAsync("abc", new OperatorNote(by, reason, id), Cancel));
        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
        Assert.Empty(_commands);
    }

    [Fact]
    public async Task What_is_no_address_is_an_error_and_an_evm_address_is_compared_in_small_letters()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Lifecycle().PinAsync("a b", new OperatorNote("alice", "why"), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Lifecycle().MigrateTokenAsync("abc", "", new OperatorNote("alice", "why"), Cancel));
        await Lifecycle().PinAsync("0x00000000000000000000000000000000000000AB", new OperatorNote("alice", "why"), Cancel);

        Assert.Equal("0x00000000000000000000000000000000000000ab", Assert.Single(_commands).Address);
    }

    private TokenLifecycle Lifecycle() => new(_store, _positions, _signal, static () => TimeSpan.FromMinutes(2), TimeProvider.System, EnginePipelines.Default.StoreCalls);
}
