using System.Globalization;

namespace BirdeyeDiscovery.Testing;

/// <summary>A fault to show: which requests it meets, and what becomes of their answers.</summary>
/// <remarks>
/// Make one with a factory and narrow it: <c>LocalFault.Status(500) with { Path = "/defi/token_overview", Times = 3 }</c>.
/// All that match a request apply, in the order of injection.
/// </remarks>
public sealed record LocalFault
{
    private const string Html = "<html><head><title>Attention Required!</title></head><body><h1>One moment, please</h1></body></html>";

    private LocalFault(Action<LocalAnswer, LocalCall> change)
        : this((answer, call, _) => change(answer, call))
    {
    }

    private LocalFault(Action<LocalAnswer, LocalCall, string?> change) => Change = change;

    /// <summary>Gets the path it meets; null for every path.</summary>
    public string? Path { get; init; }

    /// <summary>Gets the token address it meets (the <c>address</c> of the query); null for every request.</summary>
    /// <remarks>Changes of values reach also the rows of this address in lists.</remarks>
    public string? Address { get; init; }

    /// <summary>Gets the first moment at which it acts, by the clock of the local Birdeye; null for at once.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the moment from which it acts no more; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Gets how many requests it meets, the first ones that match; null for all.</summary>
    public int? Times { get; init; }

    /// <summary>Gets what becomes of the answer; the text is the only address whose rows may change, or null.</summary>
    internal Action<LocalAnswer, LocalCall, string?> Change { get; }

    /// <summary>Gets how many rows earlier each later page of a list begins.</summary>
    internal int Overlap { get; private init; }

    /// <summary>Gets whether the fault changes rows inside an answer, so that an address may stand in a row.</summary>
    internal bool IsInRows { get; private init; }

    /// <summary>A status with a JSON body <c>{"success":false,"message":...}</c>.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="message">The message; null for the one that the real API gives with that status.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Status(int status, string? message = null) => new((answer, _) => Refuse(answer, status, message));

    /// <summary>A 429.</summary>
    /// <param name="retryAfter">Seconds for <c>Retry-After</c>; null for no such header.</param>
    /// <returns>The fault.</returns>
    public static LocalFault TooManyRequests(int? retryAfter = null) => new((answer, _) =>
    {
        Refuse(answer, 429, null);
        answer.RetryAfter = retryAfter?.ToString(CultureInfo.InvariantCulture);
    });

    /// <summary>A 429 whose <c>Retry-After</c> is a date, or any other text.</summary>
    /// <param name="retryAfter">The header as it is sent, such as <c>Wed, 21 Oct 2026 07:28:00 GMT</c>.</param>
    /// <returns>The fault.</returns>
    public static LocalFault TooManyRequestsUntil(string retryAfter) => new((answer, _) =>
    {
        Refuse(answer, 429, null);
        answer.RetryAfter = retryAfter;
    });

    /// <summary>An HTML page, as a CDN shows it.</summary>
    /// <param name="status">The HTTP status, 200 and 502 among them.</param>
    /// <returns>The fault.</returns>
    public static LocalFault HtmlPage(int status = 200) => new((answer, _) =>
    {
        answer.Status = status;
        answer.Replace(Html, "text/html; charset=utf-8");
    });

    /// <summary>A status 200 whose body says <c>success:false</c>.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Unsuccessful() => Body("""{"success":false,"message":"Something went wrong"}""");

    /// <summary>A success with <c>data:null</c>.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault NullData() => Body("""{"success":true,"data":null}""");

    /// <summary>A success with <c>data:{}</c>.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault EmptyData() => Body("""{"success":true,"data":{}}""");

