using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class ExpiringMapTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void An_entry_is_gone_at_the_end_of_its_lifetime_to_the_tick()
    {
        var map = new ExpiringMap<string>(_clock, 10);
        map.Set("a", "value", 1, TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.True(map.TryGet("a", out _));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(map.TryGet("a", out _));
    }

    [Fact]
    public void Expired_entries_are_swept_while_others_are_written()
    {
        var map = new ExpiringMap<string>(_clock, 1_000_000);
        for (var index = 0; index < 100_000; index++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            map.Set(index.ToString(CultureInfo.InvariantCulture), "value", 1, TimeSpan.FromSeconds(30));
            Assert.True(map.Count <= 120);
        }

        Assert.Equal(map.Count, map.Weight);
    }

    [Fact]
    public void The_weight_never_exceeds_the_capacity_and_what_expires_last_stays()
    {
        var map = new ExpiringMap<string>(_clock, 1_000);
        for (var index = 1; index <= 5_000; index++)
        {
            map.Set(index.ToString(CultureInfo.InvariantCulture), "value", 7, TimeSpan.FromSeconds(index));
            Assert.True(map.Weight <= 1_000);
        }

        Assert.True(map.TryGet("5000", out _));
        Assert.False(map.TryGet("1", out _));
    }

    [Fact]
    public void What_is_heavier_than_the_capacity_is_not_kept_and_pushes_nothing_out()
    {
        var map = new ExpiringMap<string>(_clock, 10);
        map.Set("small", "value", 1, TimeSpan.FromSeconds(30));
        map.Set("huge", "value", 11, TimeSpan.FromSeconds(30));
        Assert.False(map.TryGet("huge", out _));
        Assert.True(map.TryGet("small", out _));
    }

    [Fact]
    public void Writing_a_key_again_replaces_its_weight_and_lifetime()
    {
        var map = new ExpiringMap<string>(_clock, 10);
        map.Set("a", "old", 9, TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(29));
        map.Set("a", "new", 3, TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.True(map.TryGet("a", out var value));
        Assert.Equal("new", value);
        Assert.Equal(3, map.Weight);
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_does_not_lengthen_a_life()
    {
        var clock = new SetBackClock();
        var map = new ExpiringMap<string>(clock, 10);
        map.Set("a", "value", 1, TimeSpan.FromSeconds(30));
        clock.Ticks += 31 * TimeSpan.TicksPerSecond;
        Assert.False(map.TryGet("a", out _));
    }

    private sealed class SetBackClock : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(-Ticks);
    }
}
