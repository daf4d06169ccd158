using System.Globalization;
using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Tells a person why this host runs no cycle.</summary>
internal static class FollowerText
{
    /// <summary>Describes the leader.</summary>
    /// <param name="leader">The leader and since when it leads, or null when the store does not tell.</param>
    /// <param name="newest">The newest cycle in the store, or null without one.</param>
    public static string Of((string Holder, DateTimeOffset Since)? leader, SnapshotRecord? newest) => string.Create(
        CultureInfo.InvariantCulture,
        $"Another host leads this store{Leader(leader)}. {Newest(newest)} " +
        $"This host follows: it shows the leader's cycles and takes over when the leader ends.");

    private static string Leader((string Holder, DateTimeOffset Since)? leader) => leader is var (holder, since)
        ? string.Create(CultureInfo.InvariantCulture, $": {PlainText.Clean(holder, 100)}, since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z")
        : "";

    private static string Newest(SnapshotRecord? newest) => newest is { } cycle
        ? string.Create(
            CultureInfo.InvariantCulture, $"The newest cycle is {cycle.CycleTimestamp:yyyy-MM-dd HH:mm:ss}Z of epoch {cycle.Epoch}.")
        : "No cycle is stored yet.";
}
