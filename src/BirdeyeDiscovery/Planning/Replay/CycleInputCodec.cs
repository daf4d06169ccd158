using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BirdeyeDiscovery;

/// <summary>
/// Packs the input of a cycle into the stored block beside its snapshot: JSON, compressed by Brotli. If an earlier input is known, the
/// block is the rest of a stream that begins with that input, so that common content is not stored again.
/// </summary>
internal static class CycleInputCodec
{
    /// <summary>
    /// The quality of the compression: for the common content of two successive inputs, 9 saves a third less, and 11 takes four times as
    /// long to save a little more.
    /// </summary>
    public const int DefaultQuality = 10;

    // Compression takes most of the time of a process that simulates thousands of cycles. Such a process may choose a quicker one.
    private static readonly int Quality = QualityOf(AppContext.GetData("BirdeyeDiscovery.CycleInputQuality"));

    private const int ChunkLength = 64 * 1024;

    /// <summary>
    /// Gets the quality that a runtime option asks for. An option that is not one of 0 to 11 counts as not set, because an error here would
    /// fail the commit of every cycle.
    /// </summary>
    public static int QualityOf(object? option) =>
        int.TryParse(option as string, NumberStyles.None, CultureInfo.InvariantCulture, out var quality) && quality <= 11
            ? quality
            : DefaultQuality;

    /// <summary>Packs a cycle input into a self-contained block.</summary>
    public static ReadOnlyMemory<byte> Pack(CycleInput input) => Pack(input, known: null).Block;

    /// <summary>Packs a cycle input, as the difference from an earlier one if that saves enough.</summary>
    /// <param name="input">The input.</param>
    /// <param name="known">An earlier input that is stored, or <see langword="null"/>.</param>
    /// <returns>The block, and the input that the next block may refer to once this block is stored.</returns>
    public static (ReadOnlyMemory<byte> Block, CycleInputBase Base) Pack(CycleInput input, CycleInputBase? known) =>
        Pack(input, known, Quality);

    /// <summary>Packs an input with a quality of compression.</summary>
    public static (ReadOnlyMemory<byte> Block, CycleInputBase Base) Pack(CycleInput input, CycleInputBase? known, int quality)
    {
        var shape = JsonSerializer.SerializeToNode(Trimmed(input), CycleInputJson.Input)!.AsObject();
        CycleInputShape.Split(shape);
        var json = Encoding.UTF8.GetBytes(shape.ToJsonString());
        if (known?.Serves(input.CycleTimestamp) == true && Difference(json, known, quality) is { } difference)
        {
            return (difference, known);
        }

        using var stream = new MemoryStream();
        using var brotli = Compress(stream, quality);
        brotli.Write(json);
        brotli.Flush();
        var beginning = stream.ToArray();
        return ((byte[])[.. CycleInputBlock.Whole, .. beginning], new CycleInputBase(input.CycleTimestamp, json, beginning));
    }

