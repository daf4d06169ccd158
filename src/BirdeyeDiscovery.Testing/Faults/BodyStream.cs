namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Reads the body of a local answer under a fault: byte by byte if it is slowed down, and up to a broken connection halfway if it is
/// truncated.
/// </summary>
internal sealed class BodyStream(Stream inner, TimeSpan pause, bool isTruncated, TimeProvider time) : Stream
{
    private readonly long _end = isTruncated ? inner.Length / 2 : long.MaxValue;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= _end)
        {
            throw new IOException("The connection was closed before the whole body was read.");
        }

        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            buffer = buffer[..Math.Min(1, buffer.Length)];
        }

        var wanted = (int)Math.Min(buffer.Length, _end - _position);
        var read = await inner.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A body with a fault is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
