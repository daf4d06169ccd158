using System.Text.Json.Nodes;

namespace BirdeyeDiscovery;

/// <summary>
/// Converts the candidates of an input to the shape in which they are stored: the fields that stay the same from cycle to cycle are
/// separated from the figures, which are stored by position. Two inputs in a row then have long stretches in common. Only the fields that
/// stay are named here; a field that is added later is stored with the figures.
/// </summary>
internal static class CycleInputShape
{
    private const string Candidates = "candidates";
    private const string Keys = "candidate_keys";
    private const string Values = "candidate_values";

    private static readonly string[] Lasting = ["address", "symbol", "name", "security"];

    /// <summary>
    /// Separates the lasting fields of the candidates from the others, for the shape in which every store keeps an input.
    /// </summary>
    public static void Split(JsonObject input)
    {
        var candidates = input[Candidates]!.AsArray();
        var keys = candidates.SelectMany(static candidate => candidate!.AsObject().Select(static field => field.Key))
            .Except(Lasting, StringComparer.Ordinal)
            .ToList();
        var values = new JsonArray();
        foreach (var candidate in candidates.Select(static candidate => candidate!.AsObject()))
        {
            // The stored input omits fields without a value, so a null in the position of a field means that the field is missing.
            values.Add((JsonNode)new JsonArray([.. keys.Select(key => candidate[key]?.DeepClone())]));
            keys.ForEach(key => candidate.Remove(key));
        }

        input[Keys] = new JsonArray([.. keys.Select(static key => (JsonNode)key)]);
        input[Values] = values;
    }

    /// <summary>
    /// Restores the candidates from the shape in which every store keeps an input. Those of the first version were never split.
    /// </summary>
    public static void Merge(JsonObject input)
    {
        if (input[Keys] is not JsonArray keys || input[Values] is not JsonArray values || input[Candidates] is not JsonArray candidates)
        {
            return;
        }

        var names = keys.Select(static key => key!.GetValue<string>()).ToList();
        foreach (var (candidate, row) in candidates.Zip(values))
        {
            for (var index = 0; index < names.Count; index++)
            {
                if (row!.AsArray()[index] is { } value)
                {
                    candidate!.AsObject()[names[index]] = value.DeepClone();
                }
            }
        }

        input.Remove(Keys);
        input.Remove(Values);
    }
}
