using System.Net;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Serves the local Birdeye as an HTTP message handler, without sockets. Its tasks are already completed unless a fault delays the answer.
/// </summary>
internal sealed class InProcessHandler(LocalServer server) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<HttpResponseMessage>(cancellationToken);
        }

        var answer = Ask(request);
        return answer.Delay == TimeSpan.Zero
            ? Task.FromResult(Respond(request, answer))
            : RespondLateAsync(request, answer, cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Respond(request, Ask(request));
    }

    private LocalAnswer Ask(HttpRequestMessage request)
    {
        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        return server.Answer(request.Method.Method, uri.AbsolutePath, uri.Query, Header(request, "X-API-KEY"), Header(request, "x-chain"));
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private async Task<HttpResponseMessage> RespondLateAsync(
        HttpRequestMessage request,
        LocalAnswer answer,
        CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(answer.Delay, server.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            answer.Dispose();
            throw;
        }

        return Respond(request, answer);
    }

    private HttpResponseMessage Respond(HttpRequestMessage request, LocalAnswer answer)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = Content(answer) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        response.Headers.TryAddWithoutValidation("Date", server.Date());
        if (answer.RetryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", answer.RetryAfter);
        }

        if (answer.Location is not null)
        {
            response.Headers.TryAddWithoutValidation("Location", answer.Location);
        }

        return response;
    }

    private HttpContent Content(LocalAnswer answer)
    {
        if (answer.Stream is not null)
        {
            answer.Body?.Dispose();
            return new StreamContent(answer.Stream);
        }

        var body = answer.Body ?? PooledBody.Of(default);
        return answer.DripPause > TimeSpan.Zero || answer.IsTruncated
            ? new StreamContent(new BodyStream(body.OpenRead(), answer.DripPause, answer.IsTruncated, server.Time))
            : new PooledContent(body);
    }
}
