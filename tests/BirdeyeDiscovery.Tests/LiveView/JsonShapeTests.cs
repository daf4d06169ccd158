using System.Reflection;
using System.Text.Json;

namespace BirdeyeDiscovery.Tests;

/// <summary>What a host gets that returns the library's types from a web endpoint.</summary>
public sealed class JsonShapeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<Type> Enums { get; } =
    [
        .. new[] { typeof(IDiscoveryEngine).Assembly, Assembly.Load("BirdeyeDiscovery.Ledger"), Assembly.Load("BirdeyeDiscovery.Testing") }
            .SelectMany(static library => library.GetExportedTypes())
            .Where(static type => type.IsEnum)
            .OrderBy(static type => type.Name, StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Enums))]
    public void An_enum_is_its_words(Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            var json = JsonSerializer.Serialize(value, type, JsonSerializerOptions.Web);
            Assert.Equal($"\"{value}\"", json);
            Assert.Equal(value, JsonSerializer.Deserialize(json, type, JsonSerializerOptions.Web));
        }
    }

    [Fact]
    public void An_answer_of_the_live_view_keeps_its_value()
    {
        var json = JsonSerializer.Serialize(LiveAnswer<int?>.Of(3, Noon, isStale: false), JsonSerializerOptions.Web);
        Assert.Equal("""{"kind":"Found","asOf":"2026-03-01T12:00:00+00:00","isStale":false,"value":3}""", json);
    }

    [Fact]
    public void An_answer_without_a_value_has_none_and_no_zero()
    {
        Assert.Equal(
            """{"kind":"Missing","asOf":"2026-03-01T12:00:00+00:00","isStale":false,"value":null}""",
            JsonSerializer.Serialize(LiveAnswer<int?>.Missing(Noon), JsonSerializerOptions.Web));
        Assert.Equal(
            """{"kind":"Unavailable","asOf":null,"isStale":true,"value":null}""",
            JsonSerializer.Serialize(LiveAnswer<IReadOnlyList<string>>.Unavailable(), JsonSerializerOptions.Web));
    }

    [Fact]
    public void No_answer_has_a_value_type_whose_default_would_look_like_a_value() =>
        Assert.DoesNotContain(
            typeof(ILiveReader).GetMethods(BindingFlags.Public | BindingFlags.Instance)
                .Select(static method => method.ReturnType.GenericTypeArguments.FirstOrDefault())
                .Where(static type => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(LiveAnswer<>))
                .Select(static type => type!.GenericTypeArguments[0]),
            static type => type.IsValueType && Nullable.GetUnderlyingType(type) is null);

    [Theory]
    [InlineData(typeof(CycleResult))]
    [InlineData(typeof(TrackedToken))]
    [InlineData(typeof(ScoreRecord))]
    [InlineData(typeof(LifecycleEvent))]
    [InlineData(typeof(SnapshotRecord))]
    [InlineData(typeof(BirdeyeDiscovery.LiveView))]
    [InlineData(typeof(LiveAnswer<BirdeyeDiscovery.LiveView>))]
    public void Every_property_of_a_record_is_written(Type type) => Assert.Equal(
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(static property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            .Order(StringComparer.Ordinal),
        JsonSerializerOptions.Web.GetTypeInfo(type).Properties
            .Where(static property => property.Get is not null)
            .Select(static property => property.Name)
            .Order(StringComparer.Ordinal));
}
