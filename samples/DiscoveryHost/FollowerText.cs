using System.Globalization;
using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Tells a person why this host runs no cycle.</summary>
internal static class FollowerText
{
    /// <summary>Describes the leader by the cycles that it has written.</summary>
    public static string Of(IReadOnlyList<SnapshotRecord> newestFirst)
    {
        const string Role = "This host follows: it shows the leader's cycles and takes over when the leader ends.";
        if (newestFirst.Count == 0)
        {
            return "Another host leads this store and has not stored a cycle yet. " + Role;
        }

        var ofLeader = newestFirst.TakeWhile(cycle => cycle.Epoch == newestFirst[0].Epoch).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Another host leads this store. The newest cycle is {newestFirst[0].CycleTimestamp:yyyy-MM-dd HH:mm:ss}Z of epoch {newestFirst[0].Epoch}, " +
            $"which has led since {ofLeader[^1].CycleTimestamp:yyyy-MM-dd HH:mm:ss}Z{(ofLeader.Count == newestFirst.Count ? " or earlier" : "")}. {Role}");
    }
}
