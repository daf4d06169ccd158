using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// The result of one HTTP attempt: data to read, the answer "unknown", or a failure. Disposal returns the buffers to the pool.
/// </summary>
internal sealed class Answer : IDisposable
{
    private readonly JsonDocument? _document;
    private readonly ResponseBody? _body;

    private Answer(SourceFailure? failure, DateTimeOffset asOf, JsonDocument? document, ResponseBody? body, JsonElement data)
    {
        Failure = failure;
        AsOf = asOf;
        _document = document;
        _body = body;
        Data = data;
    }

    public SourceFailure? Failure { get; }

    public DateTimeOffset AsOf { get; }

    /// <summary>
    /// Gets the data object of the HTTP response; undefined when the answer is "unknown" or a failure. Valid until disposal.
    /// </summary>
    public JsonElement Data { get; }

    public static Answer Of(JsonDocument document, ResponseBody body, JsonElement data, DateTimeOffset asOf) =>
        new(null, asOf, document, body, data);

    public static Answer Unknown(DateTimeOffset asOf) => new(null, asOf, null, null, default);

    public static Answer Failed(SourceFailure failure, DateTimeOffset asOf) => new(failure, asOf, null, null, default);

    public void Dispose()
    {
        // The JSON document reads from the buffer of the response body, so it is disposed first.
        _document?.Dispose();
        _body?.Dispose();
    }
}
