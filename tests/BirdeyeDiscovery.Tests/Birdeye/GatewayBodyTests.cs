using System.IO.Compression;
using System.Text;

namespace BirdeyeDiscovery.Tests;

public sealed class GatewayBodyTests
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes("""{"success":true,"data":{"totalSupply":1}}""");

    [Fact]
    public async Task A_packed_answer_is_unpacked()
    {
        var packed = Pack(Good);
        Assert.Equal(ReadingKind.Value, (await AskAsync(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(LoopbackServer.Head($"Content-Encoding: gzip\r\nContent-Length: {packed.Length}"), cancellationToken);
            await stream.WriteAsync(packed, cancellationToken);
        })).Kind);
    }

    [Fact]
    public async Task A_packed_body_is_bounded_by_what_comes_out_of_it()
    {
        var limit = new BirdeyeOptions().MaxResponseBytes;
        var bomb = Pack(new byte[limit + 1]);
        Assert.True(bomb.Length < limit / 100);
        var failure = (await AskAsync(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(LoopbackServer.Head($"Content-Encoding: gzip\r\nContent-Length: {bomb.Length}"), cancellationToken);
            await stream.WriteAsync(bomb, cancellationToken);
        })).Failure!;
        Assert.Equal(SourceFailureKind.TooLarge, failure.Kind);
    }

    [Fact]
    public async Task An_endless_body_is_cut_off()
    {
        var failure = (await AskAsync(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(LoopbackServer.Head("Connection: close"), cancellationToken);
            var block = new byte[64 * 1024];
            block.AsSpan().Fill((byte)' ');
            while (true)
            {
                await stream.WriteAsync(block, cancellationToken);
            }
        })).Failure!;
        Assert.Equal(SourceFailureKind.TooLarge, failure.Kind);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_not_read()
    {
        var failure = (await AskAsync((stream, cancellationToken) =>
            stream.WriteAsync(LoopbackServer.Head("Content-Length: 9999999999"), cancellationToken).AsTask())).Failure!;
        Assert.Equal(SourceFailureKind.TooLarge, failure.Kind);
    }

    [Fact]
    public async Task A_body_that_drips_is_given_up_at_the_deadline_of_the_whole_attempt()
    {
        var failure = (await AskAsync(
            async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(LoopbackServer.Head("Content-Length: 10000"), cancellationToken);
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
                while (await timer.WaitForNextTickAsync(cancellationToken))
                {
                    await stream.WriteAsync(" "u8.ToArray(), cancellationToken);
                }
            },
            deadlineMilliseconds: 200)).Failure!;
        Assert.Equal(SourceFailureKind.Timeout, failure.Kind);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        var failure = (await AskAsync(
            (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken),
            deadlineMilliseconds: 100)).Failure!;
        Assert.Equal(SourceFailureKind.Timeout, failure.Kind);
    }

    [Fact]
    public async Task Endless_headers_are_cut_off()
    {
        var failure = (await AskAsync(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
            while (true)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"x-a: {new string('a', 1000)}\r\n"), cancellationToken);
            }
        })).Failure!;
        Assert.Equal(SourceFailureKind.Network, failure.Kind);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_network_failure()
    {
        var failure = (await AskAsync(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(LoopbackServer.Head("Content-Length: 10000"), cancellationToken);
            await stream.WriteAsync(Good, cancellationToken);
        })).Failure!;
        Assert.Equal(SourceFailureKind.Network, failure.Kind);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_by_the_real_handler()
    {
        await using var other = new LoopbackServer((_, _) => Task.CompletedTask);
        var failure = (await AskAsync((stream, cancellationToken) => stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {other.Address}\r\nContent-Length: 0\r\n\r\n"), cancellationToken).AsTask())).Failure!;
        Assert.Equal(SourceFailureKind.Redirected, failure.Kind);
        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task A_closed_port_is_a_network_failure()
    {
        Uri address;
        await using (var server = new LoopbackServer((_, _) => Task.CompletedTask))
        {
            address = server.Address;
        }

        using var api = new GatewayHarness(BirdeyeHandler.Create());
        api.Options.BaseUrl = address;
        api.Options.AttemptTimeout = TimeSpan.FromMinutes(2);
        Assert.Equal(SourceFailureKind.Network, (await api.SecurityAsync()).Failure!.Kind);
    }

    [Fact]
    public async Task Bodies_of_every_size_up_to_the_bound_are_read_whole()
    {
        foreach (var size in new[] { 100, 16 * 1024, (16 * 1024) + 1, 64 * 1024, 64 * 1024 + 1 })
        {
            var body = new byte[size];
            body.AsSpan().Fill((byte)'x');
            foreach (var knowsLength in new[] { true, false })
            {
                using HttpContent content = knowsLength ? new ByteArrayContent(body) : new StreamContent(new TrickleStream(body));
                using var read = await ResponseBody.ReadAsync(content, 64 * 1024, TestContext.Current.CancellationToken);
                Assert.Equal(size <= 64 * 1024, read is not null);
                Assert.True(read is null || read.Bytes.Span.SequenceEqual(body));
            }
        }
    }

    private static async Task<Reading<TokenSecurity>> AskAsync(Func<Stream, CancellationToken, Task> answer, int deadlineMilliseconds = 120_000)
    {
        await using var server = new LoopbackServer(answer);
        using var api = new GatewayHarness(BirdeyeHandler.Create());
        api.Options.BaseUrl = server.Address;
        api.Options.AttemptTimeout = TimeSpan.FromMilliseconds(deadlineMilliseconds);
        return await api.SecurityAsync();
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Gives a few bytes at a time and does not know its length.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 777)], cancellationToken);
    }
}
