namespace BirdeyeDiscovery;

/// <summary>The requests of one account, counted for all hosts in one place. Nothing here throws for what that place does.</summary>
internal interface IAccountWindows
{
    /// <summary>Asks for the leave to send a request, or shows that the host is there.</summary>
    /// <returns>The answer; <see langword="null"/> when there is none in time.</returns>
    ValueTask<SharedReply?> AskAsync(SharedAsk ask, CancellationToken cancellationToken);

    /// <summary>Says that a request has ended; nobody waits for that.</summary>
    void Complete(string request);

    /// <summary>Says that a request was not sent after all.</summary>
    void Withdraw(string request);

    /// <summary>Stops the requests of all hosts.</summary>
    void Pause(TimeSpan duration);

    /// <summary>Says that the host is gone and needs no part any more.</summary>
    ValueTask LeaveAsync();
}
