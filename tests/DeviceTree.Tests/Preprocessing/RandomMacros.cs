using System.Text;

namespace Partition.DeviceTree.Tests.Preprocessing;

/// <summary>Makes small random programs of the preprocessor: definitions, conditions, uses, and lines of text.</summary>
internal sealed class RandomMacros(int seed)
{
    private static readonly string[] Names = ["A", "B", "C", "D", "E"];
    private static readonly string[] Functions = ["F", "G", "H", "K"];
    private static readonly string[] ParameterNames = ["x", "y", "z"];
    private static readonly string[] Marks =
    [
        "+", "-", "<", ">", "=", "/", "*", "&", "|", "%", ":", ".", "#", "##", ",", "(", ")", "[", "]", "!", "^", "~", "@", "?", "\\",
        "++", "->", "<<", ">>=", "...", "&&", "==", "-=", "{", "}", ";",
    ];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _parameters = [];
    private readonly StringBuilder _text = new();

    /// <summary>The program. It has no errors but those that an argument list may have.</summary>
    public string Make()
    {
        for (int i = 0; i < 6; i++)
        {
            Define();
        }

        for (int i = 0; i < 14; i++)
        {
            Line();
        }

        return _text.ToString();
    }

    private void Line()
    {
        switch (_random.Next(12))
        {
            case 0:
                Define();
                break;
            case 1:
                _text.Append("#undef ").Append(AnyName()).Append('\n');
                break;
            case 2:
                Condition();
                break;
            case 3:
                _text.Append("#pragma push_macro(\"").Append(AnyName()).Append("\")\n");
                break;
            case 4:
                _text.Append("#pragma pop_macro(\"").Append(AnyName()).Append("\")\n");
                break;
            default:
                Text(1 + _random.Next(7));
                _text.Append('\n');
                break;
        }
    }

    private void Define()
    {
        bool isFunction = _random.Next(3) > 0;
        string name = isFunction ? Pick(Functions) : Pick(Names);
        _text.Append("#undef ").Append(name).Append("\n#define ").Append(name);
        int count = _random.Next(4);
        bool isVariadic = _random.Next(3) == 0;
        if (isFunction)
        {
            _parameters[name] = count;
            IEnumerable<string> parameters = ParameterNames.Take(count);
            _text.Append('(').AppendJoin(", ", isVariadic ? parameters.Append("...") : parameters).Append(')');
        }

        _text.Append(' ');
        Body(isFunction ? count : 0, isFunction && isVariadic, _random.Next(7), allowsOptional: true);
        _text.Append('\n');
    }

    private void Body(int parameters, bool isVariadic, int length, bool allowsOptional)
    {
        bool canPaste = false;
        for (int i = 0; i < length; i++)
        {
            if (canPaste && i + 1 <= length - 1 && _random.Next(4) == 0)
            {
                _text.Append(Blank()).Append("##").Append(Blank());
                canPaste = false;
                BodyToken(parameters, isVariadic, allowsOptional);
                canPaste = true;
                continue;
            }

            _text.Append(Blank());
            BodyToken(parameters, isVariadic, allowsOptional);
            canPaste = true;
        }
    }

    private void BodyToken(int parameters, bool isVariadic, bool allowsOptional)
    {
        int kind = _random.Next(12);
        if (kind < 4 && parameters > 0)
        {
            string parameter = "xyz"[_random.Next(parameters)].ToString();
            _text.Append(_random.Next(5) == 0 ? "#" : "").Append(parameter);
        }
        else if (kind is 4 && isVariadic)
        {
            _text.Append(_random.Next(3) == 0 ? ", ## " : "").Append("__VA_ARGS__");
        }
        else if (kind is 5 && isVariadic && allowsOptional)
        {
            _text.Append(_random.Next(4) == 0 ? "#" : "").Append("__VA_OPT__(");
            Body(parameters, isVariadic, _random.Next(4), allowsOptional: false);
            _text.Append(')');
        }
        else if (kind == 6)
        {
            Call(0);
        }
        else
        {
            Token(inBody: true);
        }
    }

    private void Text(int length)
    {
        for (int i = 0; i < length; i++)
        {
            _text.Append(Blank());
            if (_random.Next(3) == 0)
            {
                Call(0);
            }
            else
            {
                Token(inBody: false);
            }
        }
    }

    private void Call(int depth)
    {
        string name = Pick(Functions);
        _text.Append(name);
        if (_random.Next(8) == 0)
        {
            return;
        }

        int count = _parameters.GetValueOrDefault(name, 1) + (_random.Next(4) == 0 ? 1 : 0);
        _text.Append(Blank()).Append('(');
        for (int i = 0; i < count; i++)
        {
            _text.Append(i > 0 ? "," : "");
            Argument(depth);
        }

        _text.Append(')');
    }

    private void Argument(int depth)
    {
        int length = _random.Next(4);
        for (int i = 0; i < length; i++)
        {
            _text.Append(Blank());
            if (depth < 2 && _random.Next(4) == 0)
            {
                Call(depth + 1);
            }
            else if (_random.Next(6) == 0)
            {
                _text.Append('(').Append(Pick(Names)).Append(",1)");
            }
            else
            {
                Token(inBody: true);
            }
        }

        _text.Append(Blank());
    }

    private void Token(bool inBody)
    {
        switch (_random.Next(7))
        {
            case 0:
                _text.Append(Pick(["1", "2", "0x1e", "1.5", ".5", "3a"]));
                break;
            case 1:
                _text.Append(Pick(["\"s\"", "\"a\\\"b\"", "'c'", "L\"w\"", "L'w'", "\"\\\\\""]));
                break;
            case 2 or 3:
                _text.Append(Pick(Names));
                break;
            case 4:
                _text.Append(Pick(["a", "b", "L", "x1", "__LINE__", "__COUNTER__", "__INCLUDE_LEVEL__"]));
                break;
            default:
                string mark = Pick(Marks);
                bool isSafe = !(mark is "#" or "##" or "\\") && (!inBody || mark is not ("(" or ")" or ","));
                _text.Append(isSafe ? mark : mark is "#" && !inBody ? " #" : "$");

                // A slash before a star or a slash would be a comment.
                _text.Append(mark == "/" ? " " : "");
                break;
        }
    }

    private void Condition()
    {
        _text.Append(Pick(["#ifdef ", "#ifndef "])).Append(AnyName()).Append("\nt1\n");
        _text.Append(Pick(["#elifdef ", "#elifndef "])).Append(AnyName()).Append("\nt2\n");
        _text.Append("#elif defined ").Append(AnyName()).Append(" || ").Append(Value()).Append("\nt3\n#else\nt4\n#endif\n");
        _text.Append("#if ").Append(Value()).Append(Pick([" + ", " == ", " ? 1 : ", " , ", " << ", " && ", " < "])).Append(Value());
        _text.Append("\nyes\n#endif\n");
    }

    private string Value() =>
        Pick(["1", "0", "-1", "7u", "'a'", "'ab'", "'\\377'", "(2 - 3)", "!0", "~1", "defined(A)", "defined Q", "0x10", "017"]);

    private string AnyName() => Pick(_random.Next(2) == 0 ? Names : Functions);

    private string Blank() => Pick(["", "", " ", " ", "  ", "/**/"]);

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
