using CsCheck;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteValueTests
{
    [Fact]
    public void Every_decimal_of_up_to_15_digits_comes_back_from_a_real_column_exactly()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var query = transaction.Prepare("SELECT CAST(?1 AS REAL)", parameters: 1);

        // Digits, scale down, scale up: 1e18 and more are there, and so are fractions of 1e-18.
        Gen.Select(Gen.Long[-999_999_999_999_999, 999_999_999_999_999], Gen.Byte[0, 18], Gen.Int[0, 13])
            .Select((digits, scale, zeros) => new decimal((int)Math.Abs(digits), (int)(Math.Abs(digits) >> 32), 0, digits < 0, scale) * Power(zeros))
            .Sample(value => RoundTrip(value) == value, iter: 10_000, threads: 1);
        foreach (var edge in new[] { 0m, 1e18m, -1e18m, 999_999_999_999_999_000m, 123_456_789_012_345_000m, 0.1m, 0.30m, 1.00000000000000000000m, 79_228_162_514_264_300_000_000_000_000m })
        {
            Assert.Equal(edge, RoundTrip(edge));
        }

        decimal RoundTrip(decimal value)
        {
            using var reader = query.With(SqliteValue.Real(value)).ExecuteReader();
            reader.Read();
            return SqliteValue.Instance.Number(reader, 0);
        }

        static decimal Power(int zeros) => decimal.Parse($"1{new string('0', zeros)}", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Times_written_by_other_programs_are_read_as_utc()
    {
        var expected = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(expected, SqliteValue.ParseTime("2026-05-01T12:00:00Z"));
        Assert.Equal(expected, SqliteValue.ParseTime("2026-05-01 12:00:00"));
        Assert.Equal(expected, SqliteValue.ParseTime("2026-05-01T14:00:00.000000+02:00"));
        Assert.Equal("2026-05-01T12:00:00.000Z", SqliteValue.Time(expected.ToOffset(TimeSpan.FromHours(-3))));
    }
}
