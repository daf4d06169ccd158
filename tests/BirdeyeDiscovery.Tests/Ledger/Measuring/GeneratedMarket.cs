using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

/// <summary>
/// A generated market for the measurement: tokens come and go, 2 % of the price steps have fat tails, tokens die, the volatility follows the
/// score, and prices are followed after a token has left. The score predicts nothing unless an edge is planted.
/// </summary>
internal sealed class GeneratedMarket(int seed)
{
    private const int Slots = 40;

    private const double DeathRate = 1e-4;

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(seed);
    private double? _spare;
    private int _made;

    public required int Cycles { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets the mean number of cycles that a token stays on the list.</summary>
    public required int Dwell { get; init; }

    /// <summary>Gets the number of cycles for which a token is observed after it left.</summary>
    public required int Followed { get; init; }

    /// <summary>Gets the correlation of a score with that of the cycle before. At .99, half of a distance is left after 70 cycles.</summary>
    public double Persistence { get; init; } = .99;

    /// <summary>Gets the drift of a price step per standard deviation of the score, in standard deviations of the step.</summary>
    public double Edge { get; init; }

    public IEnumerable<ObservedCycle> Read()
    {
        var listed = Enumerable.Range(0, Slots).Select(_ => New()).ToArray();
        var gone = new Queue<(int Until, State Token)>();
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            while (gone.TryPeek(out var oldest) && oldest.Until < cycle)
            {
                gone.Dequeue();
            }

            var tokens = new ObservedToken[Slots + gone.Count];
            for (var slot = 0; slot < Slots; slot++)
            {
                tokens[slot] = Observed(listed[slot], isListed: true);
            }

            var next = Slots;
            foreach (var (_, token) in gone)
            {
                tokens[next++] = Observed(token, isListed: false);
            }

            yield return new ObservedCycle { Timestamp = Start + (cycle * Interval), ScoreVersion = "1", OptionsHash = "h", Tokens = tokens };

            foreach (var (_, token) in gone)
            {
                Step(token);
            }

            for (var slot = 0; slot < Slots; slot++)
            {
                Step(listed[slot]);
                if (_random.NextDouble() < 1.0 / Dwell || listed[slot].IsDead)
                {
                    gone.Enqueue((cycle + Followed, listed[slot]));
                    listed[slot] = New();
                }
            }
        }
    }

    private static ObservedToken Observed(State token, bool isListed) => new()
    {
        Address = token.Address,
        Total = isListed ? 50 + (15 * token.Score) : null,
        Momentum = isListed ? 50 + (15 * token.Other) : null,
        IsTracked = isListed && token.Score > 1,
        PriceUsd = Math.Exp(token.Log),
        LiquidityUsd = token.IsDead ? 500 : 50_000,
    };

    private void Step(State token)
    {
        var step = Normal() * (_random.NextDouble() < .02 ? 10 : 1);
        token.Log += .003 * Math.Exp(.5 * token.Score) * (step + (Edge * token.Score));
        token.Score = Next(token.Score);
        token.Other = Next(token.Other);
        token.IsDead |= _random.NextDouble() < DeathRate;
    }

    private State New() => new()
    {
        Address = FormattableString.Invariant($"token{_made++}"),
        Log = Normal(),
        Score = Normal(),
        Other = Normal(),
    };

    private double Next(double value) => (Persistence * value) + (Math.Sqrt(1 - (Persistence * Persistence)) * Normal());

    // The polar method makes two at a time.
    private double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        while (true)
        {
            double x = (2 * _random.NextDouble()) - 1, y = (2 * _random.NextDouble()) - 1;
            var square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                var scale = Math.Sqrt(-2 * Math.Log(square) / square);
                _spare = y * scale;
                return x * scale;
            }
        }
    }

    private sealed class State
    {
        public required string Address { get; init; }

        public double Log { get; set; }

        public double Score { get; set; }

        public double Other { get; set; }

        public bool IsDead { get; set; }
    }
}
