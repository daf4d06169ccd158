using System.Runtime.ExceptionServices;
using Polly;

namespace BirdeyeDiscovery;

/// <summary>One call of a store, as the retry sees it: what may be repeated, how often, and for how long.</summary>
/// <param name="purpose">The operation's key in Polly's telemetry.</param>
/// <param name="maxAttempts">How often the store is called at most.</param>
internal sealed class StoreCall(string purpose, int maxAttempts)
{
    private static readonly ResiliencePropertyKey<StoreCall> Key = new("BirdeyeDiscovery.StoreCall");

    private TimeProvider? _time;
    private long _started;
    private ExceptionDispatchInfo? _last;

    public string Purpose { get; } = purpose;

    /// <summary>Gets which failures left the store as it was, or let the next attempt find what was done; null: all transient ones.</summary>
    public Func<DiscoveryStoreException, bool>? IsRepeatable { get; init; }

    /// <summary>Gets whether there is time left for a wait; null: always.</summary>
    public Func<bool>? MayWait { get; init; }

    /// <summary>Gets for how long attempts are begun; null: no limit but their number.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Gets the number of the attempt that runs, from 1 on.</summary>
    public int Attempt { get; private set; }

    public static StoreCall? Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    public ResilienceContext Enter(TimeProvider time, CancellationToken cancellationToken)
    {
        (_time, _started) = (time, time.GetTimestamp());
        var context = ResilienceContextPool.Shared.Get(Purpose, cancellationToken);
        context.Properties.Set(Key, this);
        return context;
    }

    /// <summary>Says that the store must not be called again after this failure, whatever the pipeline is.</summary>
    public void End(Exception failure) => _last = ExceptionDispatchInfo.Capture(failure);

    /// <summary>Decides whether the default retry tries again.</summary>
    public bool MayRepeat(Exception? failure) =>
        failure is DiscoveryStoreException { IsTransient: true }
        && _last is null
        && Attempt < maxAttempts
        && (Patience is null || _time!.GetElapsedTime(_started) < Patience)
        && MayWait?.Invoke() != false;

    /// <summary>Makes one attempt. A failure that must not be repeated stays the answer, also under a host's own retry.</summary>
    public async ValueTask<T> TryAsync<TState, T>(
        TState state, Func<TState, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        _last?.Throw();
        Attempt++;
        try
        {
            return await work(state, cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException failure) when (!failure.IsTransient || IsRepeatable?.Invoke(failure) == false)
        {
            End(failure);
            throw;
        }
    }
}
