namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>What Birdeye bills: the units of each month, by its own clock.</summary>
internal sealed class BilledAccount(int resetDay)
{
    private readonly Dictionary<DateOnly, long> _months = [];

    public void Bill(DateTimeOffset time, int units)
    {
        var month = BudgetMonth.Of(time, resetDay).Start;
        _months[month] = In(month) + units;
    }

    public long In(DateOnly month) => _months.GetValueOrDefault(month);

    public IReadOnlyCollection<long> Months => _months.Values;
}
