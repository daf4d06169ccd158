namespace BirdeyeDiscovery.Tests.Discovery;

public class GatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BirdeyeDiscoveryOptions Options = new();

    private static readonly CandidateFacts Good = new()
    {
        Address = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263",
        Symbol = "Bonk",
        ListPosition = 1,
        LiquidityUsd = 10_000,
        Volume24hUsd = 25_000,
        Buys1h = 49,
        Sells1h = 0,
        SecurityAsked = true,
        Security = new SecurityFacts { Top10Share = .70, CreatorShare = .15, TransferFee = .10, CreatedAt = Now.AddHours(-1) },
    };

    [Fact]
    public void Values_on_the_thresholds_pass_every_gate()
    {
        Assert.Null(Gates.Cheap(Good, Options));
        Assert.Null(Gates.Security(Good, Options, isTracked: false));
        Assert.Null(Gates.Market(Good, Options, Now, isTracked: false));
    }

    [Theory]
    [InlineData("So11111111111111111111111111111111111111112")]
    [InlineData("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v")]
    [InlineData("mSoLzYCxHdYgdzU16g5QSh3i5K3z3KZK7ytfqcJm7So")]
    public void Quote_coins_stable_coins_and_staked_tokens_are_excluded(string address) =>
        Assert.Equal(new Gate(RejectionStage.Trending, "EXCLUDED"), Gates.Cheap(Good with { Address = address }, Options));

    [Fact]
    public void Another_chain_has_no_built_in_exclusions() =>
        Assert.Null(Gates.Cheap(Good with { Address = "So11111111111111111111111111111111111111112" }, With(o => o.Birdeye.Chain = "base")));

    [Fact]
    public void The_deny_list_excludes_and_ignores_case_only_in_hexadecimal_addresses()
    {
        var options = With(o =>
        {
            o.Scoring.DenyList.Add(Good.Address);
            o.Scoring.DenyList.Add("0xAbC1");
        });

        Assert.Equal("EXCLUDED", Gates.Cheap(Good, options)?.Code);
        Assert.Equal("EXCLUDED", Gates.Cheap(Good with { Address = "0xabc1" }, options)?.Code);
#pragma warning disable CA1308 // The point is the other case.
        Assert.Null(Gates.Cheap(Good with { Address = Good.Address.ToLowerInvariant() }, options));
#pragma warning restore CA1308
    }

    [Fact]
    public void Figures_that_are_not_from_the_list_are_judged_with_the_market()
    {
        var offList = Good with { ListPosition = null, LiquidityUsd = 9_999 };

        Assert.Null(Gates.Cheap(offList, Options));
        Assert.Equal(new Gate(RejectionStage.Market, "LIQ_MIN", 9_999, 10_000), Gates.Market(offList, Options, Now, isTracked: false));
    }

    [Fact]
    public void Exclusion_comes_before_liquidity_and_liquidity_before_volume()
    {
        var poor = Good with { LiquidityUsd = .007, Volume24hUsd = 0 };

        Assert.Equal(new Gate(RejectionStage.Trending, "LIQ_MIN", .007, 10_000), Gates.Cheap(poor, Options));
        Assert.Equal("EXCLUDED", Gates.Cheap(poor, With(o => o.Scoring.DenyList.Add(poor.Address)))?.Code);
        Assert.Equal(new Gate(RejectionStage.Trending, "VOL_MIN", 0, 25_000), Gates.Cheap(poor with { LiquidityUsd = 10_000 }, Options));
    }

    [Fact]
    public void What_is_not_known_fails_no_gate_but_the_security_answer()
    {
        var unknown = new CandidateFacts { Address = "x", Symbol = "X", SecurityAsked = true };
        var empty = unknown with { Security = new SecurityFacts() };

        Assert.Null(Gates.Cheap(unknown, Options));
        Assert.Null(Gates.Market(unknown, Options, Now, isTracked: false));
        Assert.Null(Gates.Security(empty, Options, isTracked: false));
        Assert.Equal(new Gate(RejectionStage.Security, "SEC_UNKNOWN"), Gates.Security(unknown, Options, isTracked: false));
    }

    [Fact]
    public void A_missing_security_answer_gates_no_tracked_token_and_nobody_who_was_not_asked_about()
    {
        var unknown = Good with { Security = null };

        Assert.Null(Gates.Security(unknown, Options, isTracked: true));
        Assert.Null(Gates.Security(unknown with { SecurityAsked = false }, Options, isTracked: false));
    }

    [Fact]
    public void A_failed_security_call_is_lack_of_data_and_not_an_answer() =>
        Assert.Null(Gates.Security(Good with { Security = null, FailedCalls = ["Security"] }, Options, isTracked: false));

    [Fact]
    public void An_answer_that_leaves_an_authority_open_stops_an_entry_and_no_incumbent()
    {
        var open = Good with { Security = Good.Security! with { AuthorityUnknown = true } };

        Assert.Equal("SEC_UNKNOWN", Gates.Security(open, Options, isTracked: false)?.Code);
        Assert.Null(Gates.Security(open, Options, isTracked: true));
    }

    [Fact]
    public void The_security_gates_fail_in_their_order_for_tracked_and_untracked_alike()
    {
        var security = new SecurityFacts
        {
            Fake = true,
            MintAuthorityLive = true,
            FreezeAuthorityLive = true,
            NonTransferable = true,
            TransferFee = .11,
            Top10Share = .71,
            CreatorShare = .16,
        };
        (string Code, double? Value, double? Threshold, Func<SecurityFacts, SecurityFacts> Cure)[] order =
        [
            ("FAKE", null, null, s => s with { Fake = false }),
            ("AUTH_MINT", null, null, s => s with { MintAuthorityLive = false }),
            ("AUTH_FREEZE", null, null, s => s with { FreezeAuthorityLive = false }),
            ("XFER_BLOCKED", null, null, s => s with { NonTransferable = false }),
            ("FEE_HIGH", .11, .10, s => s with { TransferFee = 0 }),
            ("HOLD_TOP10", .71, .70, s => s with { Top10Share = null }),
            ("HOLD_CREATOR", .16, .15, s => s with { CreatorShare = 0 }),
        ];

        foreach (var (code, value, threshold, cure) in order)
        {
            var facts = Good with { Security = security };
            Assert.Equal(new Gate(RejectionStage.Security, code, value, threshold), Gates.Security(facts, Options, isTracked: false));
            Assert.Equal(new Gate(RejectionStage.Security, code, value, threshold), Gates.Security(facts, Options, isTracked: true));
            security = cure(security);
        }

        Assert.Null(Gates.Security(Good with { Security = security }, Options, isTracked: false));
    }

    [Fact]
    public void The_allow_list_lifts_the_authorities_and_nothing_else()
    {
        var options = With(o => o.Scoring.AuthorityAllowList.Add(Good.Address));
        var live = Good with { Security = new SecurityFacts { MintAuthorityLive = true, FreezeAuthorityLive = true } };

        Assert.Null(Gates.Security(live, options, isTracked: false));
        Assert.Equal("XFER_BLOCKED", Gates.Security(live with { Security = live.Security with { NonTransferable = true } }, options, isTracked: false)?.Code);
        Assert.Equal("FAKE", Gates.Security(live with { Security = live.Security with { Fake = true } }, options, isTracked: false)?.Code);
    }

    [Fact]
    public void A_fee_that_cannot_be_read_is_too_high_for_an_entry_and_unknown_for_an_incumbent()
    {
        var unreadable = Good with { Security = new SecurityFacts { FeeUnreadable = true } };

        Assert.Equal(new Gate(RejectionStage.Security, "FEE_HIGH", null, .10), Gates.Security(unreadable, Options, isTracked: false));
        Assert.Null(Gates.Security(unreadable, Options, isTracked: true));
    }

    [Theory]
    [InlineData(.16, null)]
    [InlineData(null, .16)]
    [InlineData(.16, .01)]
    [InlineData(.01, .16)]
    public void The_larger_share_of_creator_and_owner_counts(double? creator, double? owner) =>
        Assert.Equal(
            new Gate(RejectionStage.Security, "HOLD_CREATOR", .16, .15),
            Gates.Security(Good with { Security = new SecurityFacts { CreatorShare = creator, OwnerShare = owner } }, Options, isTracked: false));

    [Fact]
    public void The_market_gates_fail_in_their_order()
    {
        var facts = Good with { LiquidityUsd = 9_999, Volume24hUsd = 24_999, Buys1h = 50, Security = new SecurityFacts { CreatedAt = Now.AddMinutes(-30) } };

        Assert.Equal(new Gate(RejectionStage.Market, "LIQ_MIN", 9_999, 10_000), Gates.Market(facts, Options, Now, isTracked: false));
        facts = facts with { LiquidityUsd = 10_000 };
        Assert.Equal(new Gate(RejectionStage.Market, "VOL_MIN", 24_999, 25_000), Gates.Market(facts, Options, Now, isTracked: false));
        facts = facts with { Volume24hUsd = 25_000 };
        Assert.Equal(new Gate(RejectionStage.Market, "AGE_MIN", .5, 1), Gates.Market(facts, Options, Now, isTracked: false));
        facts = facts with { Security = null };
        Assert.Equal(new Gate(RejectionStage.Market, "NO_SELLS", 50, 50), Gates.Market(facts, Options, Now, isTracked: false));
        Assert.Null(Gates.Market(facts with { Sells1h = 1 }, Options, Now, isTracked: false));

        // A number of sells that is not known keeps a token out, and pauses none.
        Assert.Equal(new Gate(RejectionStage.Market, "NO_SELLS", 50, 50), Gates.Market(facts with { Sells1h = null }, Options, Now, isTracked: false));
        Assert.Null(Gates.Market(facts with { Sells1h = null }, Options, Now, isTracked: true));
        Assert.NotNull(Gates.Market(facts, Options, Now, isTracked: true));
    }

    [Fact]
    public void A_token_from_a_moment_ahead_of_our_clock_is_new() =>
        Assert.Equal(
            new Gate(RejectionStage.Market, "AGE_MIN", 0, 1),
            Gates.Market(Good with { Security = new SecurityFacts { CreatedAt = Now.AddSeconds(5) } }, Options, Now, isTracked: false));

    private static BirdeyeDiscoveryOptions With(Action<BirdeyeDiscoveryOptions> change)
    {
        var options = new BirdeyeDiscoveryOptions();
        change(options);
        return options;
    }
}
