namespace BirdeyeDiscovery.Ledger;

/// <summary>The standard normal distribution. .NET has no error function.</summary>
/// <remarks>
/// The error function is W. J. Cody's rational Chebyshev approximation (Mathematics of Computation 23, 1969); the quantile is
/// M. J. Wichura's algorithm AS 241 (Applied Statistics 37, 1988). Both have a relative error of about 1e-15.
/// </remarks>
internal static class NormalDistribution
{
    /// <summary>The quantile of .975, for intervals of 95 %.</summary>
    public const double Z95 = 1.959963984540054;

    // The numerators and denominators of the rational approximation of the error function, highest power first.
    private static ReadOnlySpan<double> SmallTop =>
        [1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];

    private static ReadOnlySpan<double> SmallBottom =>
        [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];

    private static ReadOnlySpan<double> MiddleTop =>
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
        8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ];

    private static ReadOnlySpan<double> MiddleBottom =>
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3,
        4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ];

    private static ReadOnlySpan<double> LargeTop =>
    [
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
        6.58749161529837803e-4,
    ];

    private static ReadOnlySpan<double> LargeBottom =>
        [1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    private static ReadOnlySpan<double> CentralTop =>
    [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4, 1.3731693765509461125e4,
        1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080,
    ];

    private static ReadOnlySpan<double> CentralBottom =>
    [
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4, 5.3941960214247511077e3,
        6.8718700749205790830e2, 4.2313330701600911252e1, 1,
    ];

    private static ReadOnlySpan<double> TailTop =>
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258, 3.64784832476320460504,
        5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static ReadOnlySpan<double> TailBottom =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    private static ReadOnlySpan<double> FarTop =>
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ];

    private static ReadOnlySpan<double> FarBottom =>
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Gets the normal probability of a value of at most <paramref name="x"/>.</summary>
    public static double Cumulative(double x) => ErrorComplement(-x / Math.Sqrt(2)) / 2;

    /// <summary>Gets the normal probability of a value that is farther from 0 than <paramref name="x"/>, on either side.</summary>
    public static double TwoSided(double x) => ErrorComplement(Math.Abs(x) / Math.Sqrt(2));

    /// <summary>Gets the normal quantile: the value below which a standard normal variable stays with a probability.</summary>
    public static double Quantile(double probability)
    {
        if (!(probability is > 0 and < 1))
        {
            return probability switch { 0 => double.NegativeInfinity, 1 => double.PositiveInfinity, _ => double.NaN };
        }

        var q = probability - .5;
        if (Math.Abs(q) <= .425)
        {
            var near = .180625 - (q * q);
            return q * Polynomial(CentralTop, near) / Polynomial(CentralBottom, near);
        }

        var r = Math.Sqrt(-Math.Log(q < 0 ? probability : 1 - probability));
        var x = r <= 5
            ? Polynomial(TailTop, r - 1.6) / Polynomial(TailBottom, r - 1.6)
            : Polynomial(FarTop, r - 5) / Polynomial(FarBottom, r - 5);
        return q < 0 ? -x : x;
    }

    /// <summary>Gets the complementary error function erfc(x) = 1 − erf(x).</summary>
    private static double ErrorComplement(double x)
    {
        var y = Math.Abs(x);
        if (y <= .46875)
        {
            var square = y * y;
            return 1 - (x * Polynomial(SmallTop, square) / Polynomial(SmallBottom, square));
        }

        double tail;
        if (y <= 4)
        {
            tail = Exponential(y) * Polynomial(MiddleTop, y) / Polynomial(MiddleBottom, y);
        }
        else
        {
            var inverse = 1 / (y * y);
            tail = inverse * Polynomial(LargeTop, inverse) / Polynomial(LargeBottom, inverse);
            tail = Exponential(y) * ((1 / Math.Sqrt(Math.PI)) - tail) / y;
        }

        return x < 0 ? 2 - tail : tail;
    }

    // Computes exp(−y²) for the error function in two factors, because the rounding of y² alone would cost digits.
    private static double Exponential(double y)
    {
        var rounded = Math.Truncate(y * 16) / 16;
        return Math.Exp(-rounded * rounded) * Math.Exp(-(y - rounded) * (y + rounded));
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
