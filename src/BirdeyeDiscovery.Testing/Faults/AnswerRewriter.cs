using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Changes single values inside a local answer for a fault, and leaves every other byte unchanged, so that the new value may even be
/// invalid JSON.
/// </summary>
internal static class AnswerRewriter
{
    /// <summary>The location of a property that a fault changes: its name, its value, and the object that contains it.</summary>
    private readonly record struct Site(int NameStart, int ValueStart, int End, int Owner);

    private sealed class Owner
    {
        public string? Address { get; set; }
    }

    public static Action<LocalAnswer, string?> Replacing(string field, string rawJson)
    {
        var raw = Encoding.UTF8.GetBytes(rawJson);
        return (answer, address) => Apply(answer, field, address, (output, body, site) =>
        {
            output.Write(body[site.NameStart..site.ValueStart]);
            output.Write(raw);
        });
    }

    public static Action<LocalAnswer, string?> Duplicating(string field, string rawJson)
    {
        var raw = Encoding.UTF8.GetBytes(rawJson);
        return (answer, address) => Apply(answer, field, address, (output, body, site) =>
        {
            output.Write(body[site.NameStart..site.ValueStart]);
            output.Write(raw);
            output.Write(","u8);
            output.Write(body[site.NameStart..site.End]);
        });
    }

    // To remove a field, it is replaced by a property with an empty name, so that the commas around it stay valid.
    public static Action<LocalAnswer, string?> Removing(string field) =>
        (answer, address) => Apply(answer, field, address, static (output, _, _) => output.Write("\"\":null"u8));

    public static void AppendRows(LocalAnswer answer, string rawJson)
    {
        if (answer.Body is not { } content)
        {
            return;
        }

        var body = content.Written.Span;
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                continue;
            }

            var isEmpty = IsEmptyArray(reader);
            reader.Skip();
            var end = (int)reader.TokenStartIndex;
            answer.Replace([.. body[..end], .. isEmpty ? ""u8 : ","u8, .. Encoding.UTF8.GetBytes(rawJson), .. body[end..]]);
            return;
        }
    }

    private delegate void Rewrite(MemoryStream output, ReadOnlySpan<byte> body, Site site);

    private static bool IsEmptyArray(Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.EndArray;

    private static void Apply(LocalAnswer answer, string field, string? address, Rewrite rewrite)
    {
        if (answer.Body is not { } content || answer.Status != 200)
        {
            return;
        }

        var body = content.Written.Span;
        List<Site> sites;
        try
        {
            sites = Find(body, field, address);
        }
        catch (JsonException)
        {
            // An earlier fault of the answer left a body that is not JSON, so there is no value to change.
            return;
        }

        var output = new MemoryStream(body.Length + 256);
        var at = 0;
        foreach (var site in sites)
        {
            output.Write(body[at..site.NameStart]);
            rewrite(output, body, site);
            at = site.End;
        }

        output.Write(body[at..]);
        answer.Replace(output.ToArray());
    }

    private static List<Site> Find(ReadOnlySpan<byte> body, string field, string? address)
    {
        var sites = new List<Site>();
        var owners = new List<Owner>();
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(owners.Count);
                    owners.Add(new Owner());
                    break;
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    Visit(ref reader, field, open.Peek(), owners, sites);
                    break;
                default:
                    break;
            }
        }

        return address is null
            ? sites
            : sites.FindAll(site => string.Equals(owners[site.Owner].Address, address, StringComparison.Ordinal));
    }

    private static void Visit(ref Utf8JsonReader reader, string field, int owner, List<Owner> owners, List<Site> sites)
    {
        var name = (int)reader.TokenStartIndex;
        var isAddress = reader.ValueTextEquals("address"u8);

        // For a fault, object 0 is the envelope of the answer. Its own fields are never changed.
        var isWanted = owner > 0 && (field == "*" ? !isAddress : reader.ValueTextEquals(field));
        var peek = reader;
        peek.Read();
        if (isAddress && peek.TokenType == JsonTokenType.String)
        {
            owners[owner].Address = peek.GetString();
        }

        var isScalar = peek.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        if (!isWanted || (field == "*" && !isScalar))
        {
            return;
        }

        var value = (int)peek.TokenStartIndex;
        peek.Skip();
        sites.Add(new Site(name, value, (int)peek.BytesConsumed, owner));
        reader = peek;
    }
}
