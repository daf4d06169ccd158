namespace BirdeyeDiscovery;

/// <summary>
/// Counts the requests of one account for the rate limits of all hosts in one place. No method throws for a failure of that place.
/// </summary>
internal interface IAccountWindows
{
    /// <summary>Asks the shared limits for a permit to send a request, or reports that the host is alive.</summary>
    /// <returns>The reply; <see langword="null"/> when there is none in time.</returns>
    ValueTask<SharedReply?> AskAsync(SharedAsk ask, CancellationToken cancellationToken);

    /// <summary>Reports to the shared limits that a request has completed; the caller does not wait for the report.</summary>
    void Complete(string request);

    /// <summary>Reports to the shared limits that a request with a permit was not sent.</summary>
    void Withdraw(string request);

    /// <summary>Pauses the requests of all hosts under the shared limits.</summary>
    void Pause(TimeSpan duration);

    /// <summary>Reports to the shared limits that the host leaves and needs no part of the rates any more.</summary>
    ValueTask LeaveAsync();
}
