namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Counts the compute units that the hosts of an account spend in a month, so that together they never spend more than a budget. Every
/// method throws <see cref="DiscoveryStoreException"/> when the store does not answer.
/// </summary>
/// <remarks>
/// A host reserves units before it spends them and settles the reservation afterwards. Units that are reserved and not settled count as
/// spent: the reservation of a host that was killed, or whose answer was lost, is never granted again. No call may be repeated by the
/// store itself: a reservation that is made twice only wastes units, but a settlement that is made twice returns units that were spent.
/// Any host may reserve, whether it leads or not: no epoch is checked.
/// </remarks>
public interface IComputeUnitLedger
{
    /// <summary>Reserves units of a month, in one atomic step against all hosts.</summary>
    /// <param name="month">The account and the month.</param>
    /// <param name="units">The number of units wanted; 0 only reads the balance.</param>
    /// <param name="budget">The most units that may be spent or reserved in the month.</param>
    /// <param name="cancellationToken">Cancels the call; it is then unknown whether the units are reserved.</param>
    /// <returns>
    /// The balance after the reservation. <see cref="ComputeUnitBalance.Granted"/> is less than <paramref name="units"/> when the budget
    /// has less left, and 0 when it has nothing left.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    ValueTask<ComputeUnitBalance> ReserveAsync(
        ComputeUnitMonth month, long units, long budget, CancellationToken cancellationToken = default);

    /// <summary>Ends a reservation: what was spent of it is counted, and the rest is returned.</summary>
    /// <param name="month">The account and the month.</param>
    /// <param name="reserved">The number of units that were granted.</param>
    /// <param name="spent">
    /// The number of units that were spent. It may be more than <paramref name="reserved"/> when the store has lost earlier charges.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; it is then unknown whether the reservation is settled.</param>
    /// <returns>The balance after the settlement; nothing is granted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    ValueTask<ComputeUnitBalance> SettleAsync(
        ComputeUnitMonth month, long reserved, long spent, CancellationToken cancellationToken = default);
}
