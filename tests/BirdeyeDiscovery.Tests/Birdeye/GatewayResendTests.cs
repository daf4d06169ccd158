using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace BirdeyeDiscovery.Tests;

/// <summary>What reaches a peer that breaks off, through the handler that real calls use.</summary>
public sealed class GatewayResendTests
{
    private static readonly byte[] Good = Encoding.ASCII.GetBytes("""{"success":true,"data":{"totalSupply":1}}""");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_that_closes_without_an_answer_sees_one_request_an_attempt_behind_the_limiter(bool reset)
    {
        using var api = NewApi();
        api.Options.RequestsPerSecond = 1;
        var arrivals = new ConcurrentQueue<DateTimeOffset>();
        await using var server = new LoopbackServer((stream, _) =>
        {
            arrivals.Enqueue(api.Clock.GetUtcNow());
            Close(stream, reset);
            return Task.CompletedTask;
        });
        api.Options.BaseUrl = server.Address;

        var failure = (await api.SecurityAsync()).Failure!;

        Assert.Equal((SourceFailureKind.Network, 3, 3, 3), (failure.Kind, arrivals.Count, server.Connections, api.Scope.Calls));
        Assert.All(arrivals.Zip(arrivals.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_in_use_that_is_closed_without_an_answer_costs_one_attempt(bool reset)
    {
        using var api = NewApi();
        var requests = 0;
        await using var server = new LoopbackServer(async (stream, cancellationToken) =>
        {
            Interlocked.Increment(ref requests);
            await AnswerAsync(stream, cancellationToken);
            if (await stream.ReadAsync(new byte[4096], cancellationToken) > 0)
            {
                Interlocked.Increment(ref requests);
                Close(stream, reset);
            }
        });
        api.Options.BaseUrl = server.Address;

        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);

        Assert.Equal((3, 3, 2), (requests, api.Scope.Calls, server.Connections));
    }

    [Fact]
    public async Task A_connection_that_was_closed_while_idle_costs_no_request()
    {
        using var api = NewApi();
        var requests = 0;
        await using var server = new LoopbackServer((stream, cancellationToken) =>
        {
            Interlocked.Increment(ref requests);
            return AnswerAsync(stream, cancellationToken);
        });
        api.Options.BaseUrl = server.Address;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
            api.NewScope();
        }

        // The peer may close before or after the next request is under way; in both cases it has read 20.
        Assert.Equal(20, requests);
    }

    [Fact]
    public async Task Only_an_end_before_any_byte_of_a_request_is_left_to_the_handler()
    {
        var token = TestContext.Current.CancellationToken;
        var buffer = new byte[16];
        await using var idle = new SingleSendStream(new MemoryStream());
        Assert.Equal(0, await idle.ReadAsync(Memory<byte>.Empty, token));
        Assert.Equal(0, await idle.ReadAsync(buffer, token));
        await Assert.ThrowsAsync<IOException>(() => idle.WriteAsync(buffer, token).AsTask());
        await Assert.ThrowsAsync<HttpRequestException>(() => idle.WriteAsync(buffer, token).AsTask());

        await using var sent = new SingleSendStream(new MemoryStream());
        await sent.WriteAsync(buffer, token);
        Assert.Equal(0, await sent.ReadAsync(Memory<byte>.Empty, token));
        await Assert.ThrowsAsync<HttpRequestException>(() => sent.ReadAsync(buffer, token).AsTask());

        await using var answered = new SingleSendStream(new MemoryStream([.. buffer, .. buffer]));
        await answered.WriteAsync(buffer, token);
        Assert.Equal(16, await answered.ReadAsync(buffer, token));
        Assert.Equal(0, await answered.ReadAsync(buffer, token));
    }

    private static GatewayHarness NewApi()
    {
        var api = new GatewayHarness(BirdeyeHandler.Create());
        api.Options.AttemptTimeout = TimeSpan.FromMinutes(2);
        return api;
    }

    private static Task AnswerAsync(Stream stream, CancellationToken cancellationToken) =>
        stream.WriteAsync((byte[])[.. LoopbackServer.Head($"Content-Length: {Good.Length}"), .. Good], cancellationToken).AsTask();

    private static void Close(Stream stream, bool reset)
    {
        var socket = ((NetworkStream)stream).Socket;
        if (reset)
        {
            socket.LingerState = new LingerOption(true, 0);
        }

        socket.Close();
    }
}
