using System.Diagnostics;
using System.Threading.Channels;

namespace BirdeyeDiscovery.Servers;

/// <summary>A proxy to a server that seems far away: each piece of an answer comes later by the same time, however many are under way.</summary>
public sealed class DistantProxy(int target) : TcpProxy(target)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    /// <summary>Gets or sets how far away it is, there and back.</summary>
    public TimeSpan Distance { get; set; }

    private protected override async Task CarryAsync(ProxyLink link)
    {
        var pieces = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        Task[] parts = [RequestsAsync(link), AnswersAsync(link, pieces.Writer), DeliverAsync(link, pieces.Reader)];
        await (await Task.WhenAny(parts));
        link.Cut();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task RequestsAsync(ProxyLink link)
    {
        var buffer = new byte[64 * 1024];
        while (await link.ReadClientAsync(buffer) is var count && count > 0)
        {
            await link.ToServerAsync(buffer.AsMemory(0, count));
        }
    }

    private static async Task DeliverAsync(ProxyLink link, ChannelReader<(long Due, byte[] Bytes)> pieces)
    {
        await foreach (var (due, bytes) in pieces.ReadAllAsync())
        {
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Delay(Step);
            }

            await link.ToClientAsync(bytes);
        }
    }

    private async Task AnswersAsync(ProxyLink link, ChannelWriter<(long Due, byte[] Bytes)> pieces)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await link.ReadServerAsync(buffer) is var count && count > 0)
            {
                pieces.TryWrite((Stopwatch.GetTimestamp() + (long)(Distance.TotalSeconds * Stopwatch.Frequency), buffer[..count]));
            }
        }
        finally
        {
            pieces.Complete();
        }
    }
}
