using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>The state that the steps of one running cycle share.</summary>
internal sealed class CycleContext(
    BirdeyeDiscoveryOptions options,
    DateTimeOffset cycleTimestamp,
    IReadOnlyDictionary<string, TrackedToken> tokens,
    CallScope scope,
    Action<CyclePhase, int, int> report)
{
    private int _ticking;

    public BirdeyeDiscoveryOptions Options { get; } = options;

    public DateTimeOffset CycleTimestamp { get; } = cycleTimestamp;

    /// <summary>Gets the tracked tokens of every status by address, as they were when the cycle began.</summary>
    public IReadOnlyDictionary<string, TrackedToken> Tokens { get; } = tokens;

    /// <summary>Gets the new address of each migrated address, as of the beginning of the cycle.</summary>
    public IReadOnlyDictionary<string, string> Migrations { get; init; } = new Dictionary<string, string>();

    public CallScope Scope { get; } = scope;

    public CycleFaults Faults { get; } = new();

    /// <summary>Gets the candles read in this cycle by address, so that no candles are requested twice.</summary>
    public ConcurrentDictionary<string, Reading<CandleSeries>> Candles { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the candle lists of the longer intervals that this cycle must write.</summary>
    public List<LongCandles> LongCandles { get; } = [];

    /// <summary>Gets a value indicating whether the history of longer candles is read, which a short budget does without first.</summary>
    public bool ReadsLongCandles { get; init; } = true;

    /// <summary>Gets or sets what the history of longer candles cost in this cycle.</summary>
    public long LongCandleUnits { get; set; }

    /// <summary>Gets or sets the cached candles, as read in this cycle.</summary>
    public KnownCandles? KnownCandles { get; set; }

    /// <summary>Gets or sets the callback that runs after each item; it keeps the published scores alive.</summary>
    public Func<CancellationToken, ValueTask>? OnTick { get; set; }

    /// <summary>
    /// Gets the callback that runs after the list is read: the first answers of the cycle have arrived, and no expensive call was sent yet.
    /// </summary>
    public Action? OnListRead { get; init; }

    /// <summary>Reports the cycle's progress: phase, items done, total.</summary>
    public void Report(CyclePhase phase, int done, int total) => report(phase, done, total);

    public TrackedToken? Find(string address) => Tokens.GetValueOrDefault(address);

    public bool IsTracked(string address) => Find(address).IsTracked();

    public bool IsPermanent(string address) => Find(address).IsExempt();

    /// <summary>Runs a step for each item, with the concurrency that the options allow, and reports progress.</summary>
    public async ValueTask ForEachAsync<T>(
        CyclePhase phase, IReadOnlyList<T> items, Func<T, CancellationToken, ValueTask> step, CancellationToken cancellationToken)
    {
        using var activity = items.Count == 0 ? null : PhaseActivities.Start(phase);
        Report(phase, 0, items.Count);
        var done = 0;
        if (Options.Birdeye.MaxConcurrency == 1)
        {
            // With a concurrency of one, the steps run in order and on the caller's asynchronous flow. Simulations rely on this.
            foreach (var item in items)
            {
                await step(item, cancellationToken).ConfigureAwait(false);
                await DoneAsync(phase, ++done, items.Count, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Options.Birdeye.MaxConcurrency,
            CancellationToken = cancellationToken
        };
        await Parallel.ForEachAsync(items, parallel, async (item, token) =>
        {
            await step(item, token).ConfigureAwait(false);
            await DoneAsync(phase, Interlocked.Increment(ref done), items.Count, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Reports progress, and keeps the published scores alive.</summary>
    public async ValueTask DoneAsync(CyclePhase phase, int done, int total, CancellationToken cancellationToken)
    {
        Report(phase, done, total);
        if (OnTick is not { } tick || Interlocked.Exchange(ref _ticking, 1) == 1)
        {
            return;
        }

        try
        {
            await tick(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _ticking, 0);
        }
    }
}
