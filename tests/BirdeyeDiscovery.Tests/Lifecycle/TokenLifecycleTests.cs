using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>What is checked before an action reaches the store, and what happens when the store or the host's positions do not answer.</summary>
public sealed class TokenLifecycleTests
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_activated_token_that_no_cycle_has_scored_may_not_be_traded(bool isScored)
    {
        var now = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        var token = new TrackedToken
        {
            Address = Mint,
            Symbol = "BONK",
            Category = TokenCategory.Midcap,
            DiscoveredAt = now.AddDays(-2),
            Status = TokenStatus.Active,
            StrategyType = "own",
            ActivatedAt = now.AddDays(-1),
            LastScoredAt = isScored ? now : null,
        };

        var answer = TradeReadinessRules.Of(Mint, new TokenStanding(token, null, now), TimeSpan.FromHours(2), now);

        TradeBlock[] expected = isScored ? [] : [TradeBlock.DataStale];
        Assert.Equal(expected, answer.Reasons.Select(static reason => reason.Block));
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

    [Theory]
    [InlineData("solana", "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB26", null)]
    [InlineData("solana", "0x00000000000000000000000000000000000000AB", "on solana, a mint address (32 bytes as 32 to 44 base-58 characters) is allowed")]
    [InlineData("solana", "BONK", "address is 'BONK'; on solana, a mint address")]
    [InlineData("solana", "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB0O", "on solana, a mint address")]
    [InlineData("solana", "a b", "address is 'a b'; 1 to 64 letters and digits are allowed")]
    [InlineData("base", "0x00000000000000000000000000000000000000AB", null)]
    [InlineData("base", "0x00000000000000000000000000000000000000AG", "on base, 0x and 40 hexadecimal digits is allowed")]
    [InlineData("base", "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB26", "on base, 0x and 40 hexadecimal digits is allowed")]
    public async Task An_address_of_another_chain_is_not_tracked(string chain, string address, string? expected)
    {
        var lifecycle = Lifecycle(options => options.Birdeye.Chain = chain);
        if (expected is null)
        {
            await lifecycle.TrackAsync(address, new OperatorNote("alice", "why"), cancellationToken: Cancel);
            var command = Assert.Single(_commands);
            Assert.Equal((OperatorAct.Track, TokenAddress.Normalize(address)), (command.Act, command.Address));
            Assert.Equal((command.Address, command.Address[..8], TokenCategory.Emerging), (command.NewToken!.Address, command.NewToken.Symbol, command.NewToken.Category));
            return;
        }

        var refused = await Assert.ThrowsAsync<ArgumentException>(async () => await lifecycle.TrackAsync(address, new OperatorNote("alice", "why"), cancellationToken: Cancel));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Empty(_commands);
    }

    [Theory]
    [InlineData("", TokenCategory.Midcap, "symbol is ''; 1 to 20 characters are allowed")]
    [InlineData("a23456789012345678901", TokenCategory.Midcap, "symbol is 'a23456789012345678901'")]
    [InlineData("A\nB", TokenCategory.Midcap, "symbol is 'A?B'")]
    [InlineData("BONK", (TokenCategory)9, "Allowed are Bluechip, Midcap and Emerging")]
    public async Task A_symbol_or_category_outside_of_what_is_allowed_is_an_error_that_names_it(string symbol, TokenCategory category, string expected)
    {
        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Lifecycle().TrackAsync(Mint, new OperatorNote("alice", "why"), symbol, category, Cancel));
        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
        Assert.Empty(_commands);
    }

    [Fact]
    public async Task The_policy_chooses_the_strategy_of_a_tracked_token_by_the_given_category()
    {
        var policy = Substitute.For<IStrategyPolicy>();
        policy.Choose(default!).ReturnsForAnyArgs(new StrategyChoice("own", "{}"));

        await Lifecycle(policy: policy).TrackAsync(Mint, new OperatorNote("alice", "why"), "BONK", TokenCategory.Midcap, Cancel);

        policy.Received(1).Choose(Arg.Is<StrategyFacts>(static facts => facts.Address == Mint && facts.Symbol == "BONK" && facts.Category == TokenCategory.Midcap));
        var row = Assert.Single(_commands).NewToken!;
        Assert.Equal(("own", "{}", TokenCategory.Midcap, "BONK"), (row.StrategyType, row.StrategyConfig, row.Category, row.Symbol));
    }

    [Fact]
    public async Task A_policy_without_a_strategy_refuses_a_new_token_with_its_fault_and_not_one_that_is_tracked()
    {
        var policy = Substitute.For<IStrategyPolicy>();
        policy.Choose(default!).ReturnsForAnyArgs(static _ => throw new InvalidOperationException("host"));
        TrackedToken? known = null;
        _store.ActAsync(default!, default).ReturnsForAnyArgs(
            call => new ValueTask<OperatorResult>(OperatorRules.Decide(call.ArgAt<OperatorCommand>(0), new OperatorFacts { Token = known }).Answer));

        var refused = await Lifecycle(policy: policy).TrackAsync(Mint, new OperatorNote("alice", "why"), cancellationToken: Cancel);

        Assert.Equal((OperatorStatus.Refused, OperatorRefusal.StrategyUnknown, null), (refused.Status, refused.Refusal, refused.Token));
        Assert.Equal(
            $"{Mint} is not tracked, because the strategy policy has no strategy for it: the policy threw InvalidOperationException.", refused.Message);

        known = new TrackedToken { Address = Mint, Symbol = "BONK", Category = TokenCategory.Midcap, DiscoveredAt = default, Status = TokenStatus.Active, StrategyType = "own" };
        Assert.Equal(OperatorStatus.Unchanged, (await Lifecycle(policy: policy).TrackAsync(Mint, new OperatorNote("alice", "why"), cancellationToken: Cancel)).Status);
    }

    private TokenLifecycle Lifecycle(Action<BirdeyeDiscoveryOptions>? configure = null, IStrategyPolicy? policy = null)
    {
        var options = new BirdeyeDiscoveryOptions();
        configure?.Invoke(options);
        return new(_store, _positions, _signal, () => options, TimeProvider.System, EnginePipelines.Default.StoreCalls, policy);
    }
}
