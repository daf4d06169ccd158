using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BirdeyeDiscovery.Servers;

/// <summary>A port of this machine in front of another one, on which the network can fail: delay, stand still, be cut, refuse.</summary>
public class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxyLink, Task> _links = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _gate = Opened();
    private long _roundTrips;
    private long _connections;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Gets or sets how long a client must have been silent before a piece of an answer reaches it.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>Gets or sets a value indicating whether new connections are closed at once.</summary>
    public bool IsRefusing { get; set; }

    /// <summary>
    /// Gets how often a client sent something after it had received something, or as the first thing of its connection. With an <see cref="AnswerDelay"/>
    /// longer than any pause of a client that sends without waiting, this is how often it waited for the server.
    /// </summary>
    public long RoundTrips => Interlocked.Read(ref _roundTrips);

    /// <summary>Gets how many connections were accepted.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Cuts every connection there is.</summary>
    public void CutAll()
    {
        foreach (var link in _links.Keys)
        {
            link.Cut();
        }
    }

    /// <summary>Lets nothing pass in either direction until <see cref="Resume"/>; connections stay open.</summary>
    public void Pause() => Interlocked.CompareExchange(ref _gate, new(TaskCreationOptions.RunContinuationsAsynchronously), _gate.Task.IsCompleted ? _gate : null);

    public void Resume() => _gate.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        CutAll();
        Resume();
        await Task.WhenAll(_links.Values);
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void CountRoundTrip() => Interlocked.Increment(ref _roundTrips);

    /// <summary>Gets a task that ends as soon as something may pass.</summary>
    internal Task GateAsync() => _gate.Task;

    /// <summary>Carries what a client and the server say until one of them ends.</summary>
    private protected virtual Task CarryAsync(ProxyLink link) => link.CarryAsync();

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref _connections);
            if (IsRefusing)
            {
                Reset(client);
                continue;
            }

            var link = new ProxyLink(this, client);
            _links[link] = Task.CompletedTask;
            _links[link] = RunAsync(link);
        }
    }

    private async Task RunAsync(ProxyLink link)
    {
        // So that the entry is there before it is removed.
        await Task.Yield();
        try
        {
            await link.ConnectAsync(_target);
            await CarryAsync(link);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone, and with it the other.
        }
        finally
        {
            link.Cut();
            _links.TryRemove(link, out _);
        }
    }

    private static void Reset(Socket client)
    {
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }
}
