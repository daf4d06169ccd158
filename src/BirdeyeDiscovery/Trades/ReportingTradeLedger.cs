using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Passes closed trades to the trade ledger and logs those that it refuses, because a caller that ignores the result would lose a trade
/// without a trace.
/// </summary>
internal sealed class ReportingTradeLedger : ITradeLedger
{
    private readonly string _engine;
    private readonly ITradeLedger _ledger;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly EngineTelemetry? _telemetry;
    private readonly Lock _gate = new();
    private string? _last;
    private WarningThrottle<string>? _throttle;

    public ReportingTradeLedger(
        string engine, ITradeLedger ledger, TimeProvider clock, ILogger logger, EngineTelemetry? telemetry = null)
    {
        (_engine, _ledger, _clock, _logger, _telemetry) = (engine, ledger, clock, logger, telemetry);
    }

    public async ValueTask<TradeCloseResult> RecordTradeClosedAsync(TradeClose close, CancellationToken cancellationToken = default)
    {
        var result = await _ledger.RecordTradeClosedAsync(close, cancellationToken).ConfigureAwait(false);
        _telemetry?.TradeGiven(WordOf(result.Status));
        if (result.Status == TradeCloseStatus.Conflict && Allows(result.Stored.TradeId, out var suppressed))
        {
            TradeLog.TradeConflict(
                _logger,
                _engine,
                result.Stored.TradeId,
                TradeDifference.Between(result.Stored, close.ToStored()),
                FailureText.Repeats(suppressed));
        }

        return result;
    }

    public ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(
        string address,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default) =>
        _ledger.GetClosesAsync(address, from, to, cancellationToken);

    public ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default) =>
        _ledger.RebuildPerformanceAsync(cancellationToken);

    internal static string WordOf(TradeCloseStatus status) => status switch
    {
        TradeCloseStatus.Recorded => "recorded",
        TradeCloseStatus.AlreadyRecorded => "already_recorded",
        _ => TelemetryWords.Conflict,
    };

    // The reporting trade ledger logs a conflict at once if its trade differs from that of the last logged conflict, and otherwise at most
    // once a minute.
    private bool Allows(string tradeId, out int suppressed)
    {
        lock (_gate)
        {
            if (_throttle is null || _last != tradeId)
            {
                (_last, _throttle) = (tradeId, new WarningThrottle<string>(_clock));
            }

            return _throttle.Allows(tradeId, out suppressed);
        }
    }
}
