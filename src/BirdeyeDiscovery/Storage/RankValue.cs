namespace BirdeyeDiscovery.Storage;

/// <summary>Keeps the optional rank of a stored record in four bytes. Ranks start at 1, so 0 means none.</summary>
internal static class RankValue
{
    public static int? Read(int kept) => kept == 0 ? null : kept;

    public static int Keep(int? rank, string name)
    {
        if (rank is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, name);
        }

        return rank ?? 0;
    }
}
