using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Creates option keys of the usual kinds. Each range is given once, for the check and for its description.</summary>
internal static class Keys
{
    public static OptionKey Whole(
        string path,
        int least,
        int most,
        string meaning,
        Func<BirdeyeDiscoveryOptions, int> get,
        Action<BirdeyeDiscoveryOptions, int> set,
        bool decides = false) =>
        new OptionKey<int>(
            path,
            $"a whole number from {Show(least)} to {Show(most)}",
            meaning,
            ValueText.Whole,
            get,
            set,
            x => x >= least && x <= most)
        {
            DecidesCycle = decides,
        };

    public static OptionKey Number(
        string path,
        decimal least,
        decimal most,
        string meaning,
        Func<BirdeyeDiscoveryOptions, decimal> get,
        Action<BirdeyeDiscoveryOptions, decimal> set,
        bool decides = false) =>
        new OptionKey<decimal>(
            path,
            $"a number from {Show(least)} to {Show(most)}",
            meaning,
            ValueText.Number,
            get,
            set,
            x => x >= least && x <= most)
        {
            DecidesCycle = decides,
        };

    public static OptionKey Share(
        string path,
        string meaning,
        Func<BirdeyeDiscoveryOptions, double> get,
        Action<BirdeyeDiscoveryOptions, double> set) =>
        new OptionKey<double>(
            path,
            "a fraction from 0 to 1",
            meaning,
            ValueText.Real,
            get,
            set,
            x => x is >= 0 and <= 1)
        { DecidesCycle = true };

    public static OptionKey Duration(
        string path,
        TimeSpan least,
        TimeSpan most,
        string meaning,
        Func<BirdeyeDiscoveryOptions, TimeSpan> get,
        Action<BirdeyeDiscoveryOptions, TimeSpan> set,
        bool decides = false) =>
        new OptionKey<TimeSpan>(
            path,
            string.Create(CultureInfo.InvariantCulture, $"a duration [d.]hh:mm:ss from {least:c} to {most:c}"),
            meaning,
            ValueText.Duration,
            get,
            set,
            x => x >= least && x <= most)
        {
            DecidesCycle = decides,
        };

    public static OptionKey Name<T>(
        string path,
        string meaning,
        Func<BirdeyeDiscoveryOptions, T> get,
        Action<BirdeyeDiscoveryOptions, T> set,
        bool decides = false)
        where T : struct, Enum =>
        new OptionKey<T>(path, "one of " + string.Join(", ", Enum.GetNames<T>()), meaning, ValueText.Name<T>(), get, set, Enum.IsDefined)
        {
            DecidesCycle = decides,
        };

    public static OptionKey Text(
        string path,
        string allowed,
        string meaning,
        Func<BirdeyeDiscoveryOptions, string> get,
        Action<BirdeyeDiscoveryOptions, string> set,
        Func<string, bool> isAllowed,
        bool decides = false) =>
        new OptionKey<string>(
            path,
            allowed,
            meaning,
            ValueText.Plain,
            get,
            set,
            x => x is not null && isAllowed(x))
        { DecidesCycle = decides };

    private static string Show(decimal value) =>
        value < 1_000_000_000
            ? value.ToString("#,0.##", CultureInfo.InvariantCulture)
            : value.ToString("0e0", CultureInfo.InvariantCulture);
}
