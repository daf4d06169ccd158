using System.Buffers.Binary;

namespace BirdeyeDiscovery.Storage;

/// <summary>
/// The stored inputs of cycles, for writers of stores. Two cycles in a row are made from nearly the same facts: the block of one may hold only what differs
/// from an earlier one, and is given out together with it.
/// </summary>
public static class CycleInputBlock
{
    internal const int HeaderLength = 4;

    /// <summary>Begins a block that stands by itself, and that others may build on.</summary>
    internal static ReadOnlySpan<byte> Whole => "BDIK"u8;

    /// <summary>Begins a block that builds on another: then come the time of that cycle in ticks, the length of its JSON, and the rest of the compressed stream.</summary>
    internal static ReadOnlySpan<byte> Difference => "BDID"u8;

    /// <summary>Begins a block that has the one before it in it: then come the length of the first JSON and the whole stream.</summary>
    internal static ReadOnlySpan<byte> Joined => "BDIJ"u8;

    internal const int DifferenceHeaderLength = HeaderLength + sizeof(long) + sizeof(int);

    /// <summary>Tells on which other block a stored one builds.</summary>
    /// <param name="block">The block as it is stored.</param>
    /// <returns>The time of that block's cycle, or <see langword="null"/> when the block stands by itself.</returns>
    public static DateTimeOffset? BaseOf(ReadOnlyMemory<byte> block)
    {
        var bytes = block.Span;
        if (bytes.Length < DifferenceHeaderLength || !bytes.StartsWith(Difference))
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64LittleEndian(bytes[HeaderLength..]);
        return ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>Puts a block together with the one that it builds on, so that it stands by itself.</summary>
    /// <param name="block">The block as it is stored.</param>
    /// <param name="known">The block of the cycle that <see cref="BaseOf"/> names; empty when it is not there any more.</param>
    /// <returns>A block for <see cref="CycleReplay"/>; the block itself when it stands by itself, or when the other one is not what it builds on.</returns>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> block, ReadOnlyMemory<byte> known)
    {
        if (BaseOf(block) is null || !known.Span.StartsWith(Whole))
        {
            return block;
        }

        var length = block.Span.Slice(HeaderLength + sizeof(long), sizeof(int));
        return (byte[])[.. Joined, .. length, .. known.Span[HeaderLength..], .. block.Span[DifferenceHeaderLength..]];
    }
}
