namespace BirdeyeDiscovery;

/// <summary>
/// The month for which the work is stretched to keep the budget: a month of the account's plan, from one reset to the next. Pure.
/// </summary>
/// <param name="Start">The first day.</param>
/// <param name="End">The first day of the next month.</param>
internal readonly record struct BudgetMonth(DateOnly Start, DateOnly End)
{
    public DateTimeOffset StartsAt => At(Start);

    public DateTimeOffset EndsAt => At(End);

    /// <summary>Gets the month whose budget limits the work at a time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="resetDay">The day of the month on which the plan begins anew, 1 to 28.</param>
    public static BudgetMonth Of(DateTimeOffset time, int resetDay)
    {
        var day = DateOnly.FromDateTime(time.UtcDateTime);
        var start = new DateOnly(day.Year, day.Month, resetDay);
        start = start > day ? start.AddMonths(-1) : start;
        return new BudgetMonth(start, start.AddMonths(1));
    }

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
}
