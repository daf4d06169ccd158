using System.IO.Compression;
using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Packs the input of a cycle into the block that is stored beside its snapshot: JSON, Brotli.</summary>
internal static class CycleInputCodec
{
    public static ReadOnlyMemory<byte> Pack(CycleInput input)
    {
        using var block = new MemoryStream();
        using (var brotli = new BrotliStream(block, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(brotli, Trimmed(input), CycleInputJsonContext.Default.CycleInput);
        }

        return block.ToArray();
    }

    /// <exception cref="InvalidDataException">The block is not one of ours.</exception>
    public static CycleInput Unpack(ReadOnlyMemory<byte> block)
    {
        try
        {
            using var stream = new MemoryStream(block.ToArray());
            using var brotli = new BrotliStream(stream, CompressionMode.Decompress);
            var input = JsonSerializer.Deserialize(brotli, CycleInputJsonContext.Default.CycleInput)
                ?? throw new InvalidDataException("The block holds no cycle input.");

            // How the API is reached, and above all its key, is not stored; of these options only the chain decides anything.
            input.Options.Birdeye.Chain = input.Chain;
            return input;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("The block is not a cycle input of this version.", unreadable);
        }
    }

    // Of those that are no candidates, only tokens can change that are active, due for removal, or counted by a damper.
    private static bool Matters(TrackedToken token, CycleInput input) => token.Status switch
    {
        TokenStatus.Active => true,
        TokenStatus.Paused => input.Positions.ContainsKey(token.Address) || token.StatusCycles < input.Options.Discovery.Damping.CoolDownCycles,
        _ => false,
    };

    // Paused and removed tokens and peaks grow with history; most cannot matter to this cycle.
    private static CycleInput Trimmed(CycleInput input)
    {
        var candidates = input.Candidates.Select(static facts => facts.Address).ToHashSet(StringComparer.Ordinal);
        return input with
        {
            State = input.State with
            {
                Tokens = [.. input.State.Tokens.Where(token => candidates.Contains(token.Address) || input.Adopted.Contains(token.Address) || Matters(token, input))],
                Migrations = input.State.Migrations.Where(step => candidates.Contains(step.Key)).ToDictionary(StringComparer.Ordinal),
                PeakLiquidityUsd = input.State.PeakLiquidityUsd.Where(peak => candidates.Contains(peak.Key)).ToDictionary(StringComparer.Ordinal),
                WarmUpCycles = input.State.WarmUpCycles.Where(warm => candidates.Contains(warm.Key)).ToDictionary(StringComparer.Ordinal),
            },
        };
    }
}
