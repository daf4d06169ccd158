using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>The state that the collecting steps of one running cycle share.</summary>
internal sealed class CycleContext(
    BirdeyeDiscoveryOptions options,
    DateTimeOffset cycleTimestamp,
    IReadOnlyDictionary<string, TrackedToken> tokens,
    CallScope scope,
    Action<CyclePhase, int, int> report,
    string source = MarketSourceInfo.Birdeye)
{
    private int _ticking;

    public BirdeyeDiscoveryOptions Options { get; } = options;

    public DateTimeOffset CycleTimestamp { get; } = cycleTimestamp;

    /// <summary>Gets the tracked tokens of every status by address for collecting, as they were when the cycle began.</summary>
    public IReadOnlyDictionary<string, TrackedToken> Tokens { get; } = tokens;

    /// <summary>Gets for collecting the new address of each migrated address, as of the beginning of the cycle.</summary>
    public IReadOnlyDictionary<string, string> Migrations { get; init; } = new Dictionary<string, string>();

    public CallScope Scope { get; } = scope;

    /// <summary>Gets the name of the market source from which the facts of the cycle are collected.</summary>
    public string Source { get; } = source;

    public CycleFaults Faults { get; } = new(source == MarketSourceInfo.Birdeye ? options.PathOf("Birdeye:ApiKey") : null);

    /// <summary>Gets the candles collected in this cycle by address, so that no candles are requested twice.</summary>
    public ConcurrentDictionary<string, Reading<CandleSeries>> Candles { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the collected candle lists of the longer intervals that this cycle must write.</summary>
    public List<LongCandles> LongCandles { get; } = [];

    /// <summary>
    /// Gets a value indicating whether the history of longer candles is collected. It is the first part that a short budget leaves out.
    /// </summary>
    public bool ReadsLongCandles { get; init; } = true;

    /// <summary>Gets or sets the compute units that collecting the history of longer candles cost in this cycle.</summary>
    public long LongCandleUnits { get; set; }

    /// <summary>Gets or sets the cached candles, as collected in this cycle.</summary>
    public KnownCandles? KnownCandles { get; set; }

    /// <summary>Gets or sets the callback of the collecting steps that runs after each item; it keeps the published scores alive.</summary>
    public Func<CancellationToken, ValueTask>? OnTick { get; set; }

    /// <summary>
    /// Gets the callback that runs after the list is collected: the first answers of the cycle have arrived, and no expensive call was sent
    /// yet.
    /// </summary>
    public Action? OnListRead { get; init; }

    /// <summary>Reports the progress of collecting a cycle's facts: phase, items done, total.</summary>
    public void Report(CyclePhase phase, int done, int total) => report(phase, done, total);

    public TrackedToken? Find(string address) => Tokens.GetValueOrDefault(address);

    public bool IsTracked(string address) => Find(address).IsTracked();

    public bool IsPermanent(string address) => Find(address).IsExempt();

    /// <summary>Runs a collecting step for each item, with the concurrency that the options allow, and reports progress.</summary>
    public async ValueTask ForEachAsync<T>(
        CyclePhase phase, IReadOnlyList<T> items, Func<T, CancellationToken, ValueTask> step, CancellationToken cancellationToken)
    {
        using var activity = items.Count == 0 ? null : PhaseActivities.Start(phase);
        Report(phase, 0, items.Count);
        var done = 0;
        if (Options.Birdeye.MaxConcurrency == 1)
        {
            // With a concurrency of one, the collecting steps run in order and on the caller's asynchronous flow. Simulations rely on this.
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

    /// <summary>Reports the progress of collecting, and keeps the published scores alive.</summary>
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
