using System.Reflection;
using System.Runtime.CompilerServices;
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
        var rows = Pages.Names("| key | type |")
            .Select(r => (r.Page, r.Name, Form: new Regex($"^{Placeholder().Replace(r.Name, "[^:]+")}$")))
            .ToList();
        var keys = typeof(CacheKeys).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(f => f.IsLiteral && f.FieldType == typeof(string))
            .Select(f => (string)f.GetRawConstantValue()!)
            .Concat(Made())
            .Concat(RedisAccountWindows.Keys(new Account("https://api.example", "1")))
            .ToList();

        Assert.All(keys, key => Assert.Equal("docs/redis.md", Assert.Single(rows, r => r.Form.IsMatch(key)).Page));
        Assert.All(rows, row => Assert.Contains(keys, key => row.Form.IsMatch(key)));
    }

    [Fact]
    public void Each_key_of_Redis_is_made_where_the_test_of_the_page_sees_it()
    {
        var others = Directory.EnumerateFiles(Path.Combine(Pages.Root, "src", "BirdeyeDiscovery"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => Path.GetFileName(file) != $"{nameof(CacheKeys)}.cs")
            .SelectMany(static file => Key().Matches(File.ReadAllText(file)).Select(key => $"{Path.GetFileName(file)}: {key.Value}"));

        Assert.Empty(others);
    }

    [Fact]
    public void The_page_counts_the_keys_of_an_account()
    {
        string[] words = ["five", "six", "seven", "eight", "nine"];
        var count = RedisAccountWindows.Keys(new Account("https://api.example", "1")).Count();

        Assert.Contains($"all {words[count - 5]} keys of the account", Pages.Read("docs/redis.md"), StringComparison.Ordinal);
    }

    // Every method that makes a key, called with a value for each parameter.
    private static IEnumerable<string> Made() => typeof(CacheKeys)
        .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(m => m.ReturnType == typeof(string)
            && m.Name is not nameof(CacheKeys.Interval) and not nameof(CacheKeys.AccountLimit)
            && !m.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Select(m => (string)m.Invoke(null, [.. m.GetParameters().Select(p => Value(p.ParameterType))])!);

    private static object Value(Type type) => type == typeof(string) ? "So1"
        : type == typeof(int) ? 12
        : type == typeof(CandleInterval) ? CandleInterval.OneHour
        : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch
        : throw new NotSupportedException($"A key is made of a {type.Name}; give the test a value of it.");

    [GeneratedRegex(@"CREATE TABLE (?:IF NOT EXISTS )?(?:\{[^}]*\}\.)?(?<name>[a-z_]+)\b")]
    private static partial Regex Table();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"""(?:discovery|birdeye|score|candles):\S*")]
    private static partial Regex Key();
}
