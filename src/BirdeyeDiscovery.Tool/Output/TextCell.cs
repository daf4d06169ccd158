using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents a cell of a table on the terminal. The text is shown as it is and is no markup.</summary>
internal readonly record struct TextCell(string Text, Style? Style = null)
{
    public static implicit operator TextCell(string text) => new(text);
}
