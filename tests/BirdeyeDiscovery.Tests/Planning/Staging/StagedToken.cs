namespace BirdeyeDiscovery.Tests;

/// <summary>A token of a <see cref="StagedMarket"/>.</summary>
internal sealed class StagedToken
{
    private readonly double _liquidity;
    private readonly double _turnover;
    private readonly double _volumePerWallet;
    private readonly double _roundTrips;
    private readonly double _buyShare;
    private readonly double _fdv;
    private readonly Random _answers;
    private readonly SecurityFacts _security;
    private double _level;
    private double _move;
    private double _drained = 1;

    public StagedToken(string name, Random random, StagedMarketShape shape, bool isBlueChip = false)
    {
        Address = Candidates.Address(name);
        Name = name;
        _liquidity = isBlueChip ? 5e7 : 93_000 * Math.Exp(.75 * shape.Spread * Normal(random));
        _turnover = isBlueChip ? 3 : 11 * Math.Exp(1.2 * shape.Spread * Normal(random));
        _volumePerWallet = 2_000 * Math.Exp(.7 * shape.Spread * Normal(random));
        _roundTrips = random.NextDouble() < .1 ? .9 : Math.Clamp(.27 + (.13 * shape.Spread * Normal(random)), 0, 1);
        _buyShare = .51 + (.02 * shape.Spread * Normal(random));
        _answers = new Random(name.Sum(static letter => letter * 31));
        _fdv = _liquidity * 40 * Math.Exp(1.5 * Normal(_answers));
        _move = Normal(random);
        LeavesPerCycle = isBlueChip ? 0 : new[] { 1 / 480d, 1 / 120d, 1 / 60d, 1 / 45d }[random.Next(4)];
        var isUnsafe = !isBlueChip && random.NextDouble() < shape.Unsafe;
        _security = new SecurityFacts
        {
            MintAuthorityLive = isUnsafe,
            MutableMetadata = random.Next(2) == 0,
            Top10Share = .09 + (.25 * random.NextDouble() * shape.Spread),
            CreatorShare = .07 * random.NextDouble() * shape.Spread,
            CreatedAt = Candidates.Start.AddHours(-2 - (500 * random.NextDouble() * random.NextDouble())),
        };
    }

    public string Address { get; }

    public string Name { get; }

    public double LeavesPerCycle { get; }

    public void Move(Random random, StagedMarketShape shape)
    {
        _level += .006 * 1.4 * Normal(random);
        _move = (.9 * _move) + (.44 * shape.Spread * Normal(random));
        if (random.NextDouble() < 4e-4)
        {
            _drained = .3;
        }
    }

    /// <summary>Gets what is known after security, the market figures, the candles and the swaps.</summary>
    public CandidateFacts[] Parts(Random random, StagedMarketShape shape, int? position, DateTimeOffset now)
    {
        var liquidity = Rounded(_liquidity * _drained * Math.Exp(_level), shape);
        var volume = Rounded(_liquidity * _turnover * Math.Exp(_level + (.1 * _move)), shape);
        var change5 = Rounded(3 * _move * (.5 + random.NextDouble()), shape);
        var change1 = Rounded(10 * _move, shape);
        double? change24 = random.NextDouble() < shape.Incomplete ? null : Rounded((60 * _move) + 30, shape);
        var wallets = Rounded(volume / _volumePerWallet, shape);
        var buys = Rounded(volume * Math.Clamp(_buyShare + (.01 * Normal(random)), 0, 1), shape);
        var share = Math.Clamp(_roundTrips + (shape.Ties ? 0 : .06 * Normal(random)), 0, 1);
        var known = new CandidateFacts
        {
            Address = Address,
            Symbol = Name,
            Name = Name,
            ListPosition = position,
            LiquidityUsd = position is null ? null : liquidity,
            Volume24hUsd = position is null ? null : volume,
            Change24hPercent = position is null ? null : change24,
            SecurityAsked = true,
            Security = Misses(random, shape) ? null : _security,
            SecurityAsOf = now,
        };
        var figures = new MarketFacts
        {
            Address = Address,
            LiquidityUsd = liquidity,
            Volume24hUsd = volume,
            FdvUsd = Misses(_answers, shape) ? null : _fdv * Math.Exp(3 * _level),
            Change5mPercent = Misses(random, shape) ? null : change5,
            Change1hPercent = change1,
            Change24hPercent = change24,
            BuyVolume24hUsd = buys,
            SellVolume24hUsd = volume - buys,
            Buys24h = Math.Round(wallets * 2.1),
            Sells24h = Math.Round(wallets * 2),
            Buys1h = 80,
            Sells1h = random.Next(60) == 0 ? 0 : 75,
            UniqueWallets24h = Misses(random, shape) ? null : wallets,
        };
        var market = random.NextDouble() < shape.Failing
            ? known with { MarketAsked = true, FailedCalls = ["Overview"] }
            : known.WithFigures(figures) with
            {
                MarketAsked = true,
                LiquidityUsd = liquidity,
                Volume24hUsd = volume,
                Change24hPercent = known.ListPosition is null ? change24 : known.Change24hPercent,
            };
        var candles = market with { CandlesAsked = true };
        if (random.NextDouble() < shape.Failing && ScoreBound.LacksChange(market))
        {
            candles = candles with { FailedCalls = [.. market.FailedCalls, "Ohlcv"] };
        }
        else if (!Misses(random, shape))
        {
            candles = candles with
            {
                Change5mPercent = candles.Change5mPercent ?? change5,
                Change1hPercent = candles.Change1hPercent ?? change1,
                Change24hPercent = candles.Change24hPercent ?? 20,
            };
        }

        var swaps = candles with { SwapsAsked = true, RoundTripShare = Misses(random, shape) ? null : share };
        return [known, market, candles, random.NextDouble() < shape.Failing ? swaps with { RoundTripShare = null, FailedCalls = [.. candles.FailedCalls, "Trades"] } : swaps];
    }

    private static bool Misses(Random random, StagedMarketShape shape) => random.NextDouble() < shape.Incomplete;

    private static double Rounded(double value, StagedMarketShape shape) =>
        shape.Ties && value != 0 ? Math.Sign(value) * Math.Pow(4, Math.Round(Math.Log(Math.Abs(value), 4))) : value;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
