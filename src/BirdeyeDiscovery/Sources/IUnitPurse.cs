namespace BirdeyeDiscovery;

/// <summary>What a market source may spend on its requests: the compute units that are reserved of the month's budget.</summary>
internal interface IUnitPurse
{
    /// <summary>
    /// Pays for a request that a market source is about to send. The charge has a failure, and no request may be sent, when the budget does
    /// not allow it or the store could not be asked.
    /// </summary>
    ValueTask<UnitCharge> ChargeAsync(int units, CancellationToken cancellationToken);
}
