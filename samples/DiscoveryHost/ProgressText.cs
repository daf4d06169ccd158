using System.Globalization;
using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Describes a running cycle in one line.</summary>
internal static class ProgressText
{
    public static string Of(CycleProgress progress)
    {
        var phase = progress.Phase switch
        {
            CyclePhase.Starting => "starting",
            CyclePhase.Trending => "reading the trending list",
            CyclePhase.Security => "reading security",
            CyclePhase.Market => "reading market data and trades",
            CyclePhase.Candles => "reading candles",
            CyclePhase.Planning => "scoring and planning",
            CyclePhase.Committing => "writing",
            _ => "publishing",
        };
        var count = progress.Total > 0 ? string.Create(CultureInfo.InvariantCulture, $", {progress.Done} of {progress.Total}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Cycle {progress.CycleTimestamp:yyyy-MM-dd HH:mm:ss}Z: {phase}{count} " +
            $"({PlainText.Many(progress.ApiCalls, "call")}, {PlainText.Many(progress.ComputeUnits, "compute unit")})");
    }
}
