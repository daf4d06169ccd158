using System.Net;
using System.Net.Http.Headers;

namespace BirdeyeDiscovery;

/// <summary>Sends one HTTP request to the API and classifies the response. The key is added to the request here and nowhere else.</summary>
internal sealed class BirdeyeTransport(HttpMessageHandler handler, TimeProvider clock, ApiClock apiClock) : IDisposable
{
    private const int MaxErrorBytes = 64 * 1024;
    private const string NotOfApi = "the answer is not the API's: a proxy, a firewall or a CDN on the way gave it";

    // Some networks in front of APIs reject clients without a User-Agent header, and .NET sends none by default.
    private static readonly ProductInfoHeaderValue Agent =
        new("BirdeyeDiscovery", typeof(BirdeyeTransport).Assembly.GetName().Version?.ToString(3));

    private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: true);

    /// <summary>
    /// Makes one HTTP attempt. Throws only when <paramref name="cancellationToken"/> is cancelled, by the caller or by the time-out of the
    /// attempt.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="pathAndQuery">The path and query of the request.</param>
    /// <param name="options">The address, the key and the bounds.</param>
    /// <param name="permit">The permit of the attempt; released when a good answer begins.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    public async ValueTask<Answer> SendAsync(
        BirdeyeEndpoint endpoint,
        string pathAndQuery,
        BirdeyeOptions options,
        IDisposable? permit,
        CancellationToken cancellationToken)
    {
        try
        {
            using var request = CreateRequest(pathAndQuery, options);
            var asked = clock.GetUtcNow();
            using var response = await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                // The API counted the request before it began to answer, so a slow body need not delay the next request. After a failure
                // the permit is held until the attempt ends, because the failure may pause the account.
                permit?.Dispose();
            }

            var told = apiClock.Read(response, asked);
            return await ReadAsync(endpoint, response, told, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An HTTP handler of the host may throw any exception, so each becomes a failure. The exception's message is left out, because
            // it may contain host names or URLs.
            var failure = new SourceFailure(SourceFailureKind.Network, endpoint, null, Describe(exception));
            return Answer.Failed(failure, clock.GetUtcNow());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new OperationCanceledException("The call was cancelled.", exception, cancellationToken);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static HttpRequestMessage CreateRequest(string pathAndQuery, BirdeyeOptions options)
    {
        var prefix = options.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(prefix + pathAndQuery));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(Agent);
        request.Headers.TryAddWithoutValidation("x-chain", options.Chain);
        if (options.ApiKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("X-API-KEY", key.Reveal());
        }

        return request;
    }

    private async ValueTask<Answer> ReadAsync(
        BirdeyeEndpoint endpoint,
        HttpResponseMessage response,
        ApiClock.Word? told,
        BirdeyeOptions options,
        CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var (isOfApi, message) = await ReadErrorAsync(response, cancellationToken).ConfigureAwait(false);
            apiClock.Trust(isOfApi ? told : null);
            if (isOfApi && response.StatusCode == HttpStatusCode.NotFound)
            {
                return Answer.Unknown(clock.GetUtcNow());
            }

            var kind = FailureRules.KindOf(response.StatusCode, isOfApi, message);

            // A date in Retry-After is a time of the API's clock, so the wait is measured from the Date header of the response.
            var retryAfter = RetryAfter.Read(response, response.Headers.Date ?? clock.GetUtcNow());
            return Fail(kind, kind == SourceFailureKind.Intercepted ? NotOfApi : message, retryAfter);
        }

        if (!MayBeJson(response.Content.Headers.ContentType))
        {
            return Fail(SourceFailureKind.NotJson, "the answer is not declared as JSON");
        }

        var body = await ResponseBody.ReadAsync(response.Content, options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        if (body is null)
        {
            return Fail(SourceFailureKind.TooLarge, "the answer is larger than allowed");
        }

        var answer = Read(body, out var problem);
        if (answer is null)
        {
            body.Dispose();
            return problem;
        }

        return answer;

        Answer Fail(SourceFailureKind kind, string detail, TimeSpan? retryAfter = null) => Answer.Failed(
            new SourceFailure(kind, endpoint, (int)response.StatusCode, FailureRules.Detail(detail, options.ApiKey), retryAfter),
            clock.GetUtcNow());

        Answer? Read(ResponseBody body, out Answer problem)
        {
            problem = Answer.Unknown(clock.GetUtcNow());
            if (FirstByte(body.Bytes.Span) is not ((byte)'{' or (byte)'['))
            {
                problem = Fail(SourceFailureKind.NotJson, "the answer does not begin as JSON");
                return null;
            }

            var document = Envelope.TryParse(SkipMark(body.Bytes));
            if (document is null)
            {
                problem = Fail(SourceFailureKind.Malformed, "the answer is broken JSON");
                return null;
            }

            var verdict = Envelope.Open(document.RootElement, out var data, out var message);
            apiClock.Trust(verdict != Envelope.Verdict.Malformed ? told : null);
            if (verdict == Envelope.Verdict.Data)
            {
                return Answer.Of(document, body, data, clock.GetUtcNow());
            }

            document.Dispose();
            if (verdict != Envelope.Verdict.Unknown)
            {
                var kind = verdict != Envelope.Verdict.Unsuccessful ? SourceFailureKind.Malformed
                    : FailureRules.SpeaksOfCredits(message) ? SourceFailureKind.CreditsExhausted
                    : SourceFailureKind.Unsuccessful;
                problem = Fail(kind, message);
            }

            return null;
        }
    }

    private static async ValueTask<(bool IsOfApi, string Message)> ReadErrorAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await ResponseBody.ReadAsync(response.Content, MaxErrorBytes, cancellationToken).ConfigureAwait(false);
            return body is null ? (false, "") : Envelope.ReadError(SkipMark(body.Bytes));
        }
        catch (Exception)
        {
            // The status of an HTTP response that reports an error is enough, even if its body cannot be read.
            return (false, "");
        }
    }

    // Caches and gateways drop the content type of a response or change it to plain text; the body must then still begin as JSON. A
    // response declared as any other type is not read.
    private static bool MayBeJson(MediaTypeHeaderValue? type) => type?.MediaType is not { } media
        || media.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
        || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
        || media.Equals("text/plain", StringComparison.OrdinalIgnoreCase);

    private static Memory<byte> SkipMark(Memory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static byte FirstByte(ReadOnlySpan<byte> bytes)
    {
        bytes = (bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes).TrimStart(" \t\r\n"u8);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    public static string Describe(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => $"the connection failed: {http.HttpRequestError}",
        HttpIOException io => $"the connection failed: {io.HttpRequestError}",
        _ => $"the connection failed: {exception.GetType().Name}",
    };
}
