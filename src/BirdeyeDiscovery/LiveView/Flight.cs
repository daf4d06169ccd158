using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>One call of a source and those who wait for it.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The token source has neither a timer nor a wait handle, so nothing is held; disposing it would race with the last waiter's Cancel.")]
internal sealed class Flight<T>
    where T : class
{
    private readonly TaskCompletionSource<(Reading<T> Reading, CachedAnswer? Answer)> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Who started the flight goes on where it landed, without a change of thread: it alone waits for it in nearly every case.
    private readonly TaskCompletionSource<(Reading<T> Reading, CachedAnswer? Answer)> _landedForStarter = new();

    private readonly CancellationTokenSource _source = new();

    /// <summary>Gets or sets how many callers wait; guarded by the lock of the cache.</summary>
    public int Waiters { get; set; }

    /// <summary>Gets the landing as those see it who came aboard later.</summary>
    public Task<(Reading<T> Reading, CachedAnswer? Answer)> Landed => _landed.Task;

    /// <summary>Gets the landing as the one who started the flight sees it: going on within <see cref="Land"/>.</summary>
    public Task<(Reading<T> Reading, CachedAnswer? Answer)> LandedForStarter => _landedForStarter.Task;

    public CancellationToken Token => _source.Token;

    public void Cancel() => _source.Cancel();

    public void Land(Reading<T> reading, CachedAnswer? answer)
    {
        _landed.SetResult((reading, answer));
        _landedForStarter.SetResult((reading, answer));
    }

    public void Crash(Exception exception)
    {
        _landed.SetException(exception);

        // Seen here, because every waiter may have left: an abandoned fault is nobody's unobserved exception.
        _ = _landed.Task.Exception;
        _landedForStarter.SetException(exception);
        _ = _landedForStarter.Task.Exception;
    }
}
