namespace BirdeyeDiscovery.Tests;

/// <summary>A place where all requests are counted that answers as a test says.</summary>
internal sealed class ScriptedWindows : IAccountWindows
{
    private readonly Lock _gate = new();
    private readonly List<SharedAsk> _asks = [];

    public ScriptedWindows() => Answer = _ => Reply();

    public Func<SharedAsk, SharedReply?> Answer { get; set; }

    /// <summary>When set, questions get no answer until it ends.</summary>
    public TaskCompletionSource? Silence { get; set; }

    public List<string> Completed { get; } = [];

    public List<string> Withdrawn { get; } = [];

    public List<TimeSpan> Pauses { get; } = [];

    public bool HasLeft { get; private set; }

    public IReadOnlyList<SharedAsk> Asks
    {
        get
        {
            lock (_gate)
            {
                return [.. _asks];
            }
        }
    }

    /// <summary>A state that has existed for an hour.</summary>
    public static SharedReply Reply(
        SharedVerdict verdict = SharedVerdict.Go,
        double wait = 0,
        long generation = 1,
        double age = 3600,
        int hosts = 1,
        int taken = 0,
        double pause = 0,
        int? alive = null) =>
        new(verdict, TimeSpan.FromSeconds(wait), generation, TimeSpan.FromSeconds(age), hosts, alive ?? hosts, hosts, taken, TimeSpan.FromSeconds(pause));

    public async ValueTask<SharedReply?> AskAsync(SharedAsk ask, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _asks.Add(ask);
        }

        if (Silence is { } silence)
        {
            await silence.Task.WaitAsync(cancellationToken);
        }

        return Answer(ask);
    }

    public void Complete(string request) => Completed.Add(request);

    public void Withdraw(string request) => Withdrawn.Add(request);

    public void Pause(TimeSpan duration) => Pauses.Add(duration);

    public ValueTask LeaveAsync()
    {
        HasLeft = true;
        return ValueTask.CompletedTask;
    }
}
