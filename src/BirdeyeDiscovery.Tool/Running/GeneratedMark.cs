namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Keeps a generated market and the real API out of each other's SQLite file: generated tokens would take slots and cost calls, and their
/// times lie ahead.
/// </summary>
/// <remarks>
/// The mark is an empty file beside the SQLite file, which the first run on an empty store writes. The sample host writes the same one.
/// </remarks>
internal static class GeneratedMark
{
    /// <summary>
    /// The suffix of the empty file beside the SQLite file with which <c>run</c> says that the store holds a generated market.
    /// </summary>
    public const string Ending = ".generated";

    /// <summary>Checks that a run may go on in a SQLite file, and marks a file that a generated market begins.</summary>
    /// <param name="place">The place of the store, as it is shown.</param>
    /// <param name="path">The full path of the SQLite file.</param>
    /// <param name="isLocal">Whether the generated market answers this run.</param>
    /// <param name="hasCycles">Whether the store has cycles.</param>
    /// <exception cref="ToolException">The other market wrote the cycles of the file.</exception>
    public static void Check(string place, string path, bool isLocal, bool hasCycles)
    {
        var mark = path + Ending;
        var isMarked = File.Exists(mark);
        switch (hasCycles)
        {
            case true when isMarked && !isLocal:
                throw ToolException.Usage(
                    $"{place} holds a generated market, and this run asks another one; name another file with --sqlite, or delete this one "
                        + $"and {place}{Ending}.");
            case true when !isMarked && isLocal:
                throw ToolException.Usage(
                    $"{place} holds cycles that no generated market is known to have written, and this run has no API key; set the key, or "
                        + $"name another file with --sqlite.");
            case false when isMarked != isLocal:
                Write(mark, isLocal);
                break;
        }
    }

    private static void Write(string mark, bool isLocal)
    {
        if (isLocal)
        {
            File.WriteAllBytes(mark, []);
        }
        else
        {
            File.Delete(mark);
        }
    }
}
