namespace BirdeyeDiscovery.Tests.Discovery;

public class TokenSecurityTests
{
    private static readonly TokenSecurity Renounced = new()
    {
        TotalSupply = Datum<double>.Known(1e9),
        MintAuthority = Datum<string>.Null,
        FreezeAuthority = Datum<string>.Null,
        Freezeable = Datum<bool>.Null,
        MutableMetadata = Datum<bool>.Known(false),
        Top10User = Share(.2),
        Top10Holder = Share(.3),
        CreatorShare = Share(.01),
        OwnerShare = Datum<double>.Null,
        TransferFeeEnabled = Datum<bool>.Null,
        TransferFee = Datum<double>.Null,
        NonTransferable = Datum<bool>.Null,
        IsToken2022 = Datum<bool>.Known(false),
        FakeToken = Datum<bool>.Null,
    };

    [Fact]
    public void Null_authorities_flags_and_fee_are_good_news()
    {
        var (facts, invalid) = Read(Renounced);

        Assert.Equal(
            new SecurityFacts { MutableMetadata = false, Top10Share = .2, CreatorShare = .01, TransferFee = 0 },
            facts);
        Assert.Empty(invalid);
    }

    [Fact]
    public void Missing_keys_are_not_known_and_never_read_as_safe()
    {
        var (facts, invalid) = Read(new TokenSecurity { TotalSupply = Renounced.TotalSupply });

        Assert.Equal(new SecurityFacts { AuthorityUnknown = true }, facts);
        Assert.Empty(invalid);
    }

    [Fact]
    public void An_answer_that_leaves_an_authority_open_is_no_security_answer_for_the_score()
    {
        var open = new CandidateFacts { Address = "a", Symbol = "A", Security = Read(Renounced with { MintAuthority = default }).Facts };
        var known = open with { Security = Read(Renounced).Facts };

        Assert.Null(ScoreInputs.Of(open, open.Security, null, DateTimeOffset.UnixEpoch).Security);
        Assert.NotNull(ScoreInputs.Of(known, known.Security, null, DateTimeOffset.UnixEpoch).Security);
    }

    [Fact]
    public void Authorities_that_are_named_are_live()
    {
        var (facts, _) = Read(Renounced with { MintAuthority = Datum<string>.Known("m"), FreezeAuthority = Datum<string>.Known("f") });

        Assert.True(facts is { MintAuthorityLive: true, FreezeAuthorityLive: true, AuthorityUnknown: false });
    }

    [Fact]
    public void A_freezeable_token_without_a_named_authority_is_taken_at_its_word() =>
        Assert.True(Read(Renounced with { Freezeable = Datum<bool>.Known(true) }).Facts.FreezeAuthorityLive);

    [Fact]
    public void A_missing_freeze_authority_is_none_where_the_flag_says_so_and_open_otherwise()
    {
        Assert.False(Read(Renounced with { FreezeAuthority = default }).Facts.AuthorityUnknown);
        Assert.False(Read(Renounced with { FreezeAuthority = default, Freezeable = Datum<bool>.Known(false) }).Facts.AuthorityUnknown);
        Assert.True(Read(Renounced with { FreezeAuthority = default, Freezeable = default }).Facts.AuthorityUnknown);
    }

    [Fact]
    public void The_users_share_is_taken_before_all_holders()
    {
        Assert.Equal(.2, Read(Renounced).Facts.Top10Share);
        Assert.Equal(.3, Read(Renounced with { Top10User = Datum<double>.Null }).Facts.Top10Share);
        Assert.Null(Read(Renounced with { Top10User = default, Top10Holder = Datum<double>.Null }).Facts.Top10Share);
    }

    [Fact]
    public void A_null_share_is_not_zero() => Assert.Null(Read(Renounced with { CreatorShare = Datum<double>.Null }).Facts.CreatorShare);

    [Fact]
    public void A_fee_is_read_or_unreadable_or_none()
    {
        var enabled = Renounced with { TransferFeeEnabled = Datum<bool>.Known(true) };

        Assert.Equal(.05, Read(enabled with { TransferFee = Share(.05) }).Facts.TransferFee);
        Assert.True(Read(enabled).Facts is { FeeUnreadable: true, TransferFee: null });
        Assert.True(Read(Renounced with { TransferFee = Datum<double>.Invalid }).Facts is { FeeUnreadable: true, TransferFee: null });
        Assert.Equal(0, Read(Renounced with { TransferFeeEnabled = Datum<bool>.Known(false) }).Facts.TransferFee);
        Assert.Null(Read(Renounced with { TransferFeeEnabled = default, TransferFee = default }).Facts.TransferFee);
    }

    [Fact]
    public void Invalid_fields_are_named_and_not_known()
    {
        var (facts, invalid) = Read(Renounced with
        {
            MintAuthority = Datum<string>.Invalid,
            FreezeAuthority = Datum<string>.Invalid,
            Top10User = Datum<double>.Invalid,
            CreatedAt = Datum<DateTimeOffset>.Invalid,
        });

        Assert.Equal(["ownerAddress", "freezeAuthority", "top10UserPercent", "creationTime"], invalid);
        Assert.True(facts is { AuthorityUnknown: true, MintAuthorityLive: false, Top10Share: .3, CreatedAt: null });
    }

    [Fact]
    public void Everything_that_was_learned_reaches_the_scorer()
    {
        var now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var facts = new CandidateFacts
        {
            Address = "a",
            Symbol = "A",
            LiquidityUsd = 1,
            Volume24hUsd = 2,
            UniqueWallets24h = 3,
            RoundTripShare = .4,
            Change5mPercent = 5,
            Change1hPercent = 6,
            Change24hPercent = 7,
            BuyVolume24hUsd = 8,
            SellVolume24hUsd = 9,
            Buys24h = 10,
            Sells24h = 11,
            Security = new SecurityFacts
            {
                MintAuthorityLive = true,
                FreezeAuthorityLive = true,
                MutableMetadata = false,
                Top10Share = .1,
                CreatorShare = .2,
                OwnerShare = .3,
                TransferFee = .5,
                IsToken2022 = true,
                LiquidityLock = LiquidityLock.Locked,
                CreatedAt = now.AddHours(-36),
            },
        };

        Assert.Equal(
            new ScoreInputs
            {
                LiquidityUsd = 1,
                PeakLiquidity60mUsd = 12,
                Volume24hUsd = 2,
                UniqueWallets24h = 3,
                RoundTripShare = .4,
                Change5mPercent = 5,
                Change1hPercent = 6,
                Change24hPercent = 7,
                BuyVolume24hUsd = 8,
                SellVolume24hUsd = 9,
                BuyCount24h = 10,
                SellCount24h = 11,
                Security = facts.Security,
                AgeHours = 36,
            },
            ScoreInputs.Of(facts, facts.Security, 12, now));
    }

    private static (SecurityFacts Facts, List<string> Invalid) Read(TokenSecurity security)
    {
        var facts = security.ToFacts();
        return (facts with { InvalidFields = null }, [.. facts.InvalidFields ?? []]);
    }

    private static Datum<double> Share(double value) => Datum<double>.Known(value);
}
