namespace BirdeyeDiscovery.Ledger;

/// <summary>Measures the score over a stream of cycles, one after another.</summary>
internal sealed class ScoreMeter
{
    // A score measurement drops the prices of tokens that are no longer observed once in this number of cycles.
    private const int CyclesBetweenSweeps = 256;

    private readonly ScoreEvaluationOptions _options;
    private readonly List<ObservedCycle> _waiting = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<TokenPrices> _prices = [];
    private readonly List<long> _seen = [];
    private readonly Dictionary<(string Version, string OptionsHash), VersionMeter> _versions = [];
    private readonly List<VersionMeter> _inOrder = [];
    private MeasureRules? _rules;
    private long _kept;
    private long _last = long.MinValue;
    private long _cycles;

    public ScoreMeter(ScoreEvaluationOptions options)
    {
        options.Check();
        _options = options;
    }

    public void Add(ObservedCycle cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        var now = cycle.Timestamp.UtcTicks;
        if (now <= _last)
        {
            throw new ArgumentException(
                $"The cycle of {cycle.Timestamp:O} comes after the one of {new DateTimeOffset(_last, TimeSpan.Zero):O}; "
                + "cycles must come in the order of their times, and each once.",
                nameof(cycle));
        }

        // How late the price of a forward return may be depends on the spacing of the cycles, so the first cycles wait until the spacing is
        // known.
        _last = now;
        if (_rules is { } rules)
        {
            Measure(cycle, rules);
            return;
        }

        _waiting.Add(cycle);
        if (_waiting.Count == CycleSpacing.Cycles)
        {
            Begin();
        }
    }

    public IReadOnlyList<ScoreReport> Report()
    {
        if (_rules is null)
        {
            Begin();
        }

        Close(_last + 1);
        return [.. _inOrder.Select(static version => version.ToReport())];
    }

    private void Begin()
    {
        var spacing = CycleSpacing.Of([.. _waiting.Select(static cycle => cycle.Timestamp.UtcTicks)]);
        _rules = new MeasureRules(
            _options.DelayFor(spacing).Ticks, Math.Log(1 + _options.DeadReturn), _options.TopShare, spacing);
        _kept = _options.Horizons.Max().Ticks + (2 * _rules.Delay);
        foreach (var cycle in _waiting)
        {
            Measure(cycle, _rules);
        }

        _waiting.Clear();
        _waiting.TrimExcess();
    }

    private void Measure(ObservedCycle cycle, MeasureRules rules)
    {
        var now = cycle.Timestamp.UtcTicks;

        // The return horizons that end before this cycle are closed first. Observe may then drop the prices that no open horizon needs.
        Close(now);
        var scored = Observe(cycle, now);
        if (scored.Length > 0)
        {
            var key = (cycle.ScoreVersion, cycle.OptionsHash);
            if (!_versions.TryGetValue(key, out var version))
            {
                version = new VersionMeter(cycle.ScoreVersion, cycle.OptionsHash, _options.Horizons, rules);
                _versions.Add(key, version);
                _inOrder.Add(version);
            }

            version.Add(now, scored, cycle);
        }

        if (++_cycles % CyclesBetweenSweeps == 0)
        {
            Sweep(now - _kept);
        }
    }

    private void Close(long now)
    {
        foreach (var version in _inOrder)
        {
            version.Close(now, _prices);
        }
    }

    // Notes the prices and deaths of an observed cycle, and returns the numbers of the scored tokens.
    private int[] Observe(ObservedCycle cycle, long now)
    {
        var scored = new int[cycle.Tokens.Count];
        var count = 0;
        foreach (var token in cycle.Tokens)
        {
            var number = NumberOf(cycle, token, now);
            if (token.Total is { } total)
            {
                Require(double.IsFinite(total), cycle, token, nameof(token.Total), total, "a finite number");
                scored[count++] = number;
            }

            if (IsDead(token, cycle.Timestamp))
            {
                _prices[number].Add(now, double.NaN, now - _kept);
            }
            else if (token.PriceUsd is { } price)
            {
                var isPrice = price > 0 && double.IsFinite(price);
                Require(isPrice, cycle, token, nameof(token.PriceUsd), price, "a finite number above 0, or null");
                _prices[number].Add(now, Math.Log(price), now - _kept);
            }
        }

        return scored[..count];
    }

    private int NumberOf(ObservedCycle cycle, in ObservedToken token, long now)
    {
        if (!_numbers.TryGetValue(token.Address, out var number))
        {
            number = _prices.Count;
            _numbers.Add(token.Address, number);
            _prices.Add(new TokenPrices());
            _seen.Add(long.MinValue);
        }

        Require(_seen[number] != now, cycle, token, nameof(token.Address), token.Address, "each token once a cycle");
        _seen[number] = now;
        return number;
    }

    private bool IsDead(in ObservedToken token, DateTimeOffset now) =>
        token.LiquidityUsd < _options.DeadLiquidityUsd || now - token.LastTradeAt > _options.DeadAfter;

    private void Sweep(long keepFrom)
    {
        foreach (var prices in _prices)
        {
            if (!prices.IsEmpty && prices.Newest < keepFrom)
            {
                prices.Clear();
            }
        }
    }

    private static void Require<T>(bool isAllowed, ObservedCycle cycle, in ObservedToken token, string field, T value, string allowed)
    {
        if (!isAllowed)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{field} of {token.Address} in the cycle of {cycle.Timestamp:O} is '{value}'; ")
                + $"allowed: {allowed}.",
                nameof(cycle));
        }
    }
}
