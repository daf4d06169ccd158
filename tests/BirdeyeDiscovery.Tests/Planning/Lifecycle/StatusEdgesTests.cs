using static BirdeyeDiscovery.Tests.Candidates;

namespace BirdeyeDiscovery.Tests;

/// <summary>
/// The whole status machine as a table: for every status and every actor where a token may go, and that it goes nowhere else.
/// </summary>
public sealed class StatusEdgesTests
{
    private const string Name = "Tok";

    private static readonly TokenStatus[] Statuses = [TokenStatus.Active, TokenStatus.Paused, TokenStatus.Removed];

    public static TheoryData<TokenStatus, bool, bool, OperatorAct> EveryHandCase()
    {
        var data = new TheoryData<TokenStatus, bool, bool, OperatorAct>();
        foreach (var status in Statuses)
        {
            foreach (var held in new[] { false, true })
            {
                foreach (var pinned in new[] { false, true })
                {
                    foreach (var act in Enum.GetValues<OperatorAct>().Where(_ => !held || status != TokenStatus.Active))
                    {
                        data.Add(status, held, pinned, act);
                    }
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryHandCase))]
    public void By_hand_a_token_goes_where_the_table_says_and_nowhere_else(TokenStatus status, bool isHeld, bool isPinned, OperatorAct act)
    {
        TokenStatus? expected = (status, act) switch
        {
            (TokenStatus.Removed, OperatorAct.Pause or OperatorAct.Resume or OperatorAct.Pin) => null,
            (not TokenStatus.Removed, OperatorAct.Allow) => null,
            (TokenStatus.Paused, OperatorAct.Track) => null,
            (TokenStatus.Removed, OperatorAct.Track) => isHeld ? null : TokenStatus.Active,
            (TokenStatus.Active or TokenStatus.Paused, OperatorAct.Pause) => TokenStatus.Paused,
            (TokenStatus.Active or TokenStatus.Paused, OperatorAct.Resume) => TokenStatus.Active,
            (TokenStatus.Paused, OperatorAct.Pin) when !isHeld && !isPinned => TokenStatus.Active,
            (_, OperatorAct.Remove) => TokenStatus.Removed,
            (TokenStatus.Removed, OperatorAct.Allow) when isPinned => TokenStatus.Active,
            _ => status,
        };
        var token = Token(status) with { HeldBy = isHeld ? "bob" : null, HoldReason = isHeld ? "why" : null, IsPermanent = isPinned };

        var decision = OperatorRules.Decide(Command(act), new OperatorFacts { Token = token });

        if (expected is null)
        {
            Assert.Equal((OperatorStatus.Refused, OperatorRefusal.Status), (decision.Answer.Status, decision.Answer.Refusal));
            Assert.DoesNotContain(act, decision.Answer.Allowed);
            Assert.Contains($"is {StoredText.Of(status)}, and {StoredText.Of(act)} is not allowed then", decision.Answer.Message, StringComparison.Ordinal);
            Assert.Null(decision.Token);
            return;
        }

        Assert.NotEqual(OperatorStatus.Refused, decision.Answer.Status);
        Assert.Equal(decision.Answer.Status == OperatorStatus.Applied, decision.Token is not null);
        Assert.Equal(expected, (decision.Token ?? token).Status);
        AssertEdges(status, expected.Value, decision.Events);
        if (decision.Token is { } written)
        {
            Assert.Equal(written.HeldBy is null, written.HoldReason is null);
            Assert.False(written is { Status: TokenStatus.Active, HeldBy: not null });
            Assert.Equal(written.Status == TokenStatus.Active, written.DeactivatedAt is null);
        }
    }

    [Theory]
    [InlineData(null, false, false, true, TokenStatus.Active)]
    [InlineData(null, false, false, false, null)]
    [InlineData(TokenStatus.Active, false, false, true, TokenStatus.Active)]
    [InlineData(TokenStatus.Active, false, false, false, TokenStatus.Paused)]
    [InlineData(TokenStatus.Active, false, true, true, TokenStatus.Active)]
    [InlineData(TokenStatus.Active, false, true, false, TokenStatus.Active)]
    [InlineData(TokenStatus.Paused, false, false, true, TokenStatus.Active)]
    [InlineData(TokenStatus.Paused, false, false, false, TokenStatus.Removed)]
    [InlineData(TokenStatus.Paused, false, true, true, TokenStatus.Paused)]
    [InlineData(TokenStatus.Paused, false, true, false, TokenStatus.Paused)]
    [InlineData(TokenStatus.Paused, true, false, true, TokenStatus.Paused)]
    [InlineData(TokenStatus.Paused, true, false, false, TokenStatus.Paused)]
    [InlineData(TokenStatus.Paused, true, true, true, TokenStatus.Paused)]
    [InlineData(TokenStatus.Paused, true, true, false, TokenStatus.Paused)]
    [InlineData(TokenStatus.Removed, false, false, true, TokenStatus.Active)]
    [InlineData(TokenStatus.Removed, false, false, false, TokenStatus.Removed)]
    [InlineData(TokenStatus.Removed, false, true, true, TokenStatus.Active)]
    [InlineData(TokenStatus.Removed, true, false, true, TokenStatus.Removed)]
    [InlineData(TokenStatus.Removed, true, true, true, TokenStatus.Removed)]
    [InlineData(TokenStatus.Removed, true, false, false, TokenStatus.Removed)]
    [InlineData(TokenStatus.Removed, true, true, false, TokenStatus.Removed)]
    public void In_a_cycle_a_token_goes_where_the_table_says(TokenStatus? status, bool isHeld, bool isPinned, bool isGood, TokenStatus? expected)
    {
        var cycles = new PlannedCycles();
        if (status is { } known)
        {
            cycles.Put(Token(known) with { HeldBy = isHeld ? "bob" : null, HoldReason = isHeld ? "why" : null, IsPermanent = isPinned });
            cycles.Positions[Address(Name)] = PositionState.Flat;
        }

        // Good is first of all; bad is without liquidity, and long enough paused to be removed.
        var plan = cycles.Next(Candidates.Token(Name, 90, liquidity: isGood ? 100_000 : 1), Candidates.Token("Other", 80));

        Assert.Equal(expected, cycles.StatusOf(Name));
        Assert.Equal(isPinned, expected is not null && cycles[Name].IsPermanent);
        AssertEdges(status, expected, [.. plan.Events.Where(static row => row.TokenAddress == Address(Name) && row.ToStatus is not null)]);
    }

    [Fact]
    public void A_token_held_by_hand_is_told_so_and_nothing_but_its_figures_changes()
    {
        var cycles = new PlannedCycles();
        cycles.Put(Token(TokenStatus.Paused) with { HeldBy = "bob", HoldReason = "why" });
        var paused = cycles.Next(Candidates.Token(Name, 90));
        Assert.Equal((ScoreAction.Skip, "BY_HAND: paused by bob"), (paused.Scores[0].Action, paused.Scores[0].ActionReason));
        Assert.Empty(paused.Events);
        Assert.Equal((TokenStatus.Paused, "bob", "why"), (paused.Tokens[0].Status, paused.Tokens[0].HeldBy, paused.Tokens[0].HoldReason));

        cycles.Put(Token(TokenStatus.Removed) with { HeldBy = "bob", HoldReason = "why" });
        var removed = cycles.Next(Candidates.Token(Name, 90), Candidates.Token("Other", 80));
        Assert.Equal((RejectionStage.Trending, ReasonCodes.ByHand), (removed.Rejections[0].Stage, removed.Rejections[0].ReasonCode));
    }

    private static void AssertEdges(TokenStatus? from, TokenStatus? to, IReadOnlyList<LifecycleEvent> events)
    {
        var status = from;
        foreach (var row in events)
        {
            Assert.Equal(row.EventType == LifecycleEventType.Migrated ? null : status, row.FromStatus);
            Assert.Contains(
                (row.FromStatus, row.ToStatus, row.EventType),
                new (TokenStatus?, TokenStatus?, LifecycleEventType)[]
                {
                    (null, TokenStatus.Active, LifecycleEventType.Added),
                    (TokenStatus.Removed, TokenStatus.Active, LifecycleEventType.Added),
                    (TokenStatus.Active, TokenStatus.Paused, LifecycleEventType.Paused),
                    (TokenStatus.Paused, TokenStatus.Active, LifecycleEventType.Resumed),
                    (TokenStatus.Paused, TokenStatus.Removed, LifecycleEventType.Removed),
                    (null, null, LifecycleEventType.Migrated),
                });
            status = row.ToStatus ?? status;
        }

        Assert.Equal(to, status);
    }

    private static TrackedToken Token(TokenStatus status) => new()
    {
        Id = 1,
        Address = Address(Name),
        Symbol = Name,
        Category = TokenCategory.Emerging,
        DiscoveredAt = Start.AddDays(-3),
        Status = status,
        StrategyType = "momentum",
        DeactivatedAt = status == TokenStatus.Active ? null : Start.AddDays(-2),
        Revision = 1,
        CreatedAt = Start.AddDays(-3),
        UpdatedAt = Start.AddDays(-3),
    };

    private static OperatorCommand Command(OperatorAct act) => new()
    {
        Act = act,
        Address = Address(Name),
        NewAddress = act == OperatorAct.Migrate ? Address("Next") : null,
        By = "alice",
        Reason = "rumours",
        RequestId = "1",
        Position = PositionState.Flat,
        At = Start,
    };
}
