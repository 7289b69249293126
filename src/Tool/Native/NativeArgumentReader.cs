namespace Partition.Tool.Native;

/// <summary>
/// Reads a command line as getopt_long does: bundled letters, abbreviated names, operands anywhere, <c>--</c> before the last of them.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>-qqf</c></term><description>three options</description></item>
/// <item><term><c>-Odtb</c>, <c>-O dtb</c></term><description>a letter and its value</description></item>
/// <item><term><c>-Wno-reg_format</c></term><description>the letter <c>W</c> and the value <c>no-reg_format</c></description></item>
/// <item><term><c>--out=x</c>, <c>--out x</c></term><description>a name and its value; a whole name counts before longer
/// ones</description></item>
/// <item><term><c>-</c></term><description>an operand</description></item>
/// </list>
/// </remarks>
internal sealed class NativeArgumentReader(NativeOption[] options)
{
    private readonly NativeArguments _result = new();

    /// <summary>Reads a command line; at the first fault it stops.</summary>
    public NativeArguments Read(ReadOnlySpan<string> arguments)
    {
        while (!arguments.IsEmpty && _result.Fault is null)
        {
            string argument = arguments[0];
            arguments = arguments[1..];
            if (argument == "--")
            {
                _result.Operands.AddRange(arguments);
                break;
            }

            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                ReadName(argument, ref arguments);
            }
            else if (argument.Length > 1 && argument[0] == '-')
            {
                ReadLetters(argument, ref arguments);
            }
            else
            {
                _result.Operands.Add(argument);
            }
        }

        return _result;
    }

    private void ReadLetters(string argument, ref ReadOnlySpan<string> rest)
    {
        for (int i = 1; i < argument.Length && _result.Fault is null; i++)
        {
            char letter = argument[i];
            if (Array.Find(options, option => option.Letter == letter && letter != '\0') is not NativeOption option)
            {
                _result.Fault = $"there is no option '-{letter}'";
            }
            else if (option.ValueName is null)
            {
                _result.Options.Add((option, null));
            }
            else
            {
                Add(option, i + 1 < argument.Length ? argument[(i + 1)..] : null, $"-{letter}", ref rest);
                return;
            }
        }
    }

    private void ReadName(string argument, ref ReadOnlySpan<string> rest)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument[2..] : argument[2..equals];
        if (Find(name) is not NativeOption option)
        {
            return;
        }

        if (option.ValueName is not null)
        {
            Add(option, equals < 0 ? null : argument[(equals + 1)..], $"--{option.Name}", ref rest);
        }
        else if (equals >= 0)
        {
            _result.Fault = $"the option '--{option.Name}' takes no value";
        }
        else
        {
            _result.Options.Add((option, null));
        }
    }

    private NativeOption? Find(string name)
    {
        NativeOption[] meant = Array.FindAll(options, option => option.Name.StartsWith(name, StringComparison.Ordinal));
        NativeOption? exact = Array.Find(meant, option => option.Name == name);
        if (exact is null && meant.Length != 1)
        {
            _result.Fault = meant.Length == 0
                ? $"there is no option '--{name}'"
                : $"'--{name}' may mean {string.Join(" or ", Array.ConvertAll(meant, static option => $"'--{option.Name}'"))}";
        }

        return exact ?? (meant.Length == 1 ? meant[0] : null);
    }

    private void Add(NativeOption option, string? value, string spelling, ref ReadOnlySpan<string> rest)
    {
        if (value is null && rest.IsEmpty)
        {
            _result.Fault = $"the option '{spelling}' wants a value, {option.ValueName}";
            return;
        }

        if (value is null)
        {
            value = rest[0];
            rest = rest[1..];
        }

        _result.Options.Add((option, value));
    }
}
