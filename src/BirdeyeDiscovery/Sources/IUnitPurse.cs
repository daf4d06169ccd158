namespace BirdeyeDiscovery;

/// <summary>The purse from which a market source pays for its requests: what is reserved of the month's budget.</summary>
internal interface IUnitPurse
{
    /// <summary>
    /// Pays for a request that a market source is about to send. The charge has a failure, and no request may be sent, when the budget does
    /// not allow it or the store could not be asked.
    /// </summary>
    ValueTask<UnitCharge> ChargeAsync(int units, CancellationToken cancellationToken);
}
