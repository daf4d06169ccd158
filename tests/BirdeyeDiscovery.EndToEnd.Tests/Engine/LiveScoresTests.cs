namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What a bot that reads the live view sees while cycles come and go.</summary>
public sealed class LiveScoresTests : EngineTest
{
    [Fact]
    public async Task The_view_after_a_cycle_holds_the_active_rows_of_the_store()
    {
        Birdeye.Add("Old", 61);
        await using var host = Host();
        host.RunNext();
        Birdeye.AddLadder(12);
        host.RunNext();

        var stored = await host.Store.GetTokensAsync([TokenStatus.Active], Cancellation);
        var view = await host.Cache.GetViewAsync(Cancellation);
        Assert.Equal(7, stored.Count);
        Assert.Equal(stored.Select(static token => token.Address).Order(), view!.ActiveTokens.Order());
        Assert.Equal(stored.Select(static token => token.Address).Order(), (await host.Cache.GetActiveTokensAsync(Cancellation)).Order());
        Assert.Equal((13, Start.AddMinutes(2)), (view.Scores.Count, view.CycleTimestamp));
    }

    [Fact]
    public async Task A_token_that_stays_is_never_without_a_score_though_cycles_outlast_the_interval()
    {
        // 32 calls in the first cycle, one each 5 seconds: 155 seconds and more, of an interval of 120.
        Birdeye.AddLadder(8);
        await using var host = Host(static options => options.Birdeye.RequestsPerSecond = .2m);
        host.RunNext();
        Assert.True(Clock.GetUtcNow() > Start.AddSeconds(150));
        var looks = 0;
        Birdeye.Before = async asked =>
        {
            looks++;
            Assert.True(await host.Cache.GetScoreAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation) is not null, $"no score at {Clock.GetUtcNow() - Start} before {asked}");
        };
        host.RunNext();
        host.RunNext();

        Assert.True(looks > 40);
    }

    [Fact]
    public async Task A_score_is_gone_two_cycles_after_its_own()
    {
        Birdeye.AddLadder(2);
        await using var host = Host();
        host.RunNext();
        var ended = Clock.GetUtcNow();
        Birdeye.Fails = static _ => true;
        host.RunNext();
        Assert.NotNull(await host.Cache.GetScoreAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation));
        Clock.AdvanceTo(Start.AddSeconds(235));
        Assert.NotNull(await host.Cache.GetScoreAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation));
        host.RunNext();
        Clock.AdvanceTo(ended.AddSeconds(241));

        Assert.Null(await host.Cache.GetScoreAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation));
        Assert.Equal(2, (await host.Cache.GetActiveTokensAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task A_restart_publishes_from_the_store_before_the_next_cycle_is_due()
    {
        Birdeye.AddLadder(2);
        await using (var host = Host())
        {
            host.RunNext();
        }

        await using var again = Host();
        Clock.AdvanceTo(Start.AddSeconds(100));
        Assert.Equal(CycleStatus.NotDue, Clock.Drive(again.Engine.RunCycleAsync(Cancellation)).Status);

        Assert.Equal(2, (await again.Cache.GetViewAsync(Cancellation))!.ActiveTokens.Count);
        Assert.Equal(99, (await again.Cache.GetScoreAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation))!.TotalScore);
        Clock.AdvanceTo(Start.AddSeconds(250));
        Assert.Null(await again.Cache.GetScoreAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation));
    }

    [Fact]
    public async Task A_restart_after_a_long_time_shows_who_is_active_and_no_old_score()
    {
        Birdeye.AddLadder(2);
        await using (var host = Host())
        {
            host.RunNext();
        }

        await using var again = Host();
        Clock.AdvanceTo(Start.AddHours(1));
        Birdeye.Fails = static _ => true;
        again.RunNext();

        Assert.Equal(2, (await again.Cache.GetActiveTokensAsync(Cancellation)).Count);
        Assert.Null(await again.Cache.GetScoreAsync(ScriptedBirdeye.AddressOf("A1"), Cancellation));
    }
}
