namespace BirdeyeDiscovery.Tests;

/// <summary>Assertions on fields.</summary>
internal static class Known
{
    public static void Equal(double expected, double? figure)
    {
        Assert.NotNull(figure);
        Assert.Equal(expected, figure.Value);
    }

    public static void Equal(double expected, Datum<double> datum)
    {
        Assert.True(datum.TryGet(out var value), $"The field is {datum.State}.");
        Assert.Equal(expected, value);
    }
}
