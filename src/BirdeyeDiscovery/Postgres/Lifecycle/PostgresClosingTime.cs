using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// The condition under which a position in PostgreSQL is closed. It depends neither on the time zone nor on the date style of the session,
/// and no value of any type makes it fail.
/// </summary>
internal static class PostgresClosingTime
{
    private static readonly string EarliestDate = PositionsPlace.EarliestClosing.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static readonly long EarliestSecond = PositionsPlace.EarliestClosing.ToUnixTimeSeconds();

    /// <summary>
    /// Gets the SQL condition that a position in PostgreSQL is closed; it is <c>NULL</c> or false for everything that is no plausible time.
    /// </summary>
    /// <param name="column">The quoted column, as the statement names it.</param>
    /// <param name="type">The type of the column, or null if it is not known.</param>
    public static string IsClosed(string column, string? type) => type switch
    {
        "timestamptz" => $"{column} >= timestamptz '{EarliestDate} 00:00:00+00' AND {column} < now() + interval '1 day'",

        // A PostgreSQL timestamp of a position does not tell its time zone. One day is added, because no time zone differs from UTC by a
        // day.
        "timestamp" or "date" => $"{column} >= timestamp '{EarliestDate}' AND {column} < (now() AT TIME ZONE 'UTC') + interval '1 day'",
        "bool" => column,
        "int2" or "int4" or "int8" or "numeric" or "float4" or "float8" => IsNumber(column),
        "text" or "varchar" or "bpchar" => IsText($"btrim({column}::text)"),
        _ => $"""
            CASE jsonb_typeof(to_jsonb({column}))
                WHEN 'boolean' THEN to_jsonb({column}) = 'true'::jsonb
                WHEN 'number' THEN {IsNumber($"(to_jsonb({column}) #>> '{{}}')::numeric")}
                WHEN 'string' THEN {IsText($"btrim(to_jsonb({column}) #>> '{{}}')")}
            END
            """,
    };

    private static string IsNumber(string number) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        ({number} >= {EarliestSecond} AND {number} < extract(epoch FROM now()) + 86400
            OR {number} >= {EarliestSecond * 1000} AND {number} < (extract(epoch FROM now()) + 86400) * 1000)
        """);

    private static string IsText(string text) =>
        $$"""
        CASE WHEN {{text}} ~ '^[0-9]{10,13}(\.[0-9]+)?$' THEN {{IsNumber($"{text}::numeric")}}
            ELSE {{text}} ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([Tt ][0-9]{2}:[0-9]{2}.*)?$' AND {{text}} !~ 'BC$'
                AND left({{text}}, 10) COLLATE "C" BETWEEN '{{EarliestDate}}'
                    AND to_char((now() AT TIME ZONE 'UTC') + interval '1 day', 'YYYY-MM-DD')
        END
        """;
}
