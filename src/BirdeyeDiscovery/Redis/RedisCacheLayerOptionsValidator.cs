using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>
/// Validates the options for the connection, the breaker and the time budget of Redis. The messages never contain the configuration,
/// because that contains the password.
/// </summary>
internal sealed class RedisCacheLayerOptionsValidator : IValidateOptions<RedisCacheLayerOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisCacheLayerOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, "Timeout", options.Timeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30));
        Check(result, "ProbeInterval", options.ProbeInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Check(result, "CycleBudget", options.CycleBudget, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(5));
        Check(result, "LocalScores", options.LocalScores, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        if (options.Configuration is not null)
        {
            CheckConfiguration(result, options);
        }

        return result.Build();
    }

    private static void CheckConfiguration(ValidateOptionsResultBuilder result, RedisCacheLayerOptions options)
    {
        var key = options.ConfigurationKey;
        if (RedisSettings.TryParse(options, out var fault) is not { } settings)
        {
            result.AddError($"{key} {fault}. {RedisUri.Wanted}");
        }
        else if (settings.EndPoints.Count == 0)
        {
            result.AddError($"{key} names no endpoint. {RedisUri.Wanted}");
        }
        else if (options.RequireEncryption && RedisSettings.IsExposed(settings))
        {
            result.AddError(
                $"{key} is unencrypted and leaves this machine, which Redis:RequireEncryption forbids; add ssl=true, or write rediss://.");
        }
    }

    private static void Check(ValidateOptionsResultBuilder result, string key, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            result.AddError($"Redis:{key} is {value}; allowed are {min} to {max}.");
        }
    }
}
