namespace BirdeyeDiscovery;

/// <summary>Pays for the requests of a cycle out of what is reserved of the month's budget.</summary>
internal interface IUnitPurse
{
    /// <summary>
    /// Pays for a request that is about to be sent. The charge has a failure, and no request may be sent, when the budget does not allow it
    /// or the store could not be asked.
    /// </summary>
    ValueTask<UnitCharge> ChargeAsync(int units, CancellationToken cancellationToken);
}
