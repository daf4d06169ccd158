using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// The pause of an account whose key is refused or whose compute units are used up: half an interval, but a minute at most, then twice as
/// long each time, up to 30 minutes, and always a little less, so that it has ended when the next cycle starts. The first answer ends it.
/// Not safe for concurrent use.
/// </summary>
/// <remarks>
/// An answer does not reset the length within an hour, because a cheap call may succeed in each cycle while the expensive ones are refused.
/// The pause lives in the process: a host that starts again asks at once.
/// </remarks>
internal sealed class AccountPause
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostLess = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private SourceFailure? _failure;
    private DateTimeOffset _failedAt;
    private DateTimeOffset _until;
    private DateTimeOffset? _reportedAt;
    private long _refusal;
    private bool _answered;
    private int _times;

    /// <summary>Gets the failure that paused the account, while no request is to be sent.</summary>
    public SourceFailure? At(DateTimeOffset now) => now < _until ? _failure : null;

    /// <summary>Records that the API refused a request of the account.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="now">The elapsed time of the process.</param>
    /// <param name="clock">The time of the host's clock, for the text.</param>
    /// <param name="refusal">The number of the refusal.</param>
    /// <param name="interval">The interval of the cycles.</param>
    /// <returns>The failure with the time of the next request in its text.</returns>
    public SourceFailure Refused(SourceFailure failure, DateTimeOffset now, DateTimeOffset clock, long refusal, TimeSpan interval)
    {
        if (At(now) is { } known)
        {
            // This request to the API was in flight when another one was refused, so it does not lengthen the pause of the account.
            return failure with { Detail = known.Detail };
        }

        _times = _answered && now - _failedAt > Forgotten ? 1 : Math.Min(_times + 1, 10);
        var first = interval / 2 < First ? interval / 2 : First;
        var pause = first * (1 << (_times - 1)) is var doubled && doubled < Longest ? doubled : Longest;
        pause -= pause / 12 < MostLess ? pause / 12 : MostLess;
        (_failedAt, _until, _answered, _refusal) = (now, now + pause, false, refusal);
        var next = string.Create(CultureInfo.InvariantCulture, $"not asked again before {clock + pause:yyyy-MM-dd HH:mm:ss} UTC");
        return _failure = failure with { Detail = failure.Detail.Length == 0 ? next : $"{failure.Detail}; {next}" };
    }

    /// <summary>
    /// Gets whether the refusal of an account by the API is to be reported: once until the refused call is answered, and again after a day.
    /// The probes of a pause are refused each time.
    /// </summary>
    public bool TakeReport(DateTimeOffset now)
    {
        if (_reportedAt is { } reported && now - reported < Day)
        {
            return false;
        }

        _reportedAt = now;
        return true;
    }

    /// <summary>Records an answer of the API, which ends the pause of the account unless its request was sent before the refusal.</summary>
    /// <param name="call">The call that was answered.</param>
    /// <param name="sent">The number of refusals that had arrived when the request was sent.</param>
    /// <returns>
    /// Whether the call that was refused is answered again after a report. Another call may be cheap enough to be answered in between.
    /// </returns>
    public bool Answered(string call, long sent)
    {
        if (_failure is null || sent < _refusal)
        {
            return false;
        }

        if (!_answered)
        {
            (_answered, _until) = (true, default);
        }

        if (_reportedAt is null || call != _failure.Call)
        {
            return false;
        }

        _reportedAt = null;
        return true;
    }
}
