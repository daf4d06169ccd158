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
                result.AddError($"Postgres:ConnectionString {fault}; allowed is Npgsql's form, such as Host=localhost;Database=bot;Username=bot.");
            }
            else if (options.RequireEncryption && PostgresConnectionRules.IsUnprotected(builder))
            {
                result.AddError(PostgresConnectionRules.Refusal("Postgres:ConnectionString", builder));
            }
        }

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromMinutes(10))
        {
            result.AddError($"Postgres:CommandTimeout is {options.CommandTimeout}; allowed are 00:00:01 to 00:10:00.");
        }

        if (options.Positions.Schema is { } schema)
        {
            CheckIdentifier(result, "Schema", schema);
        }

        CheckIdentifier(result, "Table", options.Positions.Table);
        CheckIdentifier(result, "TokenColumn", options.Positions.TokenColumn);
        CheckIdentifier(result, "ClosedAtColumn", options.Positions.ClosedAtColumn);
        if (!Enum.IsDefined(options.Positions.Token))
        {
            result.AddError($"Postgres:Positions:Token is {options.Positions.Token}; allowed are Address, Symbol and Id.");
        }

        return result.Build();
    }

    private static void CheckIdentifier(ValidateOptionsResultBuilder result, string key, string? value)
    {
        if (!TextRules.IsIdentifier(value))
        {
            result.AddError($"Postgres:Positions:{key} is '{value}'; allowed is ^[A-Za-z_][A-Za-z0-9_]{{0,62}}$.");
        }
    }
}
