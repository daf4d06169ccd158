using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The values that the search for a counterfactual tries for one value of a cycle: step 0 is the value itself. Pure.</summary>
internal sealed class Grid
{
    private const double Factor = 1.001;

    private readonly Func<int, double> _at;
    private readonly Func<double, double> _distance;

    private Grid(int down, int up, Func<int, double> at, Func<double, double> distance) =>
        (Down, Up, _at, _distance) = (down, up, at, distance);

    /// <summary>Gets the number of counterfactual steps below the value.</summary>
    public int Down { get; }

    /// <summary>Gets the number of counterfactual steps above the value.</summary>
    public int Up { get; }

    public double At(int step) => _at(step);

    public double Distance(int step) => _distance(_at(step));

    /// <summary>The counterfactual steps of an amount are by a factor of 1.001. The step below the unit is the least value.</summary>
    public static Grid Amount(double from, double unit, double most)
    {
        var up = from >= most ? 0 : Steps(most / Math.Max(from, unit)) + (from <= 0 ? 1 : 0);
        var down = from <= 0 ? 0 : from <= unit ? 1 : Steps(from / unit) + 1;
        return new Grid(down, up, At, to => Math.Abs(Math.Log((to + unit) / (Math.Max(from, 0) + unit))));

        double At(int step)
        {
            if (step == 0)
            {
                return from;
            }

            return step == -down ? 0
                : step == up ? most
                : from <= 0 ? Rounded(unit * Math.Pow(Factor, step - 1))
                : Rounded(from * Math.Pow(Factor, step));
        }
    }

    /// <summary>The counterfactual steps of a count are by one.</summary>
    public static Grid Count(double from, int least, int most) => new(
        (int)Math.Max(0, from - least),
        (int)Math.Max(0, most - from),
        step => from + step,
        to => Math.Abs(Math.Log((to + 1) / (from + 1))));

    /// <summary>The counterfactual steps are equal amounts.</summary>
    public static Grid Even(double from, double step, double least, double most, double scale)
    {
        var (down, up) = ((int)Math.Ceiling(Math.Max(0, from - least) / step), (int)Math.Ceiling(Math.Max(0, most - from) / step));
        return new Grid(
            down,
            up,
            index => index == 0 ? from
                : index == -down ? least
                : index == up ? most
                : Math.Round(from + (index * step), 9),
            to => Math.Abs(to - from) / scale);
    }

    /// <summary>A switch has one counterfactual value: the other one.</summary>
    public static Grid Switch() => new(0, 1, static step => step, static to => to);

    private static int Steps(double ratio) => (int)Math.Ceiling(Math.Log(ratio) / Math.Log(Factor));

    // Counterfactual values are rounded to six digits. Six digits are easy to read and finer than a step of 0.1 %.
    private static double Rounded(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
