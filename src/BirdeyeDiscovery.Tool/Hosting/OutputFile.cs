namespace BirdeyeDiscovery.Tool;

/// <summary>
/// The output stream of the tool's process. A named file is written beside its place and moved there when it is whole, so that a failure
/// leaves an older file as it was. Without a name it is the standard output.
/// </summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private readonly string? _path;
    private readonly string? _partial;

    private OutputFile(Stream stream, string? path, string? partial) => (Stream, _path, _partial) = (stream, path, partial);

    public Stream Stream { get; }

    /// <summary>Begins to write the file that the option <c>--out</c> names.</summary>
    /// <exception cref="ToolException">The file cannot be written, or is the store's own.</exception>
    public static OutputFile Open(ToolContext context, StorePlace store, string? file)
    {
        if (file is null)
        {
            return new OutputFile(context.OpenOutput(), null, null);
        }

        var path = context.PathOf(file);
        if (store.Sqlite is { } database && path == context.PathOf(database))
        {
            throw ToolException.Usage($"--out is '{PlainText.Clean(file, 200)}', which is the store itself; name another file.");
        }

        try
        {
            var partial = path + ".part";
            if (Directory.Exists(path))
            {
                throw new IOException($"'{path}' is a directory.");
            }

            return new OutputFile(File.Create(partial), path, partial);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Usage($"--out is '{PlainText.Clean(file, 200)}', which cannot be written: "
                + $"{PlainText.Clean(fault.Message, 300)}");
        }
    }

    /// <summary>Moves the whole output file into its place.</summary>
    public async Task CompleteAsync()
    {
        if (_path is null)
        {
            return;
        }

        await Stream.DisposeAsync();
        File.Move(_partial!, _path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        if (_partial is not null)
        {
            File.Delete(_partial);
        }
    }
}
