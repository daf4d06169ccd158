using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Writes memberships in formats that other programs read.</summary>
public static class MembershipFiles
{
    private const string Header =
        "cycle_time,known_at,address,symbol,total_score,momentum,liquidity,volume,safety,flow,rank,slot_rank,coverage,"
        + "price_change_5m,price_change_1h,price_change_24h,liquidity_usd,volume_24h_usd,buy_sell_imbalance,action,reason";

    // Membership files are opened in spreadsheets, and some of these take the full-width forms of the formula characters for the ASCII
    // ones.
    private const string FormulaStarts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static readonly JsonWriterOptions Compact = new() { Indented = false };

    /// <summary>Writes rows as CSV (RFC 4180, UTF-8, times in ISO 8601). A value that is not known is empty.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="writer">The receiver; it is not closed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of rows.</returns>
    public static async ValueTask<long> WriteCsvAsync(
        IAsyncEnumerable<MembershipRow> rows, TextWriter writer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(writer);
        var count = 0L;
        await writer.WriteAsync((Header + "\r\n").AsMemory(), cancellationToken).ConfigureAwait(false);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var line = string.Join(',', Fields(row).Select(static field => Quoted(field.Text, field.IsNumber)));
            await writer.WriteAsync((line + "\r\n").AsMemory(), cancellationToken).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    /// <summary>Writes rows as JSON lines: one object a line, with the names of the CSV. A value that is not known is left out.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="stream">The receiver; it is not closed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of rows.</returns>
    public static async ValueTask<long> WriteJsonLinesAsync(
        IAsyncEnumerable<MembershipRow> rows, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(stream);
        var count = 0L;
        var names = Header.Split(',');
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer, Compact))
            {
                json.WriteStartObject();
                foreach (var (name, (text, isNumber)) in names.Zip(Fields(row)))
                {
                    if (text is null)
                    {
                        continue;
                    }

                    json.WritePropertyName(name);
                    if (isNumber)
                    {
                        json.WriteRawValue(text);
                    }
                    else
                    {
                        json.WriteStringValue(text);
                    }
                }

                json.WriteEndObject();
            }

            buffer.WriteByte((byte)'\n');
            await stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    /// <summary>Renders active tokens as the file that the pair list <c>RemotePairList</c> of freqtrade reads.</summary>
    /// <param name="tokens">The tokens; those that are not active are left out.</param>
    /// <param name="pairOf">
    /// Gets the pair of a token as the exchange names it, such as <c>BONK/USDT</c>, or <see langword="null"/> for a token that it does not
    /// have. A symbol is a label that anybody can choose, so the host decides which pair is meant.
    /// </param>
    /// <param name="refreshPeriod">How often freqtrade reads the file again.</param>
    /// <returns>The JSON.</returns>
    public static string ToFreqtradePairs(IEnumerable<TrackedAsOf> tokens, Func<TrackedAsOf, string?> pairOf, TimeSpan refreshPeriod)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(pairOf);
        ArgumentOutOfRangeException.ThrowIfLessThan(refreshPeriod, TimeSpan.FromSeconds(1));
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteStartArray("pairs");
            var active = tokens.Where(static token => token.Status == TokenStatus.Active);
            var named = active.Select(pairOf).OfType<string>().Where(static pair => pair.Length > 0);
            foreach (var pair in named.Distinct(StringComparer.Ordinal))
            {
                json.WriteStringValue(pair);
            }

            json.WriteEndArray();
            json.WriteNumber("refresh_period", (long)refreshPeriod.TotalSeconds);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>
    /// Writes the universe of each day as a custom universe of Lean reads it: a line <c>yyyyMMdd,TICKER,TICKER</c> a day (UTC), in
    /// ascending order. A day lists the tokens that were active at its start, so that a backtest of the day knows no more.
    /// </summary>
    /// <param name="intervals">The periods in which tokens were active.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last one.</param>
    /// <param name="tickerOf">Gets the ticker of an address, or <see langword="null"/> for a token that is not traded.</param>
    /// <param name="writer">The receiver; it is not closed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of lines.</returns>
    public static async ValueTask<int> WriteLeanUniverseAsync(
        IAsyncEnumerable<MembershipInterval> intervals,
        DateOnly from,
        DateOnly to,
        Func<string, string?> tickerOf,
        TextWriter writer,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        ArgumentNullException.ThrowIfNull(tickerOf);
        ArgumentNullException.ThrowIfNull(writer);
        var days = new SortedDictionary<DateOnly, SortedSet<string>>();
        for (var day = from; day < to; day = day.AddDays(1))
        {
            days.Add(day, new SortedSet<string>(StringComparer.Ordinal));
        }

        await foreach (var interval in intervals.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var (day, members) in days)
            {
                var start = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
                if (interval.From <= start && !(interval.To <= start) && tickerOf(interval.Address) is { } ticker)
                {
                    members.Add(Ticker(ticker));
                }
            }
        }

        foreach (var (day, members) in days)
        {
            var line = string.Join(',', members.Prepend(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)));
            await writer.WriteAsync((line + "\n").AsMemory(), cancellationToken).ConfigureAwait(false);
        }

        return days.Count;
    }

    // The reader of membership files in Lean's example splits a line at each comma and does not support quotes, so a ticker must have
    // neither.
    private static string Ticker(string ticker) =>
        ticker.Length > 0 && !ticker.AsSpan().ContainsAny(",\r\n\"")
            ? ticker
            : throw new ArgumentException(
                $"The ticker is '{ticker}'; allowed is a text that is not empty and has no comma, quote or line break.");

    private static IEnumerable<(string? Text, bool IsNumber)> Fields(MembershipRow row)
    {
        var score = row.Score;
        yield return (Time(row.CycleTimestamp), false);
        yield return (Time(row.KnownAt), false);
        yield return (row.Address, false);
        yield return (score?.Symbol, false);
        decimal?[] figures =
        [
            score?.TotalScore, score?.MomentumScore, score?.LiquidityScore, score?.VolumeScore, score?.SafetyScore, score?.FlowScore,
            score?.Rank, score?.SlotRank, score?.Coverage, score?.PriceChange5m, score?.PriceChange1h, score?.PriceChange24h,
            score?.LiquidityUsd, score?.Volume24hUsd, score?.BuySellImbalance,
        ];
        foreach (var figure in figures)
        {
            yield return (figure?.ToString(CultureInfo.InvariantCulture), true);
        }

        yield return (score is null ? null : StoredText.Of(score.Action), false);
        yield return (score?.ActionReason, false);
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // In the ledger's membership files, a text that begins like a formula gets an apostrophe: a spreadsheet would run it, and anybody can
    // choose a symbol.
    private static string Quoted(string? text, bool isNumber)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = !isNumber && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
