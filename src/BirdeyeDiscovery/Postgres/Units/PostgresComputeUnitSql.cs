namespace BirdeyeDiscovery;

/// <summary>The SQL of the counted compute units (<c>compute_units</c>).</summary>
internal sealed class PostgresComputeUnitSql : IPostgresSql<PostgresComputeUnitSql>
{
    public PostgresComputeUnitSql(string schema)
    {
        // The upsert of reserved compute units locks the row: of two hosts that reserve at once, the second computes its grant from the row
        // that the first one wrote. $3 is the number of units that the host wants, and $4 is what the budget allows.
        const string Grant = "least($3, greatest($4 - u.spent - u.reserved, 0))";
        Reserve =
            $"""
            INSERT INTO {schema}.compute_units AS u (account, month, spent, reserved, granted, updated_at)
            VALUES ($1, $2, 0, least($3, $4), least($3, $4), clock_timestamp())
            ON CONFLICT (account, month) DO UPDATE SET granted = {Grant}, reserved = u.reserved + {Grant}, updated_at = clock_timestamp()
            RETURNING {ComputeUnitRow.Columns}
            """;
        Settle =
            $"""
            INSERT INTO {schema}.compute_units AS u (account, month, spent, reserved, granted, updated_at)
            VALUES ($1, $2, $4, 0, 0, clock_timestamp())
            ON CONFLICT (account, month) DO UPDATE SET
                granted = 0, reserved = greatest(u.reserved - $3, 0), spent = u.spent + $4, updated_at = clock_timestamp()
            RETURNING {ComputeUnitRow.Columns}
            """;
    }

    public string Reserve { get; }

    public string Settle { get; }

    public static PostgresComputeUnitSql Compose(string schema) => new(schema);
}
