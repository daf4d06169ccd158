namespace BirdeyeDiscovery.Testing;

/// <summary>A folder of recorded answers, read once.</summary>
internal sealed class RecordingFolder
{
    public DateTimeOffset? NewestTime { get; private init; }

    public static RecordingFolder Read(string directory) => throw new NotSupportedException(directory);
}
