using System.Numerics;

namespace BirdeyeDiscovery;

/// <summary>
/// Represents the returns of trades as whole numbers of 0.0001 percent points, so that sums and squares are exact and nothing overflows.
/// </summary>
internal static class ReturnUnits
{
    /// <summary>The largest figure of trades that a column holds.</summary>
    public const decimal Limit = 79_228_162_514_264_300_000_000_000_000m;

    private const int Decimals = 4;
    private const int SignificantDigits = 15;
    private const int PerPoint = 10_000;

    /// <summary>
    /// Rounds a figure of trades, half away from zero, to four decimals and at most 15 significant digits, which every store keeps exactly.
    /// </summary>
    public static decimal? Fit(decimal? value) => value is { } known ? Fit(known) : null;

    public static decimal Fit(decimal value)
    {
        var rounded = decimal.Round(value, Decimals, MidpointRounding.AwayFromZero);
        var (digits, power) = (1, 1m);
        for (var rest = Math.Abs(decimal.Truncate(rounded)); rest >= 10m; rest = decimal.Truncate(rest / 10m))
        {
            digits++;
        }

        for (var dropped = digits - SignificantDigits; dropped > 0; dropped--)
        {
            power *= 10m;
        }

        return digits <= SignificantDigits
            ? decimal.Round(rounded, Math.Min(Decimals, SignificantDigits - digits), MidpointRounding.AwayFromZero)
            : decimal.Round(rounded / power, 0, MidpointRounding.AwayFromZero) * power;
    }

    public static BigInteger Of(decimal value)
    {
        var whole = decimal.Truncate(value);
        return (new BigInteger(whole) * PerPoint) + new BigInteger((value - whole) * PerPoint);
    }

    /// <summary>Divides returns of trades, rounding half away from zero, and returns percent points.</summary>
    public static decimal Divide(BigInteger units, int by) => ToDecimal(RoundedQuotient(units, by));

    /// <summary>Gets the square root of a fraction for the deviation of returns, rounded to four decimals, half away from zero.</summary>
    public static decimal SquareRoot(BigInteger numerator, BigInteger denominator)
    {
        // The root of returns is rounded exactly: round(y) is floor((floor(2y) + 1) / 2), and 2y is the root of four times the square.
        var doubled = FloorRoot(4 * numerator * PerPoint * PerPoint / denominator);
        return ToDecimal((doubled + 1) / 2);
    }

    private static BigInteger RoundedQuotient(BigInteger value, BigInteger by)
    {
        var magnitude = ((2 * BigInteger.Abs(value)) + by) / (2 * by);
        return value.Sign < 0 ? -magnitude : magnitude;
    }

    private static decimal ToDecimal(BigInteger units)
    {
        var bound = new BigInteger(Limit);
        var whole = BigInteger.DivRem(units, PerPoint, out var rest);
        if (BigInteger.Abs(whole) >= bound)
        {
            return whole.Sign * Limit;
        }

        return Fit((decimal)whole + ((decimal)rest / PerPoint));
    }

    // Newton's method from above finds the root for the deviation of returns: the value falls until it reaches the floor of the root.
    private static BigInteger FloorRoot(BigInteger value)
    {
        if (value.IsZero)
        {
            return value;
        }

        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) / 2;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
