using System.Diagnostics;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>
/// Measures how late this process gets its turn: a test in real time leaves out what it saw while the machine stood still, since what it
/// tests got no turn either.
/// </summary>
internal sealed class MachinePulse : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _beating;
    private readonly Lock _gate = new();
    private readonly Queue<(long At, TimeSpan Late)> _beats = new();

    public MachinePulse() => _beating = Task.Run(BeatAsync);

    /// <summary>Gets the longest time for which the process got no turn within the last while, the present included.</summary>
    public TimeSpan LongestWithin(TimeSpan last)
    {
        lock (_gate)
        {
            var late = _beats.Count > 0 ? Stopwatch.GetElapsedTime(_beats.Last().At) - Step : TimeSpan.Zero;
            foreach (var beat in _beats)
            {
                late = Stopwatch.GetElapsedTime(beat.At) <= last && beat.Late > late ? beat.Late : late;
            }

            return late;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_beating.IsCompleted)
        {
            await _end.CancelAsync();
            await _beating;
            _end.Dispose();
        }
    }

    private async Task BeatAsync()
    {
        var before = Stopwatch.GetTimestamp();
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(Step, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                _beats.Enqueue((Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(before) - Step));
                before = Stopwatch.GetTimestamp();
                if (_beats.Count > 1_000)
                {
                    _beats.Dequeue();
                }
            }
        }
    }
}
