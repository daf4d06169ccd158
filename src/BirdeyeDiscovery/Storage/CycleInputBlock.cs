using System.Buffers.Binary;

namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Provides the block format of stored cycle inputs, for writers of stores. Two cycles in a row use nearly the same facts, so the block of
/// one may contain only its differences from an earlier one. A store returns such a block joined with the earlier one.
/// </summary>
public static class CycleInputBlock
{
    internal const int HeaderLength = 4;

    /// <summary>Gets the prefix by which every store recognizes an input block that is complete, and on which others may build.</summary>
    internal static ReadOnlySpan<byte> Whole => "BDIK"u8;

    /// <summary>
    /// Gets the prefix by which every store recognizes an input block that holds only what differs from the block of an earlier cycle.
    /// After it come the time of that cycle in ticks, the length of its JSON, and the rest of the compressed stream.
    /// </summary>
    internal static ReadOnlySpan<byte> Difference => "BDID"u8;

    /// <summary>
    /// Gets the prefix of an input block that a store returns together with the block on which it builds. The length of the first JSON and
    /// the whole stream follow.
    /// </summary>
    internal static ReadOnlySpan<byte> Joined => "BDIJ"u8;

    internal const int DifferenceHeaderLength = HeaderLength + sizeof(long) + sizeof(int);

    /// <summary>Gets the block on which a stored block builds.</summary>
    /// <param name="block">The block as it is stored.</param>
    /// <returns>The time of that block's cycle, or <see langword="null"/> when the block is complete.</returns>
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

    /// <summary>Joins a block with the one on which it builds, so that the result is complete.</summary>
    /// <param name="block">The block as it is stored.</param>
    /// <param name="known">The block of the cycle that <see cref="BaseOf"/> names, or an empty block when it no longer exists.</param>
    /// <returns>
    /// A block that a replay reads; the block itself when it is complete, or when it does not build on the other one.
    /// </returns>
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
