using System.Reflection;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests.Documentation;

/// <summary>Each table and each key of Redis is defined on one page.</summary>
public sealed partial class StoredNamesTests
{
    [Fact]
    public void Each_table_is_defined_on_one_page()
    {
        var made = Directory.EnumerateFiles(Path.Combine(Pages.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".sql", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Table().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value))
            .Where(name => !name.EndsWith("_default", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal);
        var listed = Pages.Rows("| table | holds |").ToList();

        Assert.Equal(made, listed.Select(r => r.Cell).Order(StringComparer.Ordinal));
        Assert.All(listed, row => Assert.Equal("docs/postgres.md", row.Page));
    }

    [Fact]
    public void Each_key_of_Redis_is_defined_on_one_page()
    {
        var rows = Pages.Rows("| key | type |").Select(r => (r.Page, Form: new Regex($"^{Placeholder().Replace(r.Cell, "[^:]+")}$"))).ToList();
        var keys = typeof(CacheKeys).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(f => f.IsLiteral && f.FieldType == typeof(string))
            .Select(f => (string)f.GetRawConstantValue()!)
            .Concat(
            [
                CacheKeys.Candles("SOL", CandleInterval.OneHour),
                CacheKeys.Score("So1"),
                CacheKeys.Security("So1"),
                CacheKeys.Trades("So1"),
                CacheKeys.Swaps("So1"),
                CacheKeys.AccountLimit("tag", "state"),
                CacheKeys.AccountLimit("tag", "sent"),
                "birdeye:trending:60",
                "birdeye:ohlcv:So1:5m:12",
                "discovery:fetch:birdeye",
            ])
            .ToList();

        Assert.All(keys, key => Assert.Equal("docs/redis.md", Assert.Single(rows, r => r.Form.IsMatch(key)).Page));
        Assert.All(rows, row => Assert.Contains(keys, key => row.Form.IsMatch(key)));
    }

    [GeneratedRegex(@"CREATE TABLE (?:IF NOT EXISTS )?(?:\{[^}]*\}\.)?(?<name>[a-z_]+)\b")]
    private static partial Regex Table();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
