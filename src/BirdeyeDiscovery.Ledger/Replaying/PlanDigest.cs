using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BirdeyeDiscovery.Ledger;

/// <summary>A running hash over the decisions of a what-if replay.</summary>
internal sealed class PlanDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public string Text => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Add(ReplayedCycle cycle)
    {
        Append($"{cycle.Plan.Snapshot.CycleTimestamp.UtcTicks};{cycle.Plan.Snapshot.Outcome}");
        foreach (var row in cycle.Plan.Scores)
        {
            Append($"{row.TokenAddress};{row.TotalScore};{row.SlotRank};{row.Action};{row.ActionReason}");
        }

        foreach (var row in cycle.Plan.Rejections)
        {
            Append($"{row.TokenAddress};{row.ReasonCode};{row.Value};{row.Threshold}");
        }

        foreach (var row in cycle.Plan.Events)
        {
            Append($"{row.TokenAddress};{row.EventType};{row.Reason}");
        }

        foreach (var row in cycle.Plan.Strategies)
        {
            Append($"{row.TokenAddress};{row.StrategyType};{row.StrategyConfig}");
        }

        Append($"{string.Join(' ', cycle.Active)}");
    }

    public void Dispose() => _hash.Dispose();

    private void Append(FormattableString line) =>
        _hash.AppendData(Encoding.UTF8.GetBytes(line.ToString(CultureInfo.InvariantCulture) + "\n"));
}
