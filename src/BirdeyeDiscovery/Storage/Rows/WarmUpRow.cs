namespace BirdeyeDiscovery;

/// <summary>
/// Maps a score row whose candidate was kept out until it is confirmed, with the age of its cycle: 1 is the newest good cycle.
/// </summary>
internal static class WarmUpRow
{
    public static (string Address, int Age) Map(StoredRow row) => (row.Text(0), row.Int(1));

    /// <summary>Counts in the mapped rows how many of the newest good cycles in a row kept each candidate out.</summary>
    /// <param name="rows">The rows, newest cycle first.</param>
    public static Dictionary<string, int> Streaks(IEnumerable<(string Address, int Age)> rows)
    {
        var streaks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (address, age) in rows)
        {
            // A streak of score rows must include the newest good cycle: the row of age 1 starts it, and only the row of the next age
            // continues it.
            if (age == streaks.GetValueOrDefault(address) + 1)
            {
                streaks[address] = age;
            }
        }

        return streaks;
    }
}
