using System.Buffers;

namespace BirdeyeDiscovery;

/// <summary>The bytes of an HTTP response in a pooled buffer.</summary>
internal sealed class ResponseBody : IDisposable
{
    private byte[]? _buffer;

    private ResponseBody(byte[] buffer) => _buffer = buffer;

    public int Length { get; private set; }

    public Memory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>
    /// Reads the body of an HTTP response as it arrives. The bound applies to the decompressed bytes, so that a small compressed body
    /// cannot exceed it.
    /// </summary>
    /// <returns>The body, or <see langword="null"/> when it is longer than allowed; the rest is then not read.</returns>
    public static async ValueTask<ResponseBody?> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
        {
            return null;
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var first = (int)Math.Clamp(content.Headers.ContentLength + 1 ?? 16 * 1024, 1, maxBytes + 1L);
            var body = new ResponseBody(ArrayPool<byte>.Shared.Rent(first));
            try
            {
                while (true)
                {
                    var read = await stream.ReadAsync(body.Free(maxBytes), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        return Detach(ref body);
                    }

                    body.Length += read;
                    if (body.Length > maxBytes)
                    {
                        return null;
                    }
                }
            }
            finally
            {
                body?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ResponseBody Detach(ref ResponseBody? body)
    {
        var detached = body!;
        body = null;
        return detached;
    }

    private Memory<byte> Free(int maxBytes)
    {
        if (Length == _buffer!.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * 2L, maxBytes + 1L));
            Bytes.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(Length);
    }
}
