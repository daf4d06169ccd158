namespace BirdeyeDiscovery;

/// <summary>An exclusive lock on a file, kept by the operating system for as long as the holder lives.</summary>
internal sealed class FileLock : IDisposable
{
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock if nobody has it. The file is never deleted: a waiter could then lock one that is gone.</summary>
    public static FileLock? TryTake(string path)
    {
        var file = TryOpen(path);
        if (file is null)
        {
            return null;
        }

        // Some network file systems, and a runtime switch, make locks silently do nothing: two leaders would be the result.
        if (TryOpen(path) is { } second)
        {
            second.Dispose();
            file.Dispose();
            throw new DiscoveryStoreException($"File locks do not work on '{path}', so that two hosts could lead at once; use a local disk.");
        }

        return new FileLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation or WindowsLockViolation)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DiscoveryStoreException($"The lock file '{path}' cannot be opened: {exception.Message}", exception);
        }
    }
}
