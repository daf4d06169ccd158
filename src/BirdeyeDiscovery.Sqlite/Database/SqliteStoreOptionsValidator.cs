using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

internal sealed partial class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    private static readonly string[] ConnectionStringStarts = ["Data Source=", "DataSource=", "Filename=", "file:"];

    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            result.AddError("Sqlite:Path is empty; give the path of a file.");
        }
        else if (options.Path.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
        {
            result.AddError($"Sqlite:Path is '{options.Path}'; an in-memory database forgets what is tracked and cannot be locked. Give the path of a file.");
        }
        else if (ConnectionStringStarts.Any(start => options.Path.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
        {
            result.AddError($"Sqlite:Path is '{options.Path}'; give the path of a file, not a connection string.");
        }

        if (options.BusyTimeout < TimeSpan.FromSeconds(1) || options.BusyTimeout > TimeSpan.FromMinutes(10))
        {
            result.AddError($"Sqlite:BusyTimeout is {options.BusyTimeout}; allowed are 00:00:01 to 00:10:00.");
        }

        CheckIdentifier(result, "Table", options.Positions.Table);
        CheckIdentifier(result, "TokenColumn", options.Positions.TokenColumn);
        CheckIdentifier(result, "ClosedAtColumn", options.Positions.ClosedAtColumn);
        if (!Enum.IsDefined(options.Positions.Token))
        {
            result.AddError($"Sqlite:Positions:Token is {options.Positions.Token}; allowed are Address, Symbol and Id.");
        }

        return result.Build();
    }

    private static void CheckIdentifier(ValidateOptionsResultBuilder result, string key, string value)
    {
        if (!Identifier().IsMatch(value ?? string.Empty))
        {
            result.AddError($"Sqlite:Positions:{key} is '{value}'; allowed is {Identifier()}.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
