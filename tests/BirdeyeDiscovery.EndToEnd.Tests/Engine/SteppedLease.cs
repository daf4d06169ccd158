using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A host's own lease with a store's time that a test moves, and an answer that a test may replace.</summary>
internal sealed class SteppedLease : ILeaderLease
{
    private int _asked;
    private ILeaderLease? _inner;

    public StoreTime Time { get; } = new();

    /// <summary>Gets or sets what is answered instead of the store's own; null for that.</summary>
    public Func<long?>? Answer { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    public ILeaderLease Inner => _inner!;

    /// <summary>Puts this lease before the store's.</summary>
    public void Use(IBirdeyeDiscoveryBuilder builder)
    {
        var store = builder.Services.Last(static service => service.IsKeyedService && service.ServiceType == typeof(ILeaderLease));
        builder.Services.AddSingleton(new StoreClock(Time));
        builder.Services.AddKeyedSingleton<ILeaderLease>(builder.Name, (provider, name) =>
        {
            _inner = (ILeaderLease)store.KeyedImplementationFactory!(provider, name);
            return this;
        });
    }

    public ValueTask<long?> AcquireOrRenewAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _asked);
        return Answer is { } answer ? new(answer()) : Inner.AcquireOrRenewAsync(duration, cancellationToken);
    }

    public ValueTask ReleaseAsync(CancellationToken cancellationToken = default) => Inner.ReleaseAsync(cancellationToken);

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    internal sealed class StoreTime : FakeTimeProvider
    {
        private long _suspended;

        public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _suspended);

        /// <summary>Lets time pass in which no timer fires.</summary>
        public void Suspend(TimeSpan time) => Interlocked.Add(ref _suspended, time.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond));
    }
}
