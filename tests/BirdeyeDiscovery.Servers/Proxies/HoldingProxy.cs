using System.Text;

namespace BirdeyeDiscovery.Servers;

/// <summary>A proxy that stops before the first request of a kind until a test lets it go on; what was sent before it passes.</summary>
/// <param name="target">The port of the server.</param>
/// <param name="request">The first bytes of the request as it is sent.</param>
public sealed class HoldingProxy(int target, string request) : TcpProxy(target)
{
    private readonly byte[] _request = Encoding.UTF8.GetBytes(request);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _holds;

    /// <summary>Gets a task that ends when a request is held.</summary>
    public Task Held => _held.Task;

    /// <summary>Begins to look for the request.</summary>
    public void Hold() => _holds = true;

    /// <summary>Lets everything pass from now on.</summary>
    public void Release()
    {
        _holds = false;
        _released.TrySetResult();
    }

    private protected override async Task CarryAsync(ProxyLink link)
    {
        Task[] parts = [RequestsAsync(link), AnswersAsync(link)];
        await (await Task.WhenAny(parts));
        link.Cut();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task AnswersAsync(ProxyLink link)
    {
        var buffer = new byte[64 * 1024];
        while (await link.ReadServerAsync(buffer) is var count && count > 0)
        {
            await link.ToClientAsync(buffer.AsMemory(0, count));
        }
    }

    private async Task RequestsAsync(ProxyLink link)
    {
        var buffer = new byte[64 * 1024];
        while (await link.ReadClientAsync(buffer) is var count && count > 0)
        {
            var start = _holds ? buffer.AsSpan(0, count).IndexOf(_request) : -1;
            if (start >= 0)
            {
                await link.ToServerAsync(buffer.AsMemory(0, start));
                _held.TrySetResult();
                await _released.Task;
            }

            await link.ToServerAsync(buffer.AsMemory(Math.Max(start, 0), count - Math.Max(start, 0)));
        }
    }
}
