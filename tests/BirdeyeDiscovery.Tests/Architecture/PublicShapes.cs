using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Tests;

/// <summary>The public types of the libraries, and instances of them in which no property has its default.</summary>
internal static class PublicShapes
{
    public static readonly Assembly[] Libraries =
    [
        typeof(IDiscoveryEngine).Assembly, Assembly.Load("BirdeyeDiscovery.Ledger"), Assembly.Load("BirdeyeDiscovery.Testing"),
    ];

    public static IEnumerable<Type> Types => Libraries.SelectMany(static library => library.GetExportedTypes());

    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod(
        "PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null);

    public static bool IsCollection(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    /// <summary>Makes a value of a type. The depth bounds types that contain themselves.</summary>
    public static object? Make(Type type, int depth = 0)
    {
        var known = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple(known) is { } simple)
        {
            return simple;
        }

        if (known.IsEnum)
        {
            // The second value: the first one is often the default.
            var values = Enum.GetValues(known);
            return values.GetValue(values.Length > 1 ? 1 : 0);
        }

        if (known.IsArray)
        {
            var array = Array.CreateInstance(known.GetElementType()!, depth > 3 ? 0 : 1);
            if (array.Length > 0)
            {
                array.SetValue(Make(known.GetElementType()!, depth + 1), 0);
            }

            return array;
        }

        if (known.IsGenericType && known.Name.Contains("Dictionary", StringComparison.Ordinal))
        {
            var arguments = known.GetGenericArguments();
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            dictionary.Add(Make(arguments[0], depth + 1)!, Make(arguments[1], depth + 1));
            return dictionary;
        }

        if (known is { IsInterface: true, IsGenericType: true } && IsCollection(known))
        {
            return Make(known.GetGenericArguments()[0].MakeArrayType(), depth);
        }

        return depth > 4 || known.IsInterface || known.IsAbstract || typeof(Delegate).IsAssignableFrom(known) ? null : Build(known, depth);
    }

    private static object? Simple(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(int) => 7,
        _ when type == typeof(long) => 8L,
        _ when type == typeof(double) => 1.5,
        _ when type == typeof(decimal) => 2.25m,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 1),
        _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(90),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, 2, 3]),
        _ when type == typeof(Uri) => new Uri("https://example.com/"),
        _ => null,
    };

    private static object? Build(Type type, int depth)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance)
            .Where(one => one.GetParameters().Length != 1 || one.GetParameters()[0].ParameterType != type)
            .MaxBy(static one => one.GetParameters().Length);
        if (constructor is null && !type.IsValueType)
        {
            return null;
        }

        var made = constructor?.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, depth + 1))])
            ?? RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.SetMethod is { IsPublic: true }))
        {
            property.SetValue(made, Make(property.PropertyType, depth + 1));
        }

        return made;
    }
}
