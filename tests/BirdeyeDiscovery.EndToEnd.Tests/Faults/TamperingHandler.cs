namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Changes answers on their way, after the local Birdeye has counted the request: for faults that depend on the query, and bytes that are no text.</summary>
internal sealed class TamperingHandler(HttpMessageHandler inner, Func<HttpRequestMessage, HttpResponseMessage, Task<HttpResponseMessage>> change)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await change(request, await base.SendAsync(request, cancellationToken));
}
