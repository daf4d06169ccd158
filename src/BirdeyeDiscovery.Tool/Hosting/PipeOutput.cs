using Microsoft.Win32.SafeHandles;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Writes the output of the tool's host to a pipe, and throws <see cref="ClosedOutputException"/> when the reader has closed the pipe. The
/// stream of the console reports no error then, and the command would continue without a reader.
/// </summary>
internal sealed class PipeOutput(Stream inner) : Stream
{
    private const int StandardOutput = 1;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens the standard output of the tool, if it is a pipe; else null. Windows has no such handle.</summary>
    public static PipeOutput? OfProcess()
    {
        if (OperatingSystem.IsWindows() || !System.Console.IsOutputRedirected)
        {
            return null;
        }

        try
        {
            var stream = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

            // The tool's host does not use a stream of its own if the standard output is a file. Such a stream keeps a position of its own,
            // and the next command of the shell would write over its text.
            return stream.CanSeek ? null : new PipeOutput(stream);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException closed)
        {
            throw new ClosedOutputException(closed);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException closed)
        {
            throw new ClosedOutputException(closed);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
