namespace BirdeyeDiscovery.Ledger;

/// <summary>Measures the factors of the score at one horizon.</summary>
internal sealed class HorizonMeter
{
    private readonly TimeSpan _horizon;
    private readonly MeasureRules _rules;
    private readonly FactorMeter[] _factors;
    private readonly List<ShadowMeter> _shadows = [];
    private readonly CrossSection _section = new();
    private readonly CrossSection _other = new();
    private double[] _returns = [];
    private double[] _sorted = [];
    private int[] _order = [];
    private bool[] _isDead = [];
    private long _firstClosed;
    private long _lastClosed;
    private long _scored;
    private long _missing;
    private long _dead;

    public HorizonMeter(TimeSpan horizon, MeasureRules rules)
    {
        _horizon = horizon;
        _rules = rules;
        _factors = [.. Enum.GetValues<ScoreFactor>().Select(factor => new FactorMeter(factor, horizon))];
    }

    /// <summary>Gets the number of the next scored cycle whose returns are to be closed.</summary>
    public long Next { get; private set; }

    /// <summary>Gets whether everything that decides the forward returns of a cycle was observed before a time.</summary>
    public bool IsOver(PendingCycle cycle, long now) => cycle.Ticks + _horizon.Ticks + (2 * _rules.Delay) < now;

    public bool IsAfterHorizon(PendingCycle cycle, long ticks) =>
        ticks >= cycle.Ticks + _horizon.Ticks && ticks <= cycle.Ticks + _horizon.Ticks + _rules.Delay;

    public bool IsBeforeHorizon(PendingCycle cycle, long ticks) => ticks < cycle.Ticks + _horizon.Ticks;

    /// <summary>Adds the forward returns of the next cycle to the factors.</summary>
    public void Close(PendingCycle cycle, List<TokenPrices> prices)
    {
        _firstClosed = Next++ == 0 ? cycle.Ticks : _firstClosed;
        _lastClosed = cycle.Ticks;
        var length = cycle.Tokens.Length;
        Prepare(length);
        var known = 0;
        for (var position = 0; position < length; position++)
        {
            var found = prices[cycle.Tokens[position]].Return(cycle.Ticks, _horizon.Ticks, _rules.Delay, _rules.Floor);
            _returns[position] = found.Log;
            _isDead[position] = found.IsDead;
            _dead += found.IsDead ? 1 : 0;
            if (!double.IsNaN(found.Log))
            {
                _sorted[known] = found.Log;
                _order[known++] = position;
            }
        }

        _scored += length;
        _missing += length - known;
        Array.Sort(_sorted, _order, 0, known);
        foreach (var factor in _factors)
        {
            factor.Add(cycle, _returns.AsSpan(0, length), _order.AsSpan(0, known), _isDead.AsSpan(0, length), _section);
        }

        foreach (var (number, ranks) in cycle.Shadows)
        {
            ShadowAt(number).Add(cycle, ranks, _returns.AsSpan(0, length), _order.AsSpan(0, known), _section, _other);
        }
    }

    /// <summary>Adds how the orders of the factors changed until the cycle after the horizon.</summary>
    public void AddChange(PendingCycle cycle, PendingCycle later, ReadOnlySpan<int> positions)
    {
        foreach (var factor in _factors)
        {
            factor.AddChange(cycle, later, positions);
        }
    }

    public HorizonReport ToReport(long scored, IReadOnlyList<ShadowKey> shadows)
    {
        var coverage = new ReturnCoverage(
            _horizon,
            TimeSpan.FromTicks(_lastClosed - _firstClosed),
            _scored,
            _missing,
            TimeSpan.FromTicks(_rules.Delay),
            _rules.Spacing);
        return new HorizonReport
        {
            Horizon = _horizon,
            Scored = _scored,
            Missing = _missing,
            Dead = _dead,
            Open = scored - _scored,
            Factors = [.. _factors.Select(factor => factor.ToReport(coverage))],
            Shadows = [.. shadows.Select((key, number) => ShadowAt(number).ToReport(key, coverage))],
        };
    }

    private ShadowMeter ShadowAt(int number)
    {
        while (_shadows.Count <= number)
        {
            _shadows.Add(new ShadowMeter(_horizon));
        }

        return _shadows[number];
    }

    private void Prepare(int length)
    {
        if (_returns.Length < length)
        {
            _returns = new double[length];
            _sorted = new double[length];
            _order = new int[length];
            _isDead = new bool[length];
        }
    }
}
