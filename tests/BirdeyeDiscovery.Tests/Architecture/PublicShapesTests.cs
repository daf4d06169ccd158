using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BirdeyeDiscovery.Tests;

/// <summary>What other libraries and tools expect of the public types.</summary>
public sealed partial class PublicShapesTests
{
    /// <summary>Classes that are no data: parts of a host, what only lives in one process, and the key.</summary>
    private static readonly HashSet<string> NoData =
    [
        nameof(ApiKey), nameof(BirdeyeAccountHandler), nameof(CallScope), nameof(CategoryStrategyPolicy), nameof(DiscoveryStore), nameof(LiveStrategy),
        nameof(StoreClock), nameof(StrategyNotice),
    ];

    public static TheoryData<Type> Data { get; } =
    [
        .. PublicShapes.Types
            .Where(static type => type is { IsEnum: false, IsInterface: false, IsAbstract: false, ContainsGenericParameters: false }
                && type.Assembly.GetName().Name != "BirdeyeDiscovery.Testing"
                && !typeof(Exception).IsAssignableFrom(type)
                && !typeof(Delegate).IsAssignableFrom(type)
                && !type.Name.EndsWith("Options", StringComparison.Ordinal)
                && type.Name is not "LedgerReport" // Its computed figures need rows that fit each other.
                && !NoData.Contains(type.Name))
            .OrderBy(static type => type.FullName, StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Data))]
    public void A_value_comes_back_from_json_without_a_loss(Type type)
    {
        var made = PublicShapes.Make(type);
        Assert.NotNull(made);

        var json = JsonSerializer.Serialize(made, type, JsonSerializerOptions.Web);
        var back = JsonSerializer.Deserialize(json, type, JsonSerializerOptions.Web);

        Assert.Equal(json, JsonSerializer.Serialize(back, type, JsonSerializerOptions.Web));
        using var document = JsonDocument.Parse(json);
        Assert.All(
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(static property => property.SetMethod is { IsPublic: true } && property.GetCustomAttributes().All(static one => one.GetType().Name != "JsonIgnoreAttribute"))
                .Select(static property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
            name => Assert.True(document.RootElement.TryGetProperty(name, out _), $"{type.Name}.{name} is not written."));
    }

    [Theory]
    [MemberData(nameof(Data))]
    public void The_json_of_a_host_has_public_properties_alone_and_names_of_one_style(Type type) => Assert.Empty(
        JsonSerializerOptions.Web.GetTypeInfo(type).Properties
            .Where(static property => property.Get is not null)
            .Select(static property => property.Name)
            .Except(type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(static property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))));

    [Fact]
    public void Every_class_is_sealed_static_or_a_base_of_others() => Assert.Empty(
        PublicShapes.Types
            .Where(static type => type is { IsClass: true, IsSealed: false } && !PublicShapes.Types.Any(other => other.BaseType == type))
            .Select(static type => type.FullName));

    [Fact]
    public void The_last_parameter_of_an_asynchronous_method_cancels_it() => Assert.Empty(
        PublicShapes.Types.SelectMany(static type => type.GetMethods(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static method => IsAsynchronous(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Where(static method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken)
                || method.GetParameters().Count(static parameter => parameter.ParameterType == typeof(CancellationToken)) != 1)
            .Select(static method => $"{method.DeclaringType!.FullName}.{method.Name}"));

    [Fact]
    public void Nothing_but_what_the_compiler_adds_to_a_record_leaves_open_whether_it_may_be_null() => Assert.DoesNotContain(
        Directory.GetFiles(Path.Combine(QualityTests.FindRoot(), "src"), "PublicAPI.*.txt", SearchOption.AllDirectories).SelectMany(File.ReadLines),
        static line => line.StartsWith('~') && !Synthesized().IsMatch(line));

    [Fact]
    public void A_record_with_a_collection_says_how_it_is_compared()
    {
        var documented = PublicShapes.Libraries
            .Select(static library => Path.ChangeExtension(library.Location, ".xml"))
            .SelectMany(static file => XDocument.Load(file).Descendants("member"))
            .Where(static member => member.Value.Contains("the same collections", StringComparison.Ordinal))
            .Select(static member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);

        var records = PublicShapes.Types
            .Where(static type => PublicShapes.IsRecord(type)
                && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(static property => PublicShapes.IsCollection(property.PropertyType)))
            .Select(static type => $"T:{type.FullName}")
            .ToList();

        Assert.NotEmpty(records);
        Assert.DoesNotContain(records, name => !documented.Contains(name));
    }

    [Fact]
    public void The_text_of_a_value_is_short_and_has_no_secret()
    {
        foreach (var type in Data.Select(static row => row.Data).Where(PublicShapes.IsRecord))
        {
            var text = PublicShapes.Make(type)!.ToString()!;
            Assert.True(text.Length <= 2_000 && !text.Contains('\n', StringComparison.Ordinal), $"{type.Name}: {text}");
        }

        // A struct has no text of its own unless it says so. That of a class which is no record is its name.
        foreach (var type in Data.Select(static row => row.Data).Where(static type => type.IsValueType && !PublicShapes.IsRecord(type)))
        {
            var text = PublicShapes.Make(type)!.ToString()!;
            Assert.True(text.Length is > 0 and <= 300 && !text.Contains(type.Namespace!, StringComparison.Ordinal), $"{type.Name}: {text}");
        }

        Assert.Equal("71.25, coverage 0.95", $"{new TokenScore { Total = 71.25, Coverage = .95 }}");
        Assert.Equal(
            "2026-03-01 12:00:00Z to 2026-03-01 14:30:00Z, 02:30:00",
            $"{new CyclePause(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), new(2026, 3, 1, 14, 30, 0, TimeSpan.Zero))}");
        Assert.DoesNotContain("secret", $"{new ApiKey("secret")} {new BirdeyeOptions { ApiKey = new ApiKey("secret") }}", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(new BirdeyeOptions { ApiKey = new ApiKey("secret") }), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{new PostgresStoreOptions { ConnectionString = "Password=secret" }}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_debugger_shows_properties_that_exist()
    {
        var shown = PublicShapes.Types.Where(static type => type.IsDefined(typeof(DebuggerDisplayAttribute), inherit: false)).ToList();

        Assert.True(shown.Count >= 10, $"{shown.Count} types have a text for the debugger.");
        Assert.All(shown, static type => Assert.All(
            Expression().Matches(type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value!).Select(static match => match.Groups["path"].Value),
            path => Assert.NotNull(path.Split('.').Aggregate((Type?)type, static (at, name) => at is null ? null : PropertyOf(at, name)))));
    }

    [Fact]
    public void A_debugger_shows_of_which_token_or_outcome_a_value_is()
    {
        // A record has a text of its own.
        var silent = PublicShapes.Types
            .Where(static type => !type.IsInterface && !type.IsAbstract && !PublicShapes.IsRecord(type) && !type.IsSubclassOf(typeof(Exception)))
            .Where(static type => type.GetProperties().Any(static property => property.Name is "Address" or "TokenAddress" or "Status" or "Kind"))
            .Where(static type => !type.IsDefined(typeof(DebuggerDisplayAttribute), inherit: false))
            .Select(static type => type.FullName);

        Assert.Empty(silent);
    }

    // An interface does not list the properties of the interfaces on which it builds.
    private static Type? PropertyOf(Type type, string name) =>
        type.GetInterfaces().Prepend(type).Select(one => one.GetProperty(name)?.PropertyType).FirstOrDefault(static found => found is not null);

    private static bool IsAsynchronous(Type type) => type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && (open == typeof(Task<>) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>)));

    [GeneratedRegex(@"Equals\(|ToString\(|operator [!=]=|<Clone>\$")]
    private static partial Regex Synthesized();

    [GeneratedRegex(@"\{(?<path>[\w.]+)(,nq)?\}")]
    private static partial Regex Expression();
}
