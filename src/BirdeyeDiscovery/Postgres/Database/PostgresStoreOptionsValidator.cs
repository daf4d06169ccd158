using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

internal sealed class PostgresStoreOptionsValidator : IValidateOptions<PostgresStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgresStoreOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.ConnectionString is { } text)
        {
            if (PostgresConnectionRules.TryParse(text, out var fault) is not { } builder)
            {
                result.AddError(PostgresUri.Fault(text) is { } uri
                    ? $"{options.ConnectionStringKey} {uri}."
                    : $"{options.ConnectionStringKey} {fault}; allowed is Npgsql's form, "
                        + "such as Host=localhost;Database=bot;Username=bot.");
            }
            else if (options.RequireEncryption && PostgresConnectionRules.IsUnprotected(builder))
            {
                result.AddError(PostgresConnectionRules.Refusal(options.ConnectionStringKey, builder));
            }
        }

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromMinutes(10))
        {
            result.AddError($"Postgres:CommandTimeout is {options.CommandTimeout}; allowed are 00:00:01 to 00:10:00.");
        }

        return result.Build();
    }
}
