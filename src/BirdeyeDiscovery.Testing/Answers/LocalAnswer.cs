using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>An answer of the local Birdeye before it is sent: the answer of the endpoint, changed by the matching faults.</summary>
internal sealed class LocalAnswer : IDisposable
{
    public int Status { get; set; } = 200;

    public string ContentType { get; set; } = "application/json; charset=utf-8";

    public PooledBody? Body { get; set; }

    /// <summary>Gets or sets a body of a local answer that is read as it is produced, instead of <see cref="Body"/>.</summary>
    public Stream? Stream { get; set; }

    public string? ContentEncoding { get; set; }

    public string? RetryAfter { get; set; }

    public string? Location { get; set; }

    /// <summary>Gets or sets the delay of a local answer; infinite for no answer.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Gets or sets the wait before each byte of a local answer's body.</summary>
    public TimeSpan DripPause { get; set; }

    /// <summary>Gets or sets whether the connection breaks halfway through the body of a local answer.</summary>
    public bool IsTruncated { get; set; }

    public static LocalAnswer Error(int status, string message)
    {
        var body = new PooledBody();
        using (var json = new Utf8JsonWriter(body, AnswerJson.Options))
        {
            json.WriteStartObject();
            json.WriteBoolean("success"u8, false);
            json.WriteString("message"u8, message);
            json.WriteEndObject();
        }

        return new LocalAnswer { Status = status, Body = body };
    }

    public static LocalAnswer Null() => new() { Body = PooledBody.Of("""{"success":true,"data":null}"""u8) };

    public void Replace(string text, string? contentType = null) => Replace(Encoding.UTF8.GetBytes(text), contentType);

    public void Replace(ReadOnlySpan<byte> content, string? contentType = null)
    {
        Body?.Dispose();
        Body = PooledBody.Of(content);
        ContentType = contentType ?? ContentType;
    }

    public void Dispose()
    {
        Body?.Dispose();
        Stream?.Dispose();
    }
}
