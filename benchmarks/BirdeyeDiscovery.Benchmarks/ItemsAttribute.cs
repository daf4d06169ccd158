namespace BirdeyeDiscovery.Benchmarks;

/// <summary>Sets the number of items that one operation of a benchmark handles, so that the page can show the cost of one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ItemsAttribute(int count, string unit) : Attribute
{
    public int Count { get; } = count;

    public string Unit { get; } = unit;
}
