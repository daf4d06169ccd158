namespace BirdeyeDiscovery;

/// <summary>
/// Repairs the text of an answer that is nearly JSON, in place, so that one invalid value makes only its own field invalid and not the
/// whole page.
/// </summary>
/// <remarks>
/// It repairs control bytes inside strings, which become spaces, and the bare words NaN and Infinity and values nested deeper than in any
/// answer, which become an empty string; no number, flag or address accepts an empty string. The parser rejects everything else.
/// </remarks>
internal static class JsonRepair
{
    public const int MaxDepth = 16;

    public static void Apply(Span<byte> json)
    {
        var depth = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (inString)
            {
                if (b == '\\')
                {
                    i++;
                }
                else if (b == '"')
                {
                    inString = false;
                }
                else if (b < ' ')
                {
                    json[i] = (byte)' ';
                }
            }
            else if (b == '"')
            {
                inString = true;
            }
            else if (b is (byte)'[' or (byte)'{')
            {
                if (depth == MaxDepth)
                {
                    i = BlankContainer(json, i);
                }
                else
                {
                    depth++;
                }
            }
            else if (b is (byte)']' or (byte)'}')
            {
                depth--;
            }
            else if (b is (byte)'N' or (byte)'I' or (byte)'-')
            {
                i = BlankWord(json, i);
            }
        }
    }

    private static int BlankWord(Span<byte> json, int start)
    {
        var rest = json[start..];
        var length = rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
        if (length == 0)
        {
            return start;
        }

        PutEmptyString(rest[..length]);
        return start + length - 1;
    }

    private static int BlankContainer(Span<byte> json, int start)
    {
        var depth = 0;
        var inString = false;
        var end = start;
        for (; end < json.Length; end++)
        {
            var b = json[end];
            if (inString)
            {
                if (b == '\\')
                {
                    end++;
                }
                else if (b == '"')
                {
                    inString = false;
                }
            }
            else if (b == '"')
            {
                inString = true;
            }
            else if (b is (byte)'[' or (byte)'{')
            {
                depth++;
            }
            else if (b is (byte)']' or (byte)'}' && --depth == 0)
            {
                break;
            }
        }

        if (end >= json.Length)
        {
            return json.Length;
        }

        PutEmptyString(json[start..(end + 1)]);
        return end;
    }

    private static void PutEmptyString(Span<byte> span)
    {
        span.Fill((byte)' ');
        span[0] = (byte)'"';
        span[1] = (byte)'"';
    }
}
