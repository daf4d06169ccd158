namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The real clock, which a test sets forward and back; its counter goes on undisturbed, as that of a real machine.</summary>
internal sealed class SetClock : TimeProvider
{
    private long _off;

    /// <summary>Gets or sets how far the clock is ahead.</summary>
    public TimeSpan Off
    {
        get => new(Interlocked.Read(ref _off));
        set => Interlocked.Exchange(ref _off, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;
}
