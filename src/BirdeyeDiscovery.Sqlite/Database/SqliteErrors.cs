using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Translates the errors of the SQLite driver and adds what an operator can do about them.</summary>
internal static class SqliteErrors
{
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    public static DiscoveryStoreException Translate(SqliteException exception, string purpose, string path)
    {
        var cause = exception.SqliteErrorCode switch
        {
            Busy or Locked or Protocol => "another process or connection holds it",
            ReadOnly => "it is read-only; give the process the right to write the file and its directory",
            Full => "the disk or the database is full; nothing was written, free some space",
            CannotOpen => "it cannot be opened; it is made by Storage:SchemaMode = Apply, in a directory the process may write",
            Corrupt => "it is damaged; restore a copy",
            NotADatabase => "it is not a SQLite database; name another file, or move this one away",
            InputOutput => "the disk did not read or write",
            Constraint => "a row breaks a rule of the schema; nothing was written",
            Error when exception.Message.Contains("no such table", StringComparison.Ordinal) =>
                "its schema is missing; initialize the store with Storage:SchemaMode = Apply",
            _ => "SQLite refused",
        };
        return new DiscoveryStoreException($"Could not {purpose} in '{path}': {cause} ({exception.Message.TrimEnd('.')}).", exception)
        {
            IsTransient = exception.SqliteErrorCode is Busy or Locked or Protocol or InputOutput,
        };
    }
}
