namespace BirdeyeDiscovery.Ledger;

/// <summary>Measures how well one version of the score with one set of options predicts returns.</summary>
internal sealed class VersionMeter(string version, string optionsHash, IReadOnlyList<TimeSpan> horizons, MeasureRules rules)
{
    private static readonly ScoreFactor[] Factors = Enum.GetValues<ScoreFactor>();

    private readonly HorizonMeter[] _horizons = [.. horizons.Select(horizon => new HorizonMeter(horizon, rules))];
    private readonly ShadowList _shadows = new(rules.TopShare);
    private readonly long[] _later = new long[horizons.Count];

    // The scored cycles that at least one return horizon still waits for, preceded by closed cycles that are not removed yet. The first one
    // in the list has the number _first.
    private readonly List<PendingCycle> _pending = [];
    private readonly HashSet<int> _tokens = [];
    private long _first;
    private long _scored;
    private int _cycles;
    private long _from;
    private long _to;
    private int[] _positions = [];
    private int[] _positionOf = [];

    /// <summary>Adds a scored cycle whose tokens have the given numbers to the measurement of this version of the score.</summary>
    public void Add(long ticks, int[] tokens, ObservedCycle observed)
    {
        var values = new double[tokens.Length];
        var factors = new FactorRanks[Factors.Length];
        foreach (var factor in Factors)
        {
            var position = 0;
            foreach (var token in observed.Tokens)
            {
                if (token.Total is not null)
                {
                    values[position++] = token.ValueOf(factor) ?? double.NaN;
                }
            }

            factors[(int)factor] = FactorRanks.Of(values, factor == ScoreFactor.Tracked ? null : rules.TopShare);
        }

        _pending.Add(new PendingCycle(ticks, tokens, factors, _shadows.Rank(observed, tokens.Length)));
        _tokens.UnionWith(tokens);
        _from = _cycles == 0 ? ticks : _from;
        _to = ticks;
        _cycles++;
        _scored += tokens.Length;
    }

    /// <summary>
    /// Adds to the measurement the forward returns whose horizon is over at a time, by the prices that were observed before it.
    /// </summary>
    public void Close(long now, List<TokenPrices> prices)
    {
        var needed = long.MaxValue;
        for (var index = 0; index < _horizons.Length; index++)
        {
            var horizon = _horizons[index];
            while (horizon.Next < _first + _pending.Count && At(horizon.Next) is var cycle && horizon.IsOver(cycle, now))
            {
                horizon.Close(cycle, prices);
                AddChange(index, cycle);
            }

            needed = Math.Min(needed, horizon.Next);
        }

        // Cycles that no horizon needs any more are removed in blocks, because each removal from the front of the list moves all others.
        var done = (int)(needed - _first);
        if (done >= 256 && done >= _pending.Count / 4)
        {
            _pending.RemoveRange(0, done);
            _first = needed;
        }
    }

    public ScoreReport ToReport() => new()
    {
        ScoreVersion = version,
        OptionsHash = optionsHash,
        From = new DateTimeOffset(_from, TimeSpan.Zero),
        To = new DateTimeOffset(_to, TimeSpan.Zero),
        Cycles = _cycles,
        Tokens = _tokens.Count,
        CycleSpacing = rules.Spacing,
        MaxPriceDelay = TimeSpan.FromTicks(rules.Delay),
        Horizons = [.. _horizons.Select(horizon => horizon.ToReport(_scored, _shadows.Keys))],
    };

    private PendingCycle At(long number) => _pending[(int)(number - _first)];

    private void AddChange(int index, PendingCycle cycle)
    {
        var horizon = _horizons[index];
        var end = _first + _pending.Count;
        var number = Math.Max(_later[index], _first);
        while (number < end && horizon.IsBeforeHorizon(cycle, At(number).Ticks))
        {
            number++;
        }

        _later[index] = number;
        if (number == end || !horizon.IsAfterHorizon(cycle, At(number).Ticks))
        {
            return;
        }

        var later = At(number);
        if (_positions.Length < later.Tokens.Length)
        {
            _positions = new int[later.Tokens.Length];
        }

        foreach (var token in cycle.Tokens.Concat(later.Tokens))
        {
            if (token >= _positionOf.Length)
            {
                Array.Resize(ref _positionOf, Math.Max(token + 1, 2 * _positionOf.Length));
            }
        }

        // For the measurement, positions of scored tokens in _positionOf count from 1, because 0 means that the token is not in the cycle.
        // The entries are set back to 0 below, for the next call.
        for (var position = 0; position < cycle.Tokens.Length; position++)
        {
            _positionOf[cycle.Tokens[position]] = position + 1;
        }

        for (var position = 0; position < later.Tokens.Length; position++)
        {
            _positions[position] = _positionOf[later.Tokens[position]] - 1;
        }

        foreach (var token in cycle.Tokens)
        {
            _positionOf[token] = 0;
        }

        horizon.AddChange(cycle, later, _positions.AsSpan(0, later.Tokens.Length));
    }
}
