using Microsoft.Extensions.Options;

namespace WebHost;

/// <summary>Says which settings are wrong, in one line each and without a stack.</summary>
internal static class WrongSettings
{
    /// <summary>The exit code. A service manager does not start the host again after it, because a restart does not help.</summary>
    public const int ExitCode = 2;

    /// <summary>Checks the settings before the host starts. The host checks them too, but logs an exception with its stack.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    /// <exception cref="AggregateException">Settings of several parts are wrong.</exception>
    public static void Check(IServiceProvider services) => services.GetService<IStartupValidator>()?.Validate();

    /// <summary>Gets the line of each wrong setting; none for an exception with another cause.</summary>
    public static IReadOnlyList<string> Lines(Exception failure) => failure switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],

        // Beside another fault, a wrong setting is not the whole story.
        AggregateException several when several.InnerExceptions.All(static inner => Lines(inner).Count > 0) =>
            [.. several.InnerExceptions.SelectMany(Lines)],

        // The innermost exception has the line of the fault in the file; the others only say that there is one.
        InvalidDataException { InnerException: FormatException } unreadable =>
            [$"The configuration cannot be read: {unreadable.Message} {unreadable.GetBaseException().Message}"],
        _ => [],
    };
}
