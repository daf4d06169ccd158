using System.Globalization;

namespace BirdeyeDiscovery.Testing;

/// <summary>A fault to inject: which requests it affects, and how their answers change.</summary>
/// <remarks>
/// Create one with a factory method and narrow it: <c>LocalFault.Status(500) with { Path = "/defi/token_overview", Times = 3 }</c>.
/// All faults that match a request apply, in the order of injection.
/// </remarks>
public sealed record LocalFault
{
    private const string Html = "<html><head><title>Attention Required!</title></head><body><h1>One moment, please</h1></body></html>";

    private LocalFault(Action<LocalAnswer, LocalCall> change)
        : this((answer, call, _) => change(answer, call))
    {
    }

    private LocalFault(Action<LocalAnswer, LocalCall, string?> change) => Change = change;

    /// <summary>Gets the path that it affects; null for every path.</summary>
    public string? Path { get; init; }

    /// <summary>Gets the token address that it affects (the <c>address</c> of the query); null for every request.</summary>
    /// <remarks>Faults that change values also affect the rows of this address in lists.</remarks>
    public string? Address { get; init; }

    /// <summary>Gets the time from which it is active, by the clock of the local Birdeye; null for at once.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the time from which it is no longer active; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Gets the number of requests that it affects, the first ones that match; null for all.</summary>
    public int? Times { get; init; }

    /// <summary>
    /// Gets the change that the fault makes to the answer. The third argument is the one address whose rows may change; null for all.
    /// </summary>
    internal Action<LocalAnswer, LocalCall, string?> Change { get; }

    /// <summary>Gets by how many rows the fault lets each later page of a list begin too early.</summary>
    internal int Overlap { get; private init; }

    /// <summary>Gets whether the fault changes rows inside an answer, so that an address may refer to a row.</summary>
    internal bool IsInRows { get; private init; }

    /// <summary>Answers with a status and a JSON body <c>{"success":false,"message":...}</c>.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="message">The message; null for the message of the real API for that status.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Status(int status, string? message = null) => new((answer, _) => Refuse(answer, status, message));

    /// <summary>Answers with status 429.</summary>
    /// <param name="retryAfter">The seconds in <c>Retry-After</c>; null for no such header.</param>
    /// <returns>The fault.</returns>
    public static LocalFault TooManyRequests(int? retryAfter = null) => new((answer, _) =>
    {
        Refuse(answer, 429, null);
        answer.RetryAfter = retryAfter?.ToString(CultureInfo.InvariantCulture);
    });

    /// <summary>Answers with status 429 and a <c>Retry-After</c> that is a date, or any other text.</summary>
    /// <param name="retryAfter">The value of the header, such as <c>Wed, 21 Oct 2026 07:28:00 GMT</c>.</param>
    /// <returns>The fault.</returns>
    public static LocalFault TooManyRequestsUntil(string retryAfter) => new((answer, _) =>
    {
        Refuse(answer, 429, null);
        answer.RetryAfter = retryAfter;
    });

    /// <summary>Answers with an HTML page like that of a CDN.</summary>
    /// <param name="status">The HTTP status, including 200 and 502.</param>
    /// <returns>The fault.</returns>
    public static LocalFault HtmlPage(int status = 200) => new((answer, _) =>
    {
        answer.Status = status;
        answer.Replace(Html, "text/html; charset=utf-8");
    });

    /// <summary>Answers with status 200 and a body with <c>success:false</c>.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Unsuccessful() => Body("""{"success":false,"message":"Something went wrong"}""");

    /// <summary>Answers with success and <c>data:null</c>.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault NullData() => Body("""{"success":true,"data":null}""");

    /// <summary>Answers with success and <c>data:{}</c>.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault EmptyData() => Body("""{"success":true,"data":{}}""");

