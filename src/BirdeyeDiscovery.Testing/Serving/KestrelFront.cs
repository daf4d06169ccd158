using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.Testing;

/// <summary>Serves the local Birdeye over HTTP (Kestrel) on a loopback port.</summary>
internal sealed class KestrelFront : IAsyncDisposable
{
    private readonly WebApplication _application;

    private KestrelFront(WebApplication application, Uri address)
    {
        _application = application;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<KestrelFront> StartAsync(LocalServer server, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static options =>
        {
            options.Listen(IPAddress.Loopback, 0);

            // A fault can send the body of the local Birdeye byte by byte, which is slower than the minimum rate that Kestrel requires by
            // default.
            options.Limits.MinResponseDataRate = null;
            options.AddServerHeader = false;
        });
        var application = builder.Build();
        application.Run(context => ServeAsync(server, context));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new KestrelFront(application, new Uri(addresses.First().TrimEnd('/') + "/"));
    }

    public async ValueTask DisposeAsync()
    {
        // An orderly stop of the local Birdeye would wait for a stalled answer until the stop times out, so the stop is cancelled at once.
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        try
        {
            await _application.StopAsync(now.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The cancellation of the local Birdeye's stop is intended: connections are closed without waiting.
        }

        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task ServeAsync(LocalServer server, HttpContext context)
    {
        var request = context.Request;
        var aborted = context.RequestAborted;
        using var answer = server.Answer(
            request.Method,
            request.Path.Value ?? "/",
            request.QueryString.Value ?? "",
            request.Headers["X-API-KEY"].FirstOrDefault(),
            request.Headers["x-chain"].FirstOrDefault());
        try
        {
            if (answer.Delay != TimeSpan.Zero)
            {
                await Task.Delay(answer.Delay, server.Time, aborted).ConfigureAwait(false);
            }

            context.Response.Headers.Date = server.Date();
            WriteHead(context.Response, answer);
            await WriteBodyAsync(server, context, answer, aborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client of the local Birdeye has disconnected.
        }
        catch (IOException)
        {
            context.Abort();
        }
    }

    private static void WriteHead(HttpResponse response, LocalAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.RetryAfter is not null)
        {
            response.Headers.RetryAfter = answer.RetryAfter;
        }

        if (answer.Location is not null)
        {
            response.Headers.Location = answer.Location;
        }

        if (answer.ContentEncoding is not null)
        {
            response.Headers.ContentEncoding = answer.ContentEncoding;
        }
    }

    private static async Task WriteBodyAsync(
        LocalServer server,
        HttpContext context,
        LocalAnswer answer,
        CancellationToken cancellationToken)
    {
        var output = context.Response.Body;
        if (answer.Stream is not null)
        {
            if (answer.ContentEncoding is null)
            {
                await answer.Stream.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
                return;
            }

            var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
            {
                await answer.Stream.CopyToAsync(gzip, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        if (answer.Body is not { } body)
        {
            return;
        }

        context.Response.ContentLength = body.Written.Length;
        if (answer.DripPause == TimeSpan.Zero && !answer.IsTruncated)
        {
            await output.WriteAsync(body.Written, cancellationToken).ConfigureAwait(false);
            return;
        }

        var stream = new BodyStream(body.OpenRead(), answer.DripPause, answer.IsTruncated, server.Time);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
