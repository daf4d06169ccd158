namespace BirdeyeDiscovery;

/// <summary>An HTTP connection that sends a request at most once.</summary>
/// <remarks>
/// <see cref="SocketsHttpHandler"/> resends a GET immediately, up to three times, when a connection ends before the first byte of the
/// response. It does so for every <see cref="IOException"/> and every end of the stream, and for nothing else. Once a byte of a request may
/// have been sent, this stream therefore turns both into an <see cref="HttpRequestException"/>. If the connection is found closed before
/// that, no request was used, and the handler may retry.
/// </remarks>
internal sealed class SingleSendStream(Stream inner) : Stream
{
    // Both fields of the connection are accessed atomically, because the HTTP handler reads ahead on an idle connection. If a write and the
    // end of the stream happen at the same time, each must see the other.
    private int _unanswered;
    private int _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            if (EndsUnanswered())
            {
                throw Unanswered(exception);
            }

            throw;
        }

        if (read > 0)
        {
            Volatile.Write(ref _unanswered, 0);
        }
        else if (!buffer.IsEmpty && EndsUnanswered())
        {
            throw Unanswered(null);
        }

        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var begins = Interlocked.Exchange(ref _unanswered, 1) == 0;
        if (Volatile.Read(ref _ended) != 0)
        {
            throw begins ? new IOException("The peer closed the connection while it was idle.") : Unanswered(null);
        }

        try
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Unanswered(exception);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Unanswered(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The HTTP handler only uses the asynchronous methods of the HTTP connection; the synchronous ones would need the same handling.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static HttpRequestException Unanswered(Exception? cause) =>
        new(HttpRequestError.ResponseEnded, "The connection ended before the request was answered.", cause);

    private bool EndsUnanswered()
    {
        Interlocked.Exchange(ref _ended, 1);
        return Volatile.Read(ref _unanswered) != 0;
    }
}
