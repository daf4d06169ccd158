using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
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
            result.AddError(
                $"Sqlite:Path is '{options.Path}'; an in-memory database forgets what is tracked and cannot be locked. "
                + "Give the path of a file.");
        }
        else if (ConnectionStringStarts.Any(start => options.Path.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
        {
            result.AddError($"Sqlite:Path is '{options.Path}'; give the path of a file, not a connection string.");
        }

        if (options.BusyTimeout < TimeSpan.FromSeconds(1) || options.BusyTimeout > TimeSpan.FromMinutes(10))
        {
            result.AddError($"Sqlite:BusyTimeout is {options.BusyTimeout}; allowed are 00:00:01 to 00:10:00.");
        }

        return result.Build();
    }
}
