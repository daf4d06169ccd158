using System.Data.Common;
using System.Text.Json;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What the stored inputs of cycles say, whatever earlier input their blocks build on.</summary>
internal static class StoredInputs
{
    /// <summary>Reads all inputs in the order of their cycles, as JSON.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT block FROM cycle_inputs ORDER BY snapshot_id";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var whole = new Dictionary<DateTimeOffset, byte[]>();
        var texts = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var block = reader.GetFieldValue<byte[]>(0);
            var earlier = CycleInputBlock.BaseOf(block);
            var input = CycleInputCodec.Unpack(earlier is { } time ? CycleInputBlock.Join(block, whole[time]) : block);
            if (earlier is null)
            {
                whole.Add(input.CycleTimestamp, block);
            }

            texts.Add(JsonSerializer.Serialize(input, CycleInputJson.Input));
        }

        return texts;
    }
}
