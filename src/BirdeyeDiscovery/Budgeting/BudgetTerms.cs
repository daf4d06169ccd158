namespace BirdeyeDiscovery;

/// <summary>The budget of compute units as the options have it.</summary>
/// <param name="Account">The name under which the store counts.</param>
/// <param name="Units">The units of a month.</param>
/// <param name="ResetDay">The day on which a month begins.</param>
/// <param name="Guard">
/// How far the time of a request may be off at Birdeye. A request this close to a reset is paid by both months, because nobody can know
/// which of them Birdeye counts it in.
/// </param>
internal sealed record BudgetTerms(string Account, long Units, int ResetDay, TimeSpan Guard)
{
    private static readonly TimeSpan LeastGuard = TimeSpan.FromMinutes(1);

    /// <summary>Gets from the options the budget in which compute units are reserved; null without one.</summary>
    public static BudgetTerms? Of(BirdeyeDiscoveryOptions options)
    {
        var birdeye = options.Birdeye;
        var (skew, attempt) = (options.Storage.MaxClockSkew, birdeye.AttemptTimeout);
        return birdeye.ComputeUnitsPerMonth is { } units
            ? new BudgetTerms(birdeye.BudgetAccount, units, birdeye.BudgetResetDay, (skew > LeastGuard ? skew : LeastGuard) + attempt)
            : null;
    }

    /// <summary>Gets the budget months that pay for a request at a time: two when a reset is close.</summary>
    public IReadOnlyList<BudgetMonth> MonthsAt(DateTimeOffset time)
    {
        var (first, last) = (BudgetMonth.Of(time - Guard, ResetDay), BudgetMonth.Of(time + Guard, ResetDay));
        return first == last ? [first] : [first, last];
    }
}
