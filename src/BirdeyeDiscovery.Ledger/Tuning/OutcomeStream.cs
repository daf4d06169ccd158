namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Follows cycles in the order of time for a tuning search, and reports the returns that followed each, as soon as they are decided.
/// </summary>
/// <typeparam name="T">What is kept of a cycle until then.</typeparam>
internal sealed class OutcomeStream<T>
{
    private const int CyclesBetweenSweeps = 256;

    private readonly IReadOnlyList<TimeSpan> _horizons;
    private readonly ScoreEvaluationOptions _options;
    private readonly Outcome _close;
    private readonly long[] _waits;
    private readonly long _kept;
    private readonly double _floor;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<TokenPrices> _prices = [];
    private readonly List<(long Ticks, int[] Tokens, T Kept)> _pending = [];
    private readonly long[] _next;
    private long _first;
    private long _last = long.MinValue;
    private long _cycles;
    private double[] _returns = [];

    /// <summary>Creates a stream of the outcomes of cycles for a tuning search.</summary>
    /// <param name="options">How returns are measured.</param>
    /// <param name="horizons">The horizons to report.</param>
    /// <param name="purge">The least time from a cycle to the report of its returns.</param>
    /// <param name="close">Takes the returns of a cycle.</param>
    public OutcomeStream(ScoreEvaluationOptions options, IReadOnlyList<TimeSpan> horizons, TimeSpan purge, Outcome close)
    {
        _options = options;
        _horizons = horizons;
        _close = close;
        var delays = 2 * options.MaxPriceDelay.Ticks;
        _waits = [.. horizons.Select(horizon => Math.Max(horizon.Ticks + delays, purge.Ticks))];
        _kept = Math.Max(_waits.Max(), horizons.Max().Ticks + delays) + delays;
        _floor = Math.Log(1 + options.DeadReturn);
        _next = new long[horizons.Count];
    }

    /// <summary>Takes the returns that followed a cycle at one horizon of a tuning search; NaN when missing.</summary>
    public delegate void Outcome(int horizon, long ticks, int[] tokens, T kept, ReadOnlySpan<double> returns);

    /// <summary>
    /// Adds a cycle to the outcomes that a tuning search follows. Its prices count for earlier cycles, and returns are reported for some of
    /// its tokens.
    /// </summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="members">The positions of the tokens whose returns are reported, or null when there are none.</param>
    /// <param name="kept">What is kept.</param>
    public void Add(ObservedCycle cycle, IReadOnlyList<int>? members, T kept)
    {
        var now = cycle.Timestamp.UtcTicks;
        if (now <= _last)
        {
            throw new ArgumentException(
                $"The cycle of {cycle.Timestamp:O} is not later than the one before it; allowed are cycles in the order of their times.",
                nameof(cycle));
        }

        Close(now);
        var numbers = Observe(cycle, now);
        _last = now;
        if (members is { Count: > 0 })
        {
            _pending.Add((now, [.. members.Select(position => numbers[position])], kept));
        }

        if (++_cycles % CyclesBetweenSweeps == 0)
        {
            foreach (var prices in _prices)
            {
                if (!prices.IsEmpty && prices.Newest < now - _kept)
                {
                    prices.Clear();
                }
            }
        }
    }

    /// <summary>
    /// Reports to the tuning search the outcomes of cycles that are decided by everything that was observed before a time.
    /// </summary>
    public void Close(long now)
    {
        var needed = _first + _pending.Count;
        for (var horizon = 0; horizon < _horizons.Count; horizon++)
        {
            while (_next[horizon] < _first + _pending.Count
                && _pending[(int)(_next[horizon] - _first)] is var cycle && cycle.Ticks + _waits[horizon] < now)
            {
                _next[horizon]++;
                Report(horizon, cycle.Ticks, cycle.Tokens, cycle.Kept);
            }

            needed = Math.Min(needed, _next[horizon]);
        }

        var done = (int)(needed - _first);
        if (done >= 256 && done >= _pending.Count / 4)
        {
            _pending.RemoveRange(0, done);
            _first = needed;
        }
    }

    private void Report(int horizon, long ticks, int[] tokens, T kept)
    {
        if (_returns.Length < tokens.Length)
        {
            _returns = new double[tokens.Length];
        }

        for (var position = 0; position < tokens.Length; position++)
        {
            _returns[position] = _prices[tokens[position]]
                .Return(ticks, _horizons[horizon].Ticks, _options.MaxPriceDelay.Ticks, _floor).Log;
        }

        _close(horizon, ticks, tokens, kept, _returns.AsSpan(0, tokens.Length));
    }

    private int[] Observe(ObservedCycle cycle, long now)
    {
        var numbers = new int[cycle.Tokens.Count];
        for (var position = 0; position < numbers.Length; position++)
        {
            var token = cycle.Tokens[position];
            if (!_numbers.TryGetValue(token.Address, out var number))
            {
                number = _prices.Count;
                _numbers.Add(token.Address, number);
                _prices.Add(new TokenPrices());
            }

            numbers[position] = number;
            if (token.LiquidityUsd < _options.DeadLiquidityUsd || cycle.Timestamp - token.LastTradeAt > _options.DeadAfter)
            {
                _prices[number].Add(now, double.NaN, now - _kept);
            }
            else if (token.PriceUsd is > 0 and < double.PositiveInfinity)
            {
                _prices[number].Add(now, Math.Log(token.PriceUsd.Value), now - _kept);
            }
        }

        return numbers;
    }
}
