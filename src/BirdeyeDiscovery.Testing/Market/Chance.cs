using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Deterministic randomness of the generated market: the same key and index give the same value on every run, in any order of calls.
/// </summary>
internal static class Chance
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;
    private const int Octaves = 12;

    // The sum of octaves in Walk, the random path of generated prices, moves 1.17 times as far in five minutes as a random walk of one unit
    // per square root of a minute. This scale corrects the sum.
    private const double OctaveScale = 1 / 1.17;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(ulong key, ulong index) => Mix(key + ((index + 1) * Golden));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Unit(ulong key, ulong index) => (Key(key, index) >> 11) * (1.0 / (1UL << 53));

    public static double Between(ulong key, ulong index, double low, double high) => low + ((high - low) * Unit(key, index));

    public static double Normal(ulong key, ulong index)
    {
        var first = 1 - Unit(key, index);
        var second = Unit(key, index + 0x8000_0000UL);
        return Math.Sqrt(-2 * Math.Log(first)) * Math.Cos(2 * Math.PI * second);
    }

    public static double LogNormal(ulong key, ulong index, double median, double sigma) => median * Math.Exp(sigma * Normal(key, index));

    /// <summary>
    /// A random value of the generated market from -1 to 1 that moves linearly between random points, one every <paramref name="period"/>
    /// minutes.
    /// </summary>
    public static double Wave(ulong key, double minute, double period)
    {
        var position = minute / period;
        var floor = Math.Floor(position);
        var index = (ulong)(long)floor;
        var left = Unit(key, index);
        var right = Unit(key, index + 1);
        return (2 * (left + ((right - left) * (position - floor)))) - 1;
    }

    /// <summary>
    /// A random path of the generated market that moves about one unit per square root of a minute, over lags of a minute to a day, and can
    /// be read at any time.
    /// </summary>
    public static double Walk(ulong key, double minute)
    {
        var sum = 0.0;
        var period = 1.0;
        for (var octave = 0; octave < Octaves; octave++, period *= 2)
        {
            sum += Math.Sqrt(period) * Wave(Key(key, (ulong)octave), minute, period);
        }

        return sum * OctaveScale;
    }
}
