using System.Collections.Immutable;
using System.Text;

namespace Partition.Hypervisors.Consoles;

/// <summary>
/// Cuts what comes from a console, in pieces of any size, into lines for people: without colours, cursor movements and other control
/// characters.
/// </summary>
/// <remarks>Escape sequences by ECMA-48, section 5.4: ESC, [, parameters, and a final byte of 0x40 to 0x7E.</remarks>
internal sealed class ConsoleText
{
    private const char Escape = '\e';

    private readonly StringBuilder _line = new();
    private Place _place = Place.Text;

    private enum Place
    {
        Text,
        BehindEscape,
        InSequence,
    }

    /// <summary>What was said behind the last whole line: a prompt, or the start of a line.</summary>
    public string Unfinished => _line.ToString();

    /// <summary>Takes a piece.</summary>
    /// <param name="piece">What came; it may begin and end within a line.</param>
    /// <returns>The lines that it ends.</returns>
    public ImmutableArray<string> Add(ReadOnlySpan<char> piece)
    {
        ImmutableArray<string>.Builder lines = ImmutableArray.CreateBuilder<string>();
        foreach (char character in piece)
        {
            if (character == '\n')
            {
                lines.Add(_line.ToString());
                _line.Clear();
                _place = Place.Text;
            }
            else
            {
                Add(character);
            }
        }

        return lines.ToImmutable();
    }

    private void Add(char character)
    {
        switch (_place)
        {
            case Place.Text when character == Escape:
                _place = Place.BehindEscape;
                break;
            case Place.Text when !char.IsControl(character) || character == '\t':
                _line.Append(character);
                break;
            case Place.BehindEscape:
                _place = character == '[' ? Place.InSequence : Place.Text;
                break;
            case Place.InSequence when character is >= '@' and <= '~':
                _place = Place.Text;
                break;
            default:
                break;
        }
    }
}
