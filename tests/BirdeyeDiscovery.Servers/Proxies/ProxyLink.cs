using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace BirdeyeDiscovery.Servers;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxyLink(TcpProxy proxy, Socket client) : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool _hasAnswered = true;
    private long _lastRequest;

    public async Task ConnectAsync(int target)
    {
        client.NoDelay = true;
        await _server.ConnectAsync(IPAddress.Loopback, target);
    }

    public async Task CarryAsync()
    {
        var requests = PumpAsync(client, ToServerAsync);
        var answers = PumpAsync(_server, ToClientAsync);
        await (await Task.WhenAny(requests, answers));
        Cut();
        await Task.WhenAll(requests, answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask<int> ReadClientAsync(Memory<byte> buffer) => client.ReceiveAsync(buffer);

    public ValueTask<int> ReadServerAsync(Memory<byte> buffer) => _server.ReceiveAsync(buffer);

    public async ValueTask ToServerAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_hasAnswered)
        {
            _hasAnswered = false;
            proxy.CountRoundTrip();
        }

        Interlocked.Exchange(ref _lastRequest, Stopwatch.GetTimestamp());
        await proxy.GateAsync();
        await SendAsync(_server, bytes);
    }

    public async ValueTask ToClientAsync(ReadOnlyMemory<byte> bytes)
    {
        // Another piece of the request may come meanwhile: then the silence begins anew.
        while (proxy.AnswerDelay - Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastRequest)) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest);
        }

        await proxy.GateAsync();
        _hasAnswered = true;
        await SendAsync(client, bytes);
    }

    public void Dispose() => Cut();

    /// <summary>Resets both sides, as when a machine is gone.</summary>
    public void Cut()
    {
        foreach (var socket in new[] { client, _server })
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Already closed.
            }

            socket.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Func<ReadOnlyMemory<byte>, ValueTask> send)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer.AsMemory()) is var count && count > 0)
        {
            await send(buffer.AsMemory(0, count));
        }
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }
}
