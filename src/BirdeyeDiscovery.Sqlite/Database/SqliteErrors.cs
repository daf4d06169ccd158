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
    private const string RowRefused = "a row breaks a rule of the schema; nothing was written";
    private const string Refused = "SQLite refused";

    /// <param name="exception">The driver's exception.</param>
    /// <param name="purpose">What was tried, as the object of "Could not".</param>
    /// <param name="path">The file.</param>
    /// <param name="mayCreate">Whether the file is created if it is missing.</param>
    public static DiscoveryStoreException Translate(SqliteException exception, string purpose, string path, bool mayCreate = false)
    {
        var cause = exception.SqliteErrorCode switch
        {
            Busy or Locked or Protocol => "another process or connection holds it",
            ReadOnly => "it is read-only; give the process the right to write the file and its directory",
            Full => "the disk or the database is full; nothing was written, free some space",
            CannotOpen => CannotOpenCause(path, mayCreate),
            Corrupt => "it is damaged; restore a copy",
            NotADatabase => "it is not a SQLite database; name another file, or move this one away",
            InputOutput => "the disk did not read or write",
            Constraint => RowRefused,
            Error when exception.Message.Contains("no such table", StringComparison.Ordinal)
                || exception.Message.Contains("no such column", StringComparison.Ordinal) =>
                "its schema is missing or differs; initialize the store with Storage:SchemaMode = Apply",
            _ => Refused,
        };
        return new DiscoveryStoreException($"Could not {purpose} in '{path}': {cause} ({exception.Message.TrimEnd('.')}).", exception)
        {
            IsTransient = exception.SqliteErrorCode is Busy or Locked or Protocol or InputOutput,
            IsDefect = cause is RowRefused or Refused,
        };
    }

    // SQLite has one error for a file that is missing, one that may not be opened, and one that may not be created.
    private static string CannotOpenCause(string path, bool mayCreate)
    {
        if (Directory.Exists(path))
        {
            return "it is a directory; name a file";
        }

        if (File.Exists(path))
        {
            return "it cannot be opened; give the process the right to read and write the file and its directory";
        }

        return mayCreate
            ? "it cannot be created in this directory; give the process the right to write there, or name another path"
            : "there is no such file, or its directory may not be read; start once with Storage:SchemaMode = Apply, which creates it";
    }
}
