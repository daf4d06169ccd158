using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Formats figures and times for the charts of the report, and for the text around them, the same in each culture.</summary>
internal static class Shown
{
    public const string Unknown = "–";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Span(DateTimeOffset start, TimeSpan step) =>
        step < TimeSpan.FromDays(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{start.UtcDateTime:d MMM HH:mm}–{(start + step).UtcDateTime:HH:mm}")
            : start.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Length(TimeSpan span) => span.TotalDays >= 2 ? Fixed(span.TotalDays, "0.#", " days")
        : span.TotalHours >= 1 ? Fixed(span.TotalHours, "0.#", " h")
        : Fixed(span.TotalMinutes, "0.#", " min");

    public static string Count(double value) => Signed(value.ToString("#,0", CultureInfo.InvariantCulture));

    /// <summary>Gets a number in few characters for the axis of a chart.</summary>
    public static string Short(double value) => Signed(Math.Abs(value) switch
    {
        >= 1e9 => Fixed(value / 1e9, "0.##", "B"),
        >= 1e6 => Fixed(value / 1e6, "0.##", "M"),
        >= 1e4 => Fixed(value / 1e3, "0.#", "k"),
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    });

    public static string Number(double? value, int decimals) =>
        value is { } known
            ? Signed((Math.Round(known, decimals, MidpointRounding.AwayFromZero) + 0.0).ToString(
                (decimals == 0 ? "#,0" : "#,0.") + new string('0', decimals), CultureInfo.InvariantCulture))
            : Unknown;

    public static string Number(decimal? value, int decimals) => Number((double?)value, decimals);

    public static string Usd(decimal? value) => value is { } known
        ? Signed((known < 0 ? "-$" : "$") + Math.Abs(known).ToString("#,0.00", CultureInfo.InvariantCulture))
        : Unknown;

    public static string Usd(double? value) => value is { } known && Math.Abs(known) < 1e27 ? Usd((decimal)known) : Unknown;

    public static string ShortUsd(decimal? value) => value is { } known ? "$" + Short((double)known) : Unknown;

    public static string Percent(double? share, int decimals = 1) =>
        share is { } known ? Number(known * 100, decimals) + "\u00A0%" : Unknown;

    public static string Percent(decimal? share, int decimals = 1) => Percent((double?)share, decimals);

    private static string Fixed(double value, string format, string unit) => value.ToString(format, CultureInfo.InvariantCulture) + unit;

    private static string Signed(string text) => text.Replace('-', '−');
}
