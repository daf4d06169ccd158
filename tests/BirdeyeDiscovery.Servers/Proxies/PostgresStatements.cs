using System.Text;

namespace BirdeyeDiscovery.Servers;

/// <summary>What the names of statements and portals stand for on one connection.</summary>
internal sealed class PostgresStatements
{
    private readonly Dictionary<string, string> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _portals = new(StringComparer.Ordinal);

    /// <summary>Gets the SQL that a message of a client is about.</summary>
    public string? Of(ReadOnlySpan<byte> message)
    {
        var body = message[5..];
        switch ((char)message[0])
        {
            case 'Q':
                return Text(ref body);
            case 'P':
                return _statements[Text(ref body)] = Text(ref body);
            case 'B':
                var portal = Text(ref body);
                return _portals[portal] = _statements.GetValueOrDefault(Text(ref body), string.Empty);
            case 'E':
                return _portals.GetValueOrDefault(Text(ref body));
            default:
                return null;
        }
    }

    private static string Text(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(body[..end]);
        body = body[(end + 1)..];
        return text;
    }
}
