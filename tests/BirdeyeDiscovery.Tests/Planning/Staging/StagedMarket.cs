namespace BirdeyeDiscovery.Tests;

/// <summary>
/// A generated market that gives the facts of its candidates part by part, as a cycle reads them: quartiles after measurements of trending
/// lists, tokens that come, go, return, rise, drain and fail.
/// </summary>
internal sealed class StagedMarket
{
    private const int Slots = 50;

    private readonly Random _random;
    private readonly StagedMarketShape _shape;
    private readonly List<StagedToken> _listed = [];
    private readonly List<StagedToken> _gone = [];
    private int _made;

    public StagedMarket(int seed, StagedMarketShape shape)
    {
        _random = new Random(seed);
        _shape = shape;
        Permanent = [new StagedToken("SOL", _random, shape, isBlueChip: true), new StagedToken("JUP", _random, shape, isBlueChip: true)];
        while (_listed.Count < Slots)
        {
            _listed.Add(Newcomer());
        }
    }

    public StagedToken[] Permanent { get; }

    /// <summary>Moves the market by a cycle and gets its candidates after each part: security, market, candles, swaps.</summary>
    public CandidateFacts[][] Next(CycleState state, DateTimeOffset now)
    {
        foreach (var token in _listed.Concat(_gone).Concat(Permanent))
        {
            token.Move(_random, _shape);
        }

        foreach (var leaving in _listed.Where(token => _random.NextDouble() < token.LeavesPerCycle).ToArray())
        {
            _listed.Remove(leaving);
            _gone.Add(leaving);
            var isBack = _gone.Count > 20 && _random.NextDouble() < .2;
            var entering = isBack ? _gone[_random.Next(_gone.Count)] : Newcomer();
            _gone.Remove(entering);
            _listed.Add(entering);
        }

        var active = state.Tokens.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address).ToHashSet();
        var tokens = _listed.Concat(_gone.Concat(Permanent).Where(token => active.Contains(token.Address))).ToArray();
        _gone.RemoveAll(token => _gone.Count > 400 && !active.Contains(token.Address) && _random.Next(10) == 0);
        var steps = new CandidateFacts[4][];
        for (var step = 0; step < steps.Length; step++)
        {
            steps[step] = new CandidateFacts[tokens.Length];
        }

        for (var index = 0; index < tokens.Length; index++)
        {
            var parts = tokens[index].Parts(_random, _shape, index < Slots ? index + 1 : null, now);
            for (var step = 0; step < steps.Length; step++)
            {
                steps[step][index] = parts[step];
            }
        }

        return steps;
    }

    private StagedToken Newcomer() => new($"T{++_made}", _random, _shape);
}
