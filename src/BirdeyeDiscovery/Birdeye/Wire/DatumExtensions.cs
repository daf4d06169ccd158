namespace BirdeyeDiscovery;

/// <summary>Converts a JSON field into a plain value, null when not known, and records the name of an invalid one.</summary>
internal static class DatumExtensions
{
    public static double? Take<T>(this Datum<T> datum, ICollection<string> invalidFields, string field)
        where T : struct, IMeasure<T>
    {
        if (datum.IsInvalid)
        {
            invalidFields.Add(field);
        }

        return datum.TryGet(out var measure) ? measure.Value : null;
    }

    public static DateTimeOffset? Take(this Datum<DateTimeOffset> datum, ICollection<string> invalidFields, string field)
    {
        if (datum.IsInvalid)
        {
            invalidFields.Add(field);
        }

        return datum.TryGet(out var time) ? time : null;
    }
}
