namespace BirdeyeDiscovery;

/// <summary>Represents the leader's exclusive lock on a file, which the operating system keeps for as long as the holder lives.</summary>
internal sealed class FileLock : IDisposable
{
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>
    /// Acquires the leader's file lock if it is free. The file is never deleted, because a waiter could then lock a deleted file.
    /// </summary>
    public static FileLock? TryTake(string path)
    {
        var file = TryOpen(path);
        if (file is null)
        {
            return null;
        }

        try
        {
            // On some network file systems, or if a runtime switch disables them, file locks have no effect, and two hosts could lead. The
            // lock works only if a second open of the file fails.
            if (TryOpen(path) is { } second)
            {
                second.Dispose();
                throw new DiscoveryStoreException(
                    $"File locks do not work on '{path}', so that two hosts could lead at once; use a local disk.");
            }
        }
        catch
        {
            file.Dispose();
            throw;
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
        catch (IOException exception) when (
            exception.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation or WindowsLockViolation)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DiscoveryStoreException(
                $"The lock file '{path}' cannot be opened; give the process the right to write it ({exception.Message.TrimEnd('.')}).",
                exception);
        }
    }
}
