namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Finds the moment or the cycle that the tool's answer is about, as the user gave it: a time, a duration before the newest cycle,
/// <c>latest</c>, <c>latest-N</c>, or the number of a cycle.
/// </summary>
internal static class Moments
{
    public const string Allowed =
        "a time such as 2026-05-01T12:30 (UTC), a duration before the newest cycle such as 2h, latest, latest-1, or the number of a cycle";

    private const string Latest = "latest";
    private const int MostBack = 9_999;
    private const int FirstYear = 2009;
    private const int LastYear = 2199;

    /// <summary>Gets the time that the tool's answer is about, from the user's text.</summary>
    /// <exception cref="ToolException">The text is no moment, or there is no such cycle.</exception>
    public static async Task<DateTimeOffset> ResolveAsync(
        ToolHost host, string option, string text, CancellationToken cancellationToken)
    {
        var word = text.Trim();
        if (word.StartsWith(Latest, StringComparison.OrdinalIgnoreCase))
        {
            return await LatestAsync(host, option, word, cancellationToken);
        }

        if (long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return await NumberedAsync(host, number, cancellationToken);
        }

        if (DurationOf(word) is { } before)
        {
            return (await host.NewestAsync(cancellationToken)).CycleTimestamp - before;
        }

        return DateTimeOffset.TryParse(
            word, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is >= FirstYear and <= LastYear
            ? time
            : throw Wrong(option, text);
    }

    /// <summary>Gets the time that the tool's answer is about, from the user's text. There is a cycle up to it.</summary>
    /// <exception cref="ToolException">The text is no moment, or there is no such cycle.</exception>
    public static async Task<DateTimeOffset> ResolveCycleAsync(
        ToolHost host, string option, string text, CancellationToken cancellationToken)
    {
        var newest = await host.NewestAsync(cancellationToken);
        var moment = await ResolveAsync(host, option, text, cancellationToken);
        return await host.History.FindSnapshotAsOfAsync(moment, cancellationToken) is not null
            ? moment
            : throw ToolException.NoAnswer($"There is no cycle up to {Figures.Time(moment)}. "
                + $"{await Period.CyclesAsync(host, newest, cancellationToken)}.");
    }

    /// <summary>Reads a duration that the user gave for the tool's answer, such as 90s, 30m, 2h or 7d; null if the text is none.</summary>
    public static TimeSpan? DurationOf(string text)
    {
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > 100_000)
        {
            return null;
        }

        return char.ToLowerInvariant(text[^1]) switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }

    private static async Task<DateTimeOffset> LatestAsync(ToolHost host, string option, string word, CancellationToken cancellationToken)
    {
        var rest = word.AsSpan(Latest.Length);
        var back = 0;
        if (!rest.IsEmpty
            && !(rest[0] == '-' && int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out back) && back <= MostBack))
        {
            throw Wrong(option, word);
        }

        var newest = await host.History.GetSnapshotsAsync(back + 1, cancellationToken);
        return newest.Count > back ? newest[back].CycleTimestamp
            : newest.Count == 0 ? throw ToolException.NoCycles()
            : throw ToolException.NoAnswer($"There is no cycle '{word}': the store has {Figures.Many(newest.Count, "cycle")}.");
    }

    private static async Task<DateTimeOffset> NumberedAsync(ToolHost host, long number, CancellationToken cancellationToken)
    {
        var found = number < 1 ? [] : await host.History.GetSnapshotsAfterAsync(number - 1, 1, cancellationToken);
        if (found is [var cycle] && cycle.Id == number)
        {
            return cycle.CycleTimestamp;
        }

        var newest = await host.NewestAsync(cancellationToken);
        throw ToolException.NoAnswer(string.Create(
            CultureInfo.InvariantCulture, $"There is no cycle {number}. The newest cycle is {newest.Id}; `birdeye-discovery cycles` "
                + $"lists them."));
    }

    private static ToolException Wrong(string option, string text) =>
        ToolException.Usage($"{option} is '{PlainText.Clean(text, 100)}'; allowed is {Allowed}.");
}
