using System.Globalization;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Logs once, each time the engine of this host begins to follow, which host leads. A host that follows would otherwise look idle.
/// </summary>
internal sealed class FollowerLog(string engine, ILeaderLease lease, StoreClock clock, ILogger<DiscoveryEngine> logger)
{
    private const int LongestName = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private bool _follows;

    /// <summary>Logs that the engine follows, unless it did so before.</summary>
    /// <param name="epoch">The epoch under which this host leads; null when it follows.</param>
    /// <param name="cancellationToken">Cancels the run of the engine.</param>
    public async ValueTask TellAsync(long? epoch, CancellationToken cancellationToken)
    {
        var begins = epoch is null && !_follows;
        _follows = epoch is null;
        if (begins && logger.IsEnabled(LogLevel.Information))
        {
            Log.Following(logger, engine, await LeaderAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    private async ValueTask<string> LeaderAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await lease.GetHolderAsync(either.Token).ConfigureAwait(false) is { } leader
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" {RefusedText.Cut(leader.Holder, LongestName)}, which has led since {leader.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z")
                : "";
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The engine follows whoever leads, so the name of the leader is not worth a failed run.
            return "";
        }
    }
}
