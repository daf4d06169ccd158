using System.Text.Json;

namespace BirdeyeDiscovery.Tool;

/// <summary>Reads which pair or ticker each token of the tool's answer is, from a JSON file of addresses and names.</summary>
internal static class PairFile
{
    /// <exception cref="ToolException">The file cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        ToolContext context, string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            throw ToolException.Usage(
                "--pairs is not given; this format needs a JSON file such as {\"DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263\": "
                    + "\"BONK/USDT\"}, because a symbol is a label that anybody can choose.");
        }

        try
        {
            await using var stream = File.OpenRead(context.PathOf(file));
            return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream, cancellationToken: cancellationToken)
                ?? throw new JsonException("it is null");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw ToolException.Usage(
                $"--pairs is '{PlainText.Clean(file, 200)}', which cannot be read: {PlainText.Clean(fault.Message, 300)} Allowed is a "
                    + $"JSON object of addresses and pairs.");
        }
    }
}
