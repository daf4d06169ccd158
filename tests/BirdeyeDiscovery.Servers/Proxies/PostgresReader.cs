using System.Buffers.Binary;

namespace BirdeyeDiscovery.Servers;

/// <summary>Cuts a stream of PostgreSQL's protocol into messages.</summary>
internal sealed class PostgresReader(Func<Memory<byte>, ValueTask<int>> receive)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Gets a value indicating whether a whole message is here already.</summary>
    public bool HasMessage => _end - _start >= 5 && _end - _start > Length(1);

    /// <summary>Reads a message with its letter and length, or nothing at the end of the stream. Valid until the next read.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync() => ReadAsync(1);

    /// <summary>Reads a message of the start-up, which has no letter.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadStartAsync() => ReadAsync(0);

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int letter)
    {
        if (!await FillAsync(letter + 4) || !await FillAsync(letter + Length(letter)))
        {
            return default;
        }

        var message = _buffer.AsMemory(_start, letter + Length(letter));
        _start += message.Length;
        return message;
    }

    private int Length(int letter) => BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + letter));

    private async ValueTask<bool> FillAsync(int count)
    {
        while (_end - _start < count)
        {
            if (_buffer.Length - _start < count)
            {
                var moved = new byte[Math.Max(_buffer.Length, 2 * count)];
                _buffer.AsSpan(_start, _end - _start).CopyTo(moved);
                (_buffer, _end, _start) = (moved, _end - _start, 0);
            }

            var received = await receive(_buffer.AsMemory(_end));
            if (received == 0)
            {
                return false;
            }

            _end += received;
        }

        return true;
    }
}
