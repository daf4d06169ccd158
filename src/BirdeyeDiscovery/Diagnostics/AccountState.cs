namespace BirdeyeDiscovery;

/// <summary>
/// The part of the engine's telemetry on the account: whether its last calls were answered, and since when they were not.
/// </summary>
internal sealed class AccountState(TimeProvider clock)
{
    /// <summary>One failed call is not reported in the telemetry of the account: the next one usually succeeds.</summary>
    private const int Noteworthy = 3;

    private readonly Lock _gate = new();
    private string? _failure;
    private long _since;
    private int _inARow;
    private bool _isOfAccount;

    /// <summary>Records an answered call in the engine's telemetry of the account.</summary>
    public void Answered()
    {
        // The telemetry of the account is read without the lock, because nearly every call of a healthy account is answered.
        if (Volatile.Read(ref _failure) is null)
        {
            return;
        }

        lock (_gate)
        {
            (_failure, _inARow, _isOfAccount) = (null, 0, false);
        }
    }

    /// <summary>
    /// Forgets the failed calls in the telemetry of the account, because this host makes none while another host leads: nothing would ever
    /// end the outage, and a follower is healthy.
    /// </summary>
    /// <param name="isAsking">Whether this host makes calls although it does not lead, as one does whose clock is wrong.</param>
    public void Follow(bool isAsking)
    {
        if (!isAsking)
        {
            Answered();
        }
    }

    /// <summary>Records a failed call in the engine's telemetry of the account.</summary>
    /// <param name="failure">What is wrong, cleaned and without secrets.</param>
    /// <param name="isOfAccount">Whether the failure concerns the account: a wrong key, used-up credits, or a suspension.</param>
    public void Failed(string failure, bool isOfAccount)
    {
        lock (_gate)
        {
            _since = _failure is null ? clock.GetTimestamp() : _since;
            _inARow++;

            // In the telemetry of the account, a failure that follows from a refused account, such as a call that was not sent, must not
            // replace the refusal.
            if (isOfAccount || !_isOfAccount)
            {
                Volatile.Write(ref _failure, failure);
            }

            _isOfAccount |= isOfAccount;
        }
    }

    /// <summary>
    /// Gets what the telemetry of the account finds wrong and for how long; null when calls are answered, or none was made.
    /// </summary>
    public (string Failure, TimeSpan For)? Trouble()
    {
        lock (_gate)
        {
            return _failure is { } failure && (_isOfAccount || _inARow >= Noteworthy) ? (failure, clock.GetElapsedTime(_since)) : null;
        }
    }
}