    /// <summary>Answers with success and a list without rows.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault EmptyList() => new((answer, call) => answer.Replace(
        call.Path == "/defi/token_trending"
            ? """{"success":true,"data":{"updateUnixTime":0,"updateTime":"1970-01-01T00:00:00","tokens":[],"total":0}}"""
            : """{"success":true,"data":{"items":[]}}"""));

    /// <summary>Answers with status 200 without a body.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault EmptyBody() => Body("");

    /// <summary>Answers with status 200 and the given body.</summary>
    /// <param name="text">The body.</param>
    /// <param name="contentType">The media type; null for JSON.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Body(string text, string? contentType = null) => new((answer, _) =>
    {
        answer.Status = 200;
        answer.Replace(text, contentType);
    });

    /// <summary>Answers with the correct body and a wrong media type.</summary>
    /// <param name="contentType">The media type, such as <c>text/plain</c>.</param>
    /// <returns>The fault.</returns>
    public static LocalFault ContentType(string contentType) => new((answer, _) => answer.ContentType = contentType);

    /// <summary>Does not answer until the client gives up.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Stall() => Slow(Timeout.InfiniteTimeSpan);

    /// <summary>Delays the correct answer by the clock of the local Birdeye.</summary>
    /// <param name="delay">The delay.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Slow(TimeSpan delay) => new((answer, _) => answer.Delay = delay);

    /// <summary>Sends the correct body byte by byte.</summary>
    /// <param name="pause">The wait before each byte, by the clock of the local Birdeye.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Drip(TimeSpan pause) => new((answer, _) => answer.DripPause = pause);

    /// <summary>Answers with a well-formed beginning that continues up to the given length.</summary>
    /// <param name="bytes">The length.</param>
    /// <returns>The fault.</returns>
    public static LocalFault GiantBody(long bytes) => new((answer, _) => answer.Stream = new GiantStream(bytes));

    /// <summary>Answers with a small compressed body that decompresses to a giant one.</summary>
    /// <param name="bytes">The length after decompression.</param>
    /// <returns>The fault.</returns>
    /// <remarks>The in-process handler delivers it decompressed, like a handler with automatic decompression.</remarks>
    public static LocalFault GzipBomb(long bytes) => new((answer, _) =>
    {
        answer.Stream = new GiantStream(bytes);
        answer.ContentEncoding = "gzip";
    });

    /// <summary>Sends half of the correct body, then breaks the connection.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Truncated() => new((answer, _) => answer.IsTruncated = true);

    /// <summary>Answers with a redirect.</summary>
    /// <param name="location">The target.</param>
    /// <param name="status">The status: 301, 302, 303, 307 or 308.</param>
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

    /// <summary>Replaces the value of a field by raw JSON text: hostile strings, numbers, objects, or text that is not JSON.</summary>
    /// <param name="field">
    /// The key, at any depth under <c>data</c>; <c>*</c> for every field with a text, number, Boolean or null, except addresses.
    /// </param>
    /// <param name="rawJson">The new value, such as <c>1e400</c> or <c>"\u0000"</c>.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Value(string field, string rawJson) => Rows(AnswerRewriter.Replacing(field, rawJson));

    /// <summary>Adds a key a second time, before the correct one.</summary>
    /// <param name="field">The key, at any depth under <c>data</c>.</param>
    /// <param name="rawJson">The value of the first of the two.</param>
    /// <returns>The fault.</returns>
    public static LocalFault DuplicateKey(string field, string rawJson) => Rows(AnswerRewriter.Duplicating(field, rawJson));

    /// <summary>Omits a field.</summary>
    /// <param name="field">The key, at any depth under <c>data</c>.</param>
    /// <returns>The fault.</returns>
    public static LocalFault MissingField(string field) => Rows(AnswerRewriter.Removing(field));

    /// <summary>Adds rows at the end of the first list of the answer.</summary>
    /// <param name="rawJson">The rows as raw JSON text, with commas between them.</param>
    /// <returns>The fault.</returns>
    public static LocalFault ExtraRows(string rawJson) => new((answer, _) => AnswerRewriter.AppendRows(answer, rawJson));

    /// <summary>Makes every page after the first begin some rows too early, as when the list changes while it is read.</summary>
    /// <param name="rows">The number of rows of the previous page that are repeated.</param>
    /// <returns>The fault.</returns>
    public static LocalFault RepeatedRows(int rows = 1) => new(static (_, _) => { }) { Overlap = rows };

    private static LocalFault Rows(Action<LocalAnswer, string?> change) =>
        new((answer, _, address) => change(answer, address)) { IsInRows = true };

    private static void Refuse(LocalAnswer answer, int status, string? message)
    {
        using var refusal = LocalAnswer.Error(status, message ?? StandardMessages.Of(status));
        answer.Status = status;
        answer.Replace(refusal.Body!.Written.Span, refusal.ContentType);
    }
}
