using System.Buffers.Binary;
using System.Text;

namespace BirdeyeDiscovery.Servers;

/// <summary>One connection through a <see cref="PostgresProxy"/>.</summary>
internal sealed class PostgresLink(PostgresProxy proxy, ProxyLink link)
{
    private const int CancelRequest = 80877102;
    private const int SslRequest = 80877103;
    private const int GssRequest = 80877104;

    private readonly PostgresReader _client = new(link.ReadClientAsync);
    private readonly PostgresReader _server = new(link.ReadServerAsync);
    private readonly PostgresStatements _statements = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _idle = Completed();
    private int _pending;
    private byte _state = (byte)'I';
    private volatile bool _losing;
    private string? _replacement;

    public async Task CarryAsync()
    {
        if (!await StartAsync())
        {
            return;
        }

        var requests = RequestsAsync();
        var answers = AnswersAsync();
        await (await Task.WhenAny(requests, answers));
        link.Cut();

        // Requests may wait for answers that nobody reads any more.
        lock (_lock)
        {
            _idle.TrySetResult();
        }

        await Task.WhenAll(requests, answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The password exchange of a trusting server is nothing; the first ReadyForQuery ends the start-up.
    private async Task<bool> StartAsync()
    {
        while (await _client.ReadStartAsync() is { IsEmpty: false } message)
        {
            var code = BinaryPrimitives.ReadInt32BigEndian(message.Span[4..]);
            if (code is SslRequest or GssRequest)
            {
                await link.ToClientAsync("N"u8.ToArray());
                continue;
            }

            Expect();
            await link.ToServerAsync(message);
            if (code != CancelRequest)
            {
                return true;
            }

            // Done when the server closes the connection; a pooler drops the request of a client that goes before.
            await _server.ReadAsync();
            return false;
        }

        return false;
    }

    // What a client sends up to a point where it may wait goes out together, so that an error can stand in for all of it.
    private async Task RequestsAsync()
    {
        var batch = new MemoryStream();
        PostgresFault? fault = null;
        while (await _client.ReadAsync() is { IsEmpty: false } message)
        {
            var type = (char)message.Span[0];
            fault ??= proxy.Judge(type, _statements.Of(message.Span));
            if (fault == PostgresFault.Cut)
            {
                await link.ToServerAsync(batch.ToArray());
                return;
            }

            if (fault is not null && type is 'd' or 'c')
            {
                await SpoilCopyAsync(batch, message, fault);
                fault = null;
                continue;
            }

            batch.Write(message.Span);
            var expectsReady = type is 'Q' or 'S' or 'F';
            if (expectsReady && fault is not null)
            {
                // The answers before it are the client's.
                await _idle.Task;
                if (fault.SqlState is { } sqlState)
                {
                    await link.ToClientAsync(ErrorAndReady(sqlState));
                    batch.SetLength(0);
                    fault = null;
                    continue;
                }

                _losing = true;
            }

            if (expectsReady)
            {
                Expect();
            }

            if (expectsReady || (type is 'H' or 'd' or 'c' or 'f' or 'X' && (!_client.HasMessage || batch.Length > 64 * 1024)))
            {
                await FlushAsync(batch);
            }
        }
    }

    // The server waits for the rest of a COPY: it is told that there is none, and what it says about that is replaced.
    private async Task SpoilCopyAsync(MemoryStream batch, ReadOnlyMemory<byte> message, PostgresFault fault)
    {
        _losing = fault.SqlState is null;
        _replacement = fault.SqlState;
        if (_losing)
        {
            batch.Write(message.Span);
        }
        else
        {
            batch.Write("f\0\0\0\u0005\0"u8);
        }

        await FlushAsync(batch);
    }

    private async Task FlushAsync(MemoryStream batch)
    {
        await link.ToServerAsync(batch.ToArray());
        batch.SetLength(0);
    }

    private async Task AnswersAsync()
    {
        var batch = new MemoryStream();
        while (await _server.ReadAsync() is { IsEmpty: false } message)
        {
            var type = (char)message.Span[0];
            if (_losing)
            {
                if (type == 'Z')
                {
                    return;
                }

                continue;
            }

            var replacement = type == 'E' ? Interlocked.Exchange(ref _replacement, null) : null;
            batch.Write(replacement is null ? message.Span : Error(replacement));
            var state = message.Span[^1];
            if (!_server.HasMessage)
            {
                await link.ToClientAsync(batch.ToArray());
                batch.SetLength(0);
            }

            if (type == 'Z')
            {
                Arrived(state);
            }
        }
    }

    private byte[] ErrorAndReady(string sqlState) =>
        [.. Error(sqlState), (byte)'Z', 0, 0, 0, 5, _state == (byte)'I' ? (byte)'I' : (byte)'E'];

    private static byte[] Error(string sqlState)
    {
        var body = Encoding.ASCII.GetBytes($"SERROR\0VERROR\0C{sqlState}\0Minjected by the proxy\0\0");
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length + 4);
        return [(byte)'E', .. length, .. body];
    }

    private void Expect()
    {
        lock (_lock)
        {
            if (_pending++ == 0)
            {
                _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void Arrived(byte state)
    {
        lock (_lock)
        {
            _state = state;
            if (--_pending == 0)
            {
                _idle.TrySetResult();
            }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