    /// <exception cref="InvalidDataException">The block is not one of ours.</exception>
    public static CycleInput Unpack(ReadOnlyMemory<byte> block)
    {
        if (CycleInputBlock.BaseOf(block) is { } time)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"The block builds on that of the cycle of {time:O}, which is not there."));
        }

        try
        {
            var shape = JsonNode.Parse(Json(block.Span)) as JsonObject ?? throw new InvalidDataException("The block holds no cycle input.");
            CycleInputShape.Merge(shape);
            var input = shape.Deserialize(CycleInputJson.Input)
                ?? throw new InvalidDataException("The block holds no cycle input.");

            // The options of the access to the API, above all its key, are not part of a stored input. Of these options only the chain
            // affects decisions, so it is restored from the input.
            input.Options.Birdeye.Chain = input.Chain;
            return input;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException("The block is not a cycle input of this version.", unreadable);
        }
    }

    // The stream of the earlier input is compressed again and must equal the stored stream byte for byte, because the reader joins that
    // stream and the difference. Within one process the version of Brotli is always the same. If the streams still differ, the block is
    // self-contained.
    private static byte[]? Difference(byte[] json, CycleInputBase known, int quality)
    {
        using var stream = new MemoryStream();
        using (var brotli = Compress(stream, quality))
        {
            brotli.Write(known.Json);
            brotli.Flush();
            if (!stream.GetBuffer().AsSpan(0, (int)stream.Length).SequenceEqual(known.Stream))
            {
                return null;
            }

            brotli.Write(json);
        }

        var rest = stream.GetBuffer().AsSpan(known.Stream.Length, (int)stream.Length - known.Stream.Length);
        if (rest.Length > known.Stream.Length * 3 / 4)
        {
            // The market has changed so much that a difference between two inputs saves too little. The input is stored whole, and the next
            // differences refer to it.
            return null;
        }

        Span<byte> numbers = stackalloc byte[sizeof(long) + sizeof(int)];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, known.Time.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[sizeof(long)..], known.Json.Length);
        return [.. CycleInputBlock.Difference, .. numbers, .. rest];
    }

    private static BrotliStream Compress(MemoryStream stream, int quality) =>
        new(stream, new BrotliCompressionOptions { Quality = quality }, leaveOpen: true);

    // Stored inputs of earlier versions have no header: they are one whole stream.
    private static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> block)
    {
        if (block.StartsWith(CycleInputBlock.Joined) && block.Length >= CycleInputBlock.HeaderLength + sizeof(int))
        {
            var skipped = BinaryPrimitives.ReadInt32LittleEndian(block[CycleInputBlock.HeaderLength..]);
            var both = Decompress(block[(CycleInputBlock.HeaderLength + sizeof(int))..]);
            return skipped >= 0 && skipped <= both.Length
                ? both[skipped..]
                : throw new InvalidDataException("The block holds no cycle input.");
        }

        return Decompress(block.StartsWith(CycleInputBlock.Whole) ? block[CycleInputBlock.HeaderLength..] : block);
    }

    // The Brotli stream of an earlier stored input has no end marker, because a difference may continue it. It is therefore read until it
    // yields no more data.
    private static ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> stream)
    {
        var json = new ArrayBufferWriter<byte>(ChunkLength);
        using var decoder = default(BrotliDecoder);
        while (true)
        {
            var span = json.GetSpan(ChunkLength);
            var status = decoder.Decompress(stream, span, out var consumed, out var written);
            if (status == OperationStatus.InvalidData)
            {
                throw new InvalidDataException("The block is not a cycle input of this version.");
            }

            json.Advance(written);
            stream = stream[consumed..];

            // The Brotli decoder of the input of a cycle reports NeedMoreData when its input ends, even if the span is full and more output
            // is waiting. Only a span that is not full shows the end.
            if (status == OperationStatus.Done || (status == OperationStatus.NeedMoreData && written < span.Length))
            {
                return json.WrittenSpan;
            }
        }
    }

    // A stored input keeps, besides the candidates, only the tokens that the cycle could change: those that are active, due for removal, or
    // counted by a damper.
    private static bool Matters(TrackedToken token, CycleInput input) => token.Status switch
    {
        TokenStatus.Active => true,
        TokenStatus.Paused =>
            input.Positions.ContainsKey(token.Address) || token.StatusCycles < input.Options.Discovery.Damping.CoolDownCycles,
        _ => false,
    };

    // Leaves out of a stored input the tokens and liquidity peaks that cannot affect this cycle, because their number grows with the
    // history.
    private static CycleInput Trimmed(CycleInput input)
    {
        var candidates = input.Candidates.Select(static facts => facts.Address).ToHashSet(StringComparer.Ordinal);
        return input with
        {
            State = input.State with
            {
                Tokens = [.. input.State.Tokens
                    .Where(token => candidates.Contains(token.Address) || input.Adopted.Contains(token.Address) || Matters(token, input))],
                Migrations = input.State.Migrations.Where(step => candidates.Contains(step.Key)).ToDictionary(StringComparer.Ordinal),
                PeakLiquidityUsd = input.State.PeakLiquidityUsd
                    .Where(peak => candidates.Contains(peak.Key))
                    .ToDictionary(StringComparer.Ordinal),
                WarmUpCycles = input.State.WarmUpCycles.Where(warm => candidates.Contains(warm.Key)).ToDictionary(StringComparer.Ordinal),
            },
        };
    }
}
