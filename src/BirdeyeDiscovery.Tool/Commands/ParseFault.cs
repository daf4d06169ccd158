using System.CommandLine;
using System.CommandLine.Parsing;

namespace BirdeyeDiscovery.Tool;

/// <summary>Makes the errors of the command line name the option or argument, its value, and what is allowed.</summary>
internal static class ParseFault
{
    /// <summary>Gives a numeric option a parser of the tool, whose errors do not have the names of .NET types.</summary>
    public static void ReadPlainly(Option option)
    {
        switch (option)
        {
            case Option<int> whole:
                whole.CustomParser = result => Whole(whole, result, int.MinValue, int.MaxValue) is { } value ? (int)value : 0;
                break;
            case Option<int?> whole:
                whole.CustomParser = result => (int?)Whole(whole, result, int.MinValue, int.MaxValue);
                break;
            case Option<long> whole:
                whole.CustomParser = result => Whole(whole, result, long.MinValue, long.MaxValue) ?? 0;
                break;
            case Option<long?> whole:
                whole.CustomParser = result => Whole(whole, result, long.MinValue, long.MaxValue);
                break;
            case Option<double> number:
                number.CustomParser = result => Number(number, result) ?? 0;
                break;
            case Option<double?> number:
                number.CustomParser = result => Number(number, result);
                break;
            case Option<bool> flag:
                flag.Arity = ArgumentArity.Zero;
                break;
        }
    }

    /// <summary>Allows only some words for an argument of the command line.</summary>
    public static void Allow(Argument<string> argument, params string[] words)
    {
        argument.CompletionSources.Clear();
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.Ordinal)))
            {
                result.AddError($"{argument.Name} is '{token.Value}'; allowed is {string.Join(", ", words.SkipLast(1))} or {words[^1]}");
            }
        });
    }

    /// <summary>Gets the words of the first fault of a command line, without a full stop.</summary>
    public static string Words(ParseResult parsed)
    {
        var error = parsed.Errors[0];
        if (parsed is { CommandResult.Command: RootCommand root, UnmatchedTokens: [var unknown, ..] } && !unknown.StartsWith('-'))
        {
            var names = string.Join(", ", root.Subcommands.Select(static command => command.Name));
            return $"'{PlainText.Clean(unknown, 100)}' is no command; allowed is one of {names}";
        }

        var words = error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0, Option: { Arity.MinimumNumberOfValues: > 0 } option } result =>
                result.IdentifierToken is null
                    ? $"{option.Name} is missing; it needs {option.HelpName}"
                    : $"{option.Name} has no value; it needs {option.HelpName}",
            _ => error.Message,
        };

        // Some messages of the command line parser list words on lines of their own.
        return PlainText.Clean(
            string.Join(' ', words.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)), 500).TrimEnd('.');
    }

    private static long? Whole(Option option, ArgumentResult result, long least, long most)
    {
        if (result.Tokens is not [var token])
        {
            return null;
        }

        if (long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
        {
            return value;
        }

        result.AddError($"{option.Name} is '{token.Value}'; allowed are whole numbers");
        return null;
    }

    private static double? Number(Option option, ArgumentResult result)
    {
        if (result.Tokens is not [var token])
        {
            return null;
        }

        if (double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        result.AddError($"{option.Name} is '{token.Value}'; allowed are numbers such as 2 or 0.5");
        return null;
    }
}
