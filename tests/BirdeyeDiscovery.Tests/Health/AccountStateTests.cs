using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>When calls that fail say that the account is not served.</summary>
public sealed class AccountStateTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AccountState _account;

    public AccountStateTests() => _account = new AccountState(_clock);

    [Fact]
    public void A_refused_account_is_in_trouble_at_once_and_until_a_call_is_answered()
    {
        Assert.Null(_account.Trouble());
        _account.Failed("Trending: unauthorized", isOfAccount: true);
        _clock.Advance(TimeSpan.FromMinutes(5));
        _account.Failed("Security: server", isOfAccount: false);
        Assert.Equal(("Trending: unauthorized", TimeSpan.FromMinutes(5)), _account.Trouble());

        _account.Answered();
        Assert.Null(_account.Trouble());
    }

    [Fact]
    public void A_host_that_follows_forgets_the_refusal()
    {
        _account.Failed("Trending: unauthorized", isOfAccount: true);
        _account.Follow(isAsking: true);
        Assert.NotNull(_account.Trouble());

        _account.Follow(isAsking: false);
        Assert.Null(_account.Trouble());

        _account.Failed("Trades: timeout", isOfAccount: false);
        Assert.Null(_account.Trouble());
    }

    [Fact]
    public void One_failed_call_among_answered_ones_is_no_trouble_and_three_in_a_row_are()
    {
        for (var i = 0; i < 10; i++)
        {
            _account.Failed("Trades: timeout", isOfAccount: false);
            _account.Failed("Trades: timeout", isOfAccount: false);
            Assert.Null(_account.Trouble());
            _account.Answered();
        }

        _account.Failed("Trades: timeout", isOfAccount: false);
        _account.Failed("Trades: server", isOfAccount: false);
        _account.Failed("Trades: network", isOfAccount: false);
        Assert.Equal("Trades: network", _account.Trouble()?.Failure);
    }
}
