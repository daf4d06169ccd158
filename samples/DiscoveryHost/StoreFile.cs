namespace DiscoveryHost;

/// <summary>Prepares the folder of the SQLite file before the file is opened.</summary>
internal static class StoreFile
{
    /// <summary>
    /// The end of the name of an empty file beside a SQLite file: a generated market wrote that one. The command
    /// birdeye-discovery reads it.
    /// </summary>
    public const string GeneratedMark = ".generated";

    /// <summary>Makes the folder, marks a new file of a generated market, and says when a file of the real API is begun.</summary>
    public static async Task PrepareAsync(HostPlan plan, TextWriter errors)
    {
        var file = plan.Stores.FilePath;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (File.Exists(file))
        {
            return;
        }

        if (plan.OwnBirdeye)
        {
            await File.WriteAllTextAsync(file + GeneratedMark, "");
        }
        else if (file == HostStores.LiveFile && File.Exists(HostStores.TrialFile))
        {
            await errors.WriteLineAsync(
                $"{file} is new. {HostStores.TrialFile}, the file of trials, stays as it is. If a build that knew only that file wrote "
                + $"cycles of the real API into it, stop this host and rename it to {file}.");
        }
    }
}
