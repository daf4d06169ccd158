using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Puts bytes into an answer that a text cannot hold: <c>«C3»</c> becomes the one byte C3.</summary>
internal static class RawBytes
{
    private static readonly byte[] Open = Encoding.UTF8.GetBytes("«");
    private static readonly byte[] Close = Encoding.UTF8.GetBytes("»");

    public static async Task<HttpResponseMessage> PutAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if (body.AsSpan().IndexOf(Open) < 0)
        {
            var same = new ByteArrayContent(body);
            same.Headers.ContentType = answer.Content.Headers.ContentType;
            answer.Content = same;
            return answer;
        }

        var changed = new ByteArrayContent(Decode(body));
        changed.Headers.ContentType = answer.Content.Headers.ContentType;
        answer.Content = changed;
        return answer;
    }

    private static byte[] Decode(ReadOnlySpan<byte> body)
    {
        var output = new MemoryStream(body.Length);
        for (var start = body.IndexOf(Open); start >= 0; start = body.IndexOf(Open))
        {
            output.Write(body[..start]);
            body = body[(start + Open.Length)..];
            var end = body.IndexOf(Close);
            for (var digit = 0; digit < end; digit += 2)
            {
                output.WriteByte(byte.Parse(body.Slice(digit, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            }

            body = body[(end + Close.Length)..];
        }

        output.Write(body);
        return output.ToArray();
    }
}
