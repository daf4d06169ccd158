using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery.Strategies;

/// <summary>
/// Reads and writes the host's configuration type with the host's own JSON context. It needs no reflection, so it works with Native AOT.
/// </summary>
/// <typeparam name="T">The host's configuration type.</typeparam>
/// <param name="typeInfo">The JSON format, from a source-generated context.</param>
/// <param name="validator">Validates the configuration beyond its JSON, or <see langword="null"/>.</param>
public sealed class StrategyConfigFormat<T>(JsonTypeInfo<T> typeInfo, IStrategyConfigValidator<T>? validator = null)
    where T : class
{
    private readonly JsonTypeInfo<T> _typeInfo = typeInfo ?? throw new ArgumentNullException(nameof(typeInfo));

    /// <summary>Reads the configuration of a strategy into the host's type.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <returns>The result; an invalid configuration is never replaced by a default.</returns>
    internal StrategyConfigReading<T> Read(TokenStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        if (strategy.StrategyConfig is not { } json)
        {
            return new(StrategyConfigStatus.None, null, []);
        }

        try
        {
            var config = JsonSerializer.Deserialize(json, _typeInfo);
            var faults = config is null
                ? [new StrategyConfigFault("$", "null", Words(typeof(T)))]
                : validator?.Validate(strategy.StrategyType, config) ?? [];
            return faults.Count == 0 ? new(StrategyConfigStatus.Valid, config, []) : new(StrategyConfigStatus.Invalid, null, faults);
        }
        catch (JsonException unreadable)
        {
            return new(StrategyConfigStatus.Invalid, null, [Fault(json, unreadable)]);
        }
    }

    /// <summary>Reads the configuration of a strategy, and throws if it is invalid.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <returns>The configuration, or <see langword="null"/> when the token has none.</returns>
    /// <exception cref="StrategyConfigException">
    /// The configuration is invalid; the exception contains the field, its value and what is allowed.
    /// </exception>
    public T? ReadOrThrow(TokenStrategy strategy)
    {
        var reading = Read(strategy);
        return reading.Status == StrategyConfigStatus.Invalid
            ? throw new StrategyConfigException($"{strategy.Symbol} ({strategy.Address})", reading.Faults)
            : reading.Value;
    }

    /// <summary>Writes a configuration.</summary>
    /// <param name="strategyType">The strategy type of the configuration.</param>
    /// <param name="config">The configuration.</param>
    /// <returns>The JSON, for <see cref="StrategyChange.StrategyConfig"/>.</returns>
    /// <exception cref="StrategyConfigException">
    /// The validator rejected it; the exception contains the field, its value and what is allowed.
    /// </exception>
    public string Write(string strategyType, T config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var faults = validator?.Validate(strategyType, config) ?? [];
        return faults.Count == 0
            ? JsonSerializer.Serialize(config, _typeInfo)
            : throw new StrategyConfigException($"'{strategyType}'", faults);
    }

    private StrategyConfigFault Fault(string json, JsonException unreadable)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return new StrategyConfigFault("$", RefusedText.Cut(json), "JSON");
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new StrategyConfigFault("$", RefusedText.Cut(json), "an object");
            }

            // The path of the exception names the field of the strategy's configuration at which parsing stopped: the type has no such
            // field, or the value is of another kind.
            var name = unreadable.Path is { Length: > 2 } path && path[1] == '.' ? path[2..].Split('.', '[')[0] : null;
            var unknown = document.RootElement
                .EnumerateObject()
                .Select(static field => field.Name)
                .FirstOrDefault(field => !_typeInfo.Properties.Any(property => property.Name == field));
            var known = _typeInfo.Properties.FirstOrDefault(property => property.Name == name);
            return known is not null && document.RootElement.TryGetProperty(known.Name, out var value)
                ? new StrategyConfigFault(known.Name, RefusedText.Cut(value.GetRawText()), Words(known.PropertyType))
                : unknown is not null
                    ? new StrategyConfigFault(
                        unknown,
                        RefusedText.Cut(document.RootElement.GetProperty(unknown).GetRawText()),
                        $"one of {string.Join(", ", _typeInfo.Properties.Select(static property => property.Name))}")
                    : new StrategyConfigFault(name ?? "$", RefusedText.Cut(json), unreadable.Message.TrimEnd('.'));
        }
    }

    private static string Words(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(int) || number == typeof(long) => "a whole number",
        var number when number == typeof(double) || number == typeof(decimal) || number == typeof(float) => "a number",
        var flag when flag == typeof(bool) => "true or false",
        var text when text == typeof(string) => "a text",
        var other => $"a {other.Name}",
    };
}
