using CsCheck;

namespace BirdeyeDiscovery.Tests.Scoring;

/// <summary>Random score inputs: <see cref="Valid"/> knows everything, <see cref="Any"/> also holds missing, impossible and extreme values.</summary>
internal static class ScoreGen
{
    private static readonly Gen<double> Amounts =
        Gen.Frequency((7, Gen.Double[3, 8].Select(e => Math.Pow(10, e))), (2, Gen.Double[-3, 10].Select(e => Math.Pow(10, e))), (1, Gen.Const(0d)));
    private static readonly Gen<double> Counts = Gen.Frequency((9, Gen.Double[0, 5].Select(e => Math.Round(Math.Pow(10, e)))), (1, Gen.Const(0d)));
    private static readonly Gen<double> Shares = Gen.Frequency((8, Gen.Double[0, 1]), (1, Gen.Const(0d)), (1, Gen.Const(1d)));
    private static readonly Gen<double> Changes = Gen.Frequency((8, Gen.Double[-100, 300]), (1, Gen.Double[2, 11].Select(e => Math.Pow(10, e))), (1, Gen.Const(0d)));
    private static readonly Gen<double> Hostile = OneOf(
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, 1e308, -1e308, -1d, -.0d, double.Epsilon, 30d, 1.0000001);

    public static Gen<ScoreInputs> Valid { get; } = Inputs(Known);

    public static Gen<ScoreInputs> Any { get; } = Inputs(Messy);

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<double?> Known(Gen<double> gen) => gen.Select(x => (double?)x);

    private static Gen<double?> Messy(Gen<double> gen) =>
        Gen.Frequency((6, gen.Select(x => (double?)x)), (2, Gen.Const((double?)null)), (2, Hostile.Select(x => (double?)x)));

    private static Gen<ScoreInputs> Inputs(Func<Gen<double>, Gen<double?>> field)
    {
        var security = Gen.Select(
            Gen.Int[0, 255],
            field(Shares),
            field(Shares),
            field(Shares),
            field(Gen.Double[0, .2]),
            field(Amounts),
            (flags, top10, creator, owner, fee, age) => (Facts: new SecurityFacts
            {
                // Live authorities flatten most of the score, so they are one case in eight.
                MintAuthorityLive = (flags & 7) == 7,
                FreezeAuthorityLive = (flags & 56) == 56,
                MutableMetadata = (flags % 3) switch { 0 => null, 1 => true, _ => false },
                LiquidityLock = (LiquidityLock)(flags % 4),
                IsToken2022 = (flags & 64) != 0,
                Top10Share = top10,
                CreatorShare = creator,
                OwnerShare = owner,
                TransferFee = fee,
            },
            Age: age));
        var market = Gen.Select(field(Amounts), field(Amounts), field(Amounts), field(Counts), field(Shares), (a, b, c, d, e) => (a, b, c, d, e));
        var changes = Gen.Select(field(Changes), field(Changes), field(Changes), (a, b, c) => (a, b, c));
        var flow = Gen.Select(field(Amounts), field(Amounts), field(Counts), field(Counts), (a, b, c, d) => (a, b, c, d));
        return Gen.Select(market, changes, flow, security, Gen.Int[0, 9], (m, c, f, s, hasSecurity) => new ScoreInputs
        {
            LiquidityUsd = m.a,
            PeakLiquidity60mUsd = m.b,
            Volume24hUsd = m.c,
            UniqueWallets24h = m.d,
            RoundTripShare = m.e,
            Change5mPercent = c.a,
            Change1hPercent = c.b,
            Change24hPercent = c.c,
            BuyVolume24hUsd = f.a,
            SellVolume24hUsd = f.b,
            BuyCount24h = f.c,
            SellCount24h = f.d,
            Security = hasSecurity == 0 ? null : s.Facts,
            AgeHours = hasSecurity == 0 ? null : s.Age,
        });
    }
}
