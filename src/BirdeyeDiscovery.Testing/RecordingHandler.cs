using System.Globalization;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Writes each successful answer of the live API to a folder that a <see cref="LocalBirdeye"/> can serve. API keys are never written.
/// </summary>
/// <remarks>
/// Put it between the client and its handler: <c>new HttpClient(new RecordingHandler("recordings") { InnerHandler = new
/// SocketsHttpHandler() })</c>.
/// Bodies are held in memory until they are complete. The name of a file consists of the token and the second of its recording.
/// </remarks>
public sealed class RecordingHandler : DelegatingHandler
{
    private readonly string _directory;
    private readonly TimeProvider _time;

    /// <summary>Initializes a new instance of the <see cref="RecordingHandler"/> class.</summary>
    /// <param name="directory">The folder; it is created when the first answer is written.</param>
    public RecordingHandler(string directory)
        : this(directory, TimeProvider.System)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RecordingHandler"/> class.</summary>
    /// <param name="directory">The folder; it is created when the first answer is written.</param>
    /// <param name="timeProvider">The clock for the names of the files.</param>
    public RecordingHandler(string directory, TimeProvider timeProvider)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        ArgumentNullException.ThrowIfNull(timeProvider);
        _directory = directory;
        _time = timeProvider;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.RequestUri is not { } uri || !response.IsSuccessStatusCode || Folder(uri.AbsolutePath) is not { } folder)
        {
            return response;
        }

        // The recording handler buffers the body, so that the client reads the same bytes afterwards.
        await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (IsSuccess(body))
        {
            await WriteAsync(folder, Name(QueryText.Parse(uri.Query)), body, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private static string? Folder(string path) => RecordingPaths.All.FirstOrDefault(entry => entry.Path == path).Folder;

    private static bool IsSuccess(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.True
                && root.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The caller of the recording handler controls the query, so only a plain address may become part of the recording's path.
    private static string Name(Dictionary<string, string> query)
    {
        var address = query.GetValueOrDefault("address", "");
        var isPlain = address.Length is > 0 and <= 66 && address.All(char.IsAsciiLetterOrDigit);
        var offset = query.TryGetValue("offset", out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
        return isPlain ? address : string.Create(CultureInfo.InvariantCulture, $"list-{offset:D5}");
    }

    private async Task WriteAsync(string folder, string name, byte[] body, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_directory, folder)).FullName;
        var second = _time.GetUtcNow().ToUnixTimeSeconds();
        var file = Create(directory, name, second);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FileStream Create(string directory, string name, long second)
    {
        for (var number = 0; ; number++)
        {
            // The recording handler numbers its files with a fixed width, so that their names sort in the order of the requests.
            var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{name}.{second:D11}-{number:D4}.json"));
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (number < 9_999 && File.Exists(path))
            {
                // The recording handler has already written a file of this name in this second, so it tries the next number.
            }
        }
    }
}
