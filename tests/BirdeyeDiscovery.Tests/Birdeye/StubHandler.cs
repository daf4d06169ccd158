using System.Net;
using System.Text;

namespace BirdeyeDiscovery.Tests;

/// <summary>Answers requests from a function and keeps what was asked.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<Request> _requests = [];

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => Bytes(Encoding.UTF8.GetBytes(body), status);

    public static HttpResponseMessage Bytes(byte[] body, HttpStatusCode status = HttpStatusCode.OK)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        return new HttpResponseMessage(status) { Content = content };
    }

    public static HttpResponseMessage Html(HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent("<html><body>Just a moment...</body></html>", Encoding.UTF8, "text/html") };

    public static HttpResponseMessage Error(int status, string message) =>
        Json($$"""{"success":false,"message":"{{message}}"}""", (HttpStatusCode)status);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int number;
        lock (_gate)
        {
            _requests.Add(new Request(
                request.RequestUri!,
                request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase)));
            number = _requests.Count;
        }

        return Task.FromResult(answer(request, number));
    }

    internal sealed record Request(Uri Uri, IReadOnlyDictionary<string, string> Headers);
}
