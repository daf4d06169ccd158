using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Gives the elements of the charts of one page ids of their own, the same in each run.</summary>
internal sealed class ChartIds
{
    private int _last;

    public string Next() => string.Create(CultureInfo.InvariantCulture, $"c{++_last}");
}
