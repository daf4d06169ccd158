using System.Text;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Reads the parts of OTLP messages that tests need. Field numbers are those of opentelemetry-proto, version 1.</summary>
internal static class OtlpMessage
{
    public static List<OtlpSpan> Spans(byte[] request) =>
    [
        .. from resource in Fields(request, 1)
           from scope in Fields(resource, 2)
           from span in Fields(scope, 2)
           select new OtlpSpan(
               Text(Fields(scope, 1).Select(static named => Fields(named, 1).FirstOrDefault()).FirstOrDefault()),
               Hex(span, 1),
               Hex(span, 2),
               Hex(span, 4),
               Text(Fields(span, 5).FirstOrDefault()),
               Fields(span, 9).ToDictionary(
                   static pair => Text(Fields(pair, 1).First()),
                   static pair => Fields(pair, 2).SelectMany(static value => Fields(value, 1)).Select(Text).FirstOrDefault())),
    ];

    public static List<string> Metrics(byte[] request) =>
    [
        .. from resource in Fields(request, 1)
           from scope in Fields(resource, 2)
           from metric in Fields(scope, 2)
           select Text(Fields(metric, 1).First()),
    ];

    private static string Text(byte[]? bytes) => Encoding.UTF8.GetString(bytes ?? []);

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Fields(message, field).FirstOrDefault() ?? []);

    /// <summary>Gets the values of a field that are texts, bytes or messages; other values are passed over.</summary>
    private static IEnumerable<byte[]> Fields(byte[] message, int field)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Number(message, ref at);
                    if (key >> 3 == (ulong)field)
                    {
                        yield return message[at..(at + length)];
                    }

                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"The wire type {key & 7} is not one of OTLP.");
            }
        }
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
