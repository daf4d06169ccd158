using System.Text;

namespace BirdeyeDiscovery.Tool;

/// <summary>Leaves out the spaces that tables of text output put at the end of a line.</summary>
internal sealed class TrimmedWriter(TextWriter writer) : TextWriter(CultureInfo.InvariantCulture)
{
    private int _spaces;

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _spaces++;
            return;
        }

        if (value is not ('\r' or '\n'))
        {
            writer.Write(new string(' ', _spaces));
        }

        _spaces = 0;
        writer.Write(value);
    }

    public override void Flush() => writer.Flush();
}
