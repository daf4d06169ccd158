namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>compute_units</c>, and checks what both stores are given for one.</summary>
internal static class ComputeUnitRow
{
    /// <summary>The columns of compute_units in the order in which <see cref="Map"/> reads the row.</summary>
    public const string Columns = "granted, spent, reserved";

    public static ComputeUnitBalance Map(StoredRow row) => new()
    {
        Granted = row.Long(0),
        Spent = row.Long(1),
        Reserved = row.Long(2),
    };

    public static void Check(ComputeUnitMonth month, long first, string firstName, long second, string secondName)
    {
        ArgumentNullException.ThrowIfNull(month);
        ArgumentException.ThrowIfNullOrEmpty(month.Account);
        ArgumentOutOfRangeException.ThrowIfNegative(first, firstName);
        ArgumentOutOfRangeException.ThrowIfNegative(second, secondName);
    }
}
