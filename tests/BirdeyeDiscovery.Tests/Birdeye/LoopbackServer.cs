using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BirdeyeDiscovery.Tests;

/// <summary>Answers each connection with raw bytes, as no well-behaved server would.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _connections;

    public LoopbackServer(Func<Stream, CancellationToken, Task> answer)
    {
        _listener.Start();
        _loop = AcceptAsync(answer);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Gets the request line and the headers of the last request, as a client sends them at once.</summary>
    public string LastRequest { get; private set; } = "";

    public int Connections => Volatile.Read(ref _connections);

    public static byte[] Head(string headers) => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Stream, CancellationToken, Task> answer)
    {
        var clients = new List<Task>();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), answer));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposal stops the listener.
        }

        await Task.WhenAll(clients);
    }

    private async Task ServeAsync(TcpClient client, Func<Stream, CancellationToken, Task> answer)
    {
        Interlocked.Increment(ref _connections);
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var head = new byte[4096];
                LastRequest = Encoding.ASCII.GetString(head, 0, await stream.ReadAtLeastAsync(head, 16, cancellationToken: _stop.Token));
                await answer(stream, _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client gave up, which is what these tests are about.
        }
    }
}
