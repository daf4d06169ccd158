namespace BirdeyeDiscovery;

/// <summary>
/// Splits the closes of trades, sorted by token, category, strategy and time, into days, so that a rebuild of the daily figures keeps one
/// day in memory.
/// </summary>
internal sealed class DayGroups(Action<TokenCategory, IReadOnlyCollection<TradeClose>> write)
{
    private readonly List<TradeClose> _day = [];
    private TokenCategory _category;

    public void Add(TokenCategory category, TradeClose close)
    {
        if (_day.Count > 0 && !IsSame(category, close))
        {
            Complete();
        }

        _category = category;
        _day.Add(close);
    }

    public void Complete()
    {
        if (_day.Count > 0)
        {
            write(_category, _day);
            _day.Clear();
        }
    }

    private bool IsSame(TokenCategory category, TradeClose close) =>
        category == _category
        && close.TokenAddress == _day[0].TokenAddress
        && close.StrategyType == _day[0].StrategyType
        && DailyRollup.DayOf(close.ClosedAt) == DailyRollup.DayOf(_day[0].ClosedAt);
}
