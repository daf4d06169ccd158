using System.Text.Json.Nodes;

namespace BirdeyeDiscovery;

/// <summary>
/// The shape in which the candidates of an input are stored: what stays the same from cycle to cycle apart from the figures, and these by position. Two inputs in
/// a row then have long stretches in common. It knows no field but the ones that stay: what is added later is stored like the others.
/// </summary>
internal static class CycleInputShape
{
    private const string Candidates = "candidates";
    private const string Keys = "candidate_keys";
    private const string Values = "candidate_values";

    private static readonly string[] Lasting = ["address", "symbol", "name", "security"];

    /// <summary>Takes the candidates apart.</summary>
    public static void Split(JsonObject input)
    {
        var candidates = input[Candidates]!.AsArray();
        var keys = candidates.SelectMany(static candidate => candidate!.AsObject().Select(static field => field.Key)).Except(Lasting, StringComparer.Ordinal).ToList();
        var values = new JsonArray();
        foreach (var candidate in candidates.Select(static candidate => candidate!.AsObject()))
        {
            // A field without a value is not written, so that a null at its place says the same.
            values.Add((JsonNode)new JsonArray([.. keys.Select(key => candidate[key]?.DeepClone())]));
            keys.ForEach(key => candidate.Remove(key));
        }

        input[Keys] = new JsonArray([.. keys.Select(static key => (JsonNode)key)]);
        input[Values] = values;
    }

    /// <summary>Puts the candidates together again; those of the first version were never taken apart.</summary>
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
