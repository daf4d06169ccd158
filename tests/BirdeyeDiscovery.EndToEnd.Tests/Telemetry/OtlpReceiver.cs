using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A receiver of OTLP over HTTP: it keeps the spans and the names of the metrics that it was sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentDictionary<string, byte> _metrics = new(StringComparer.Ordinal);

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _web = builder.Build();
        _web.Urls.Add("http://127.0.0.1:0");
        _web.MapPost("/v1/traces", context => ReceiveAsync(context, body => OtlpMessage.Spans(body).ForEach(_spans.Enqueue)));
        _web.MapPost(
            "/v1/metrics",
            context => ReceiveAsync(context, body => OtlpMessage.Metrics(body).ForEach(name => _metrics.TryAdd(name, 0))));
    }

    public string Address => _web.Urls.Single();

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    public IReadOnlyCollection<string> Metrics => [.. _metrics.Keys];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._web.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static async Task ReceiveAsync(HttpContext context, Action<byte[]> keep)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        keep(body.ToArray());

        // An empty message says that everything was accepted.
        context.Response.ContentType = "application/x-protobuf";
    }
}
