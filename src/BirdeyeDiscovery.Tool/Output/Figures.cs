using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tool;

/// <summary>Formats numbers, times and durations of the tool's text output for people.</summary>
internal static partial class Figures
{
    public const string Unknown = "?";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Rewrites the times in a sentence of the library into the short form of the tool's text output.</summary>
    public static string WithShortTimes(string sentence) => LongTimes().Replace(sentence, "$1 $2Z");

    [GeneratedRegex(@"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d{7}\+00:00")]
    private static partial Regex LongTimes();

    public static string Number(double? value) => value is not { } number ? Unknown
        : Math.Abs(number) >= 1_000 ? number.ToString("#,0", CultureInfo.InvariantCulture)
        : number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Formats a stored text for the tool's text output: a number with at most six figures, any other text as it is.</summary>
    public static string Value(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return PlainText.Clean(text, 60);
        }

        if (Math.Abs(number) >= 100_000)
        {
            return number.ToString("#,0", CultureInfo.InvariantCulture);
        }

        var digits = number == 0 ? 0 : Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 12);
        return Math.Round(number, digits).ToString("0.############", CultureInfo.InvariantCulture);
    }

    public static string Points(decimal? points) => points?.ToString("0.0", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Total(decimal? total) => total?.ToString("0.00", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Rank(int? rank) => rank?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Formats a number with its noun for the tool's text output: "1 cycle", "1,200 cycles".</summary>
    public static string Many(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Formats a duration for the tool's text output in its greatest whole unit.</summary>
    public static string Duration(TimeSpan duration) => duration.Duration() switch
    {
        { TotalDays: >= 2 } days => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(days.TotalDays)} d"),
        { TotalHours: >= 2 } hours => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(hours.TotalHours)} h"),
        { TotalMinutes: >= 2 } minutes => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(minutes.TotalMinutes)} min"),
        var rest => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(rest.TotalSeconds)} s"),
    };

    /// <summary>Formats an amount of money shortly for the tool's text output: 950, 12.3k, 4.5M.</summary>
    public static string Money(decimal? amount) => amount switch
    {
        null => Unknown,
        >= 1_000_000_000 => Scaled(amount.Value / 1_000_000_000, "B"),
        >= 1_000_000 => Scaled(amount.Value / 1_000_000, "M"),
        >= 1_000 => Scaled(amount.Value / 1_000, "k"),
        _ => amount.Value.ToString("0", CultureInfo.InvariantCulture),
    };

    private static string Scaled(decimal amount, string unit) => amount.ToString("0.0", CultureInfo.InvariantCulture) + unit;
}