    /// <summary>A success with a list of no rows.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault EmptyList() => new((answer, call) => answer.Replace(
        call.Path == "/defi/token_trending"
            ? """{"success":true,"data":{"updateUnixTime":0,"updateTime":"1970-01-01T00:00:00","tokens":[],"total":0}}"""
            : """{"success":true,"data":{"items":[]}}"""));

    /// <summary>A status 200 without a body.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault EmptyBody() => Body("");

    /// <summary>A status 200 with any body.</summary>
    /// <param name="text">The body.</param>
    /// <param name="contentType">The media type; null leaves JSON.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Body(string text, string? contentType = null) => new((answer, _) =>
    {
        answer.Status = 200;
        answer.Replace(text, contentType);
    });

    /// <summary>The right body under a wrong media type.</summary>
    /// <param name="contentType">The media type, such as <c>text/plain</c>.</param>
    /// <returns>The fault.</returns>
    public static LocalFault ContentType(string contentType) => new((answer, _) => answer.ContentType = contentType);

    /// <summary>No answer until the client gives up.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Stall() => Slow(Timeout.InfiniteTimeSpan);

    /// <summary>The right answer, late by the clock of the local Birdeye.</summary>
    /// <param name="delay">How late.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Slow(TimeSpan delay) => new((answer, _) => answer.Delay = delay);

    /// <summary>The right body, a byte at a time.</summary>
    /// <param name="pause">The wait before each byte, by the clock of the local Birdeye.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Drip(TimeSpan pause) => new((answer, _) => answer.DripPause = pause);

    /// <summary>A well-formed beginning that goes on and on.</summary>
    /// <param name="bytes">The length.</param>
    /// <returns>The fault.</returns>
    public static LocalFault GiantBody(long bytes) => new((answer, _) => answer.Stream = new GiantStream(bytes));

    /// <summary>A small compressed body that unfolds to a giant one.</summary>
    /// <param name="bytes">The length after decompression.</param>
    /// <returns>The fault.</returns>
    /// <remarks>
    /// Through the in-process handler it arrives decompressed, as a handler with automatic decompression would pass it on.
    /// </remarks>
    public static LocalFault GzipBomb(long bytes) => new((answer, _) =>
    {
        answer.Stream = new GiantStream(bytes);
        answer.ContentEncoding = "gzip";
    });

    /// <summary>Half of the right body, then a broken connection.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Truncated() => new((answer, _) => answer.IsTruncated = true);

    /// <summary>A redirect.</summary>
    /// <param name="location">Where to.</param>
    /// <param name="status">301, 302, 303, 307 or 308.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Redirect(Uri location, int status = 302)
    {
        ArgumentNullException.ThrowIfNull(location);
        return new((answer, _) =>
        {
            answer.Status = status;
            answer.Location = location.OriginalString;
            answer.Replace("", "text/html");
        });
    }

    /// <summary>Another value for a field, as raw JSON text: hostile strings, numbers, objects, or what is no JSON at all.</summary>
    /// <param name="field">
    /// The key, at any depth under <c>data</c>; <c>*</c> for every field that holds a text, number, truth value or null, addresses apart.
    /// </param>
    /// <param name="rawJson">What stands there instead, such as <c>1e400</c> or <c>"\u0000"</c>.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Value(string field, string rawJson) => Rows(AnswerRewriter.Replacing(field, rawJson));

    /// <summary>A key a second time, before the right one.</summary>
    /// <param name="field">The key, at any depth under <c>data</c>.</param>
    /// <param name="rawJson">The value of the first of the two.</param>
    /// <returns>The fault.</returns>
    public static LocalFault DuplicateKey(string field, string rawJson) => Rows(AnswerRewriter.Duplicating(field, rawJson));

    /// <summary>A field left out.</summary>
    /// <param name="field">The key, at any depth under <c>data</c>.</param>
    /// <returns>The fault.</returns>
    public static LocalFault MissingField(string field) => Rows(AnswerRewriter.Removing(field));

    /// <summary>More rows at the end of the first list of the answer.</summary>
    /// <param name="rawJson">The rows as raw JSON text, with commas between them.</param>
    /// <returns>The fault.</returns>
    public static LocalFault ExtraRows(string rawJson) => new((answer, _) => AnswerRewriter.AppendRows(answer, rawJson));

    /// <summary>Every page after the first begins some rows too early, as it does when the list moves while it is read.</summary>
    /// <param name="rows">How many rows of the page before come again.</param>
    /// <returns>The fault.</returns>
    public static LocalFault RepeatedRows(int rows = 1) => new(static (_, _) => { }) { Overlap = rows };

    private static LocalFault Rows(Action<LocalAnswer, string?> change) => new((answer, _, address) => change(answer, address)) { IsInRows = true };

    private static void Refuse(LocalAnswer answer, int status, string? message)
    {
        using var refusal = LocalAnswer.Error(status, message ?? StandardMessages.Of(status));
        answer.Status = status;
        answer.Replace(refusal.Body!.Written.Span, refusal.ContentType);
    }
}
