namespace BirdeyeDiscovery.Tests;

/// <summary>Assertions on fields.</summary>
internal static class Known
{
    public static void Equal(double expected, double? figure)
    {
        Assert.NotNull(figure);
        Assert.Equal(expected, figure.Value);
    }

    public static void Equal<T>(double expected, Datum<T> datum)
        where T : struct, IMeasure<T>
    {
        Assert.True(datum.TryGet(out var measure), $"The field is {datum.State}.");
        Assert.Equal(expected, measure.Value);
    }
}
