namespace Partition.Building.Boots.Results;

/// <summary>The expression of <c>dotnet test --filter</c>.</summary>
/// <remarks>
/// Microsoft's documentation of selective unit tests: <c>property operator value</c> with <c>=</c>, <c>!=</c>, <c>~</c> (contains) and
/// <c>!~</c>, joined by <c>&amp;</c> (binds closer) and <c>|</c>, grouped by parentheses; a backslash takes the next character as it is;
/// a value alone means <c>FullyQualifiedName~value</c>. Properties: FullyQualifiedName, DisplayName, Name and Guest. Case does not count.
/// </remarks>
internal sealed class TestCaseFilter
{
    private static readonly string[] s_operators = ["!=", "!~", "=", "~"];
    private static readonly Dictionary<string, Func<BootTestCase, string>> s_properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FullyQualifiedName"] = static test => test.FullyQualifiedName,
        ["DisplayName"] = static test => test.Name,
        ["Name"] = static test => test.Name,
        ["Guest"] = static test => test.Subject,
    };

    private readonly string _text;
    private int _at;

    private TestCaseFilter(string text) => _text = text;

    /// <summary>The properties that a filter may name.</summary>
    public static IEnumerable<string> Properties => s_properties.Keys;

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The expression; empty for all tests.</param>
    /// <param name="fault">What is wrong with it; empty when nothing is.</param>
    /// <returns>Whether a test is meant.</returns>
    public static Func<BootTestCase, bool> Read(string text, out string fault)
    {
        fault = "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return static _ => true;
        }

        var filter = new TestCaseFilter(text);
        try
        {
            Func<BootTestCase, bool> read = filter.ReadAny();
            return filter._at == text.Length ? read : throw new FormatException($"'{text[filter._at..]}' is left over");
        }
        catch (FormatException exception)
        {
            fault = exception.Message;
            return static _ => false;
        }
    }

    private Func<BootTestCase, bool> ReadAny()
    {
        Func<BootTestCase, bool> left = ReadAll();
        while (Take('|'))
        {
            (Func<BootTestCase, bool> one, Func<BootTestCase, bool> other) = (left, ReadAll());
            left = test => one(test) || other(test);
        }

        return left;
    }

    private Func<BootTestCase, bool> ReadAll()
    {
        Func<BootTestCase, bool> left = ReadOne();
        while (Take('&'))
        {
            (Func<BootTestCase, bool> one, Func<BootTestCase, bool> other) = (left, ReadOne());
            left = test => one(test) && other(test);
        }

        return left;
    }

    private Func<BootTestCase, bool> ReadOne()
    {
        if (Take('('))
        {
            Func<BootTestCase, bool> inner = ReadAny();
            return Take(')') ? inner : throw new FormatException("a ')' is missing");
        }

        string name = ReadWord(isValue: false);
        string? comparison = Array.Find(s_operators, candidate => _text.AsSpan(_at).StartsWith(candidate, StringComparison.Ordinal));
        _at += comparison?.Length ?? 0;
        return comparison is null
            ? Compare(s_properties["FullyQualifiedName"], "~", name)
            : s_properties.TryGetValue(name, out Func<BootTestCase, string>? property)
                ? Compare(property, comparison, ReadWord(isValue: true))
                : throw new FormatException($"'{name}' is not a property of a boot test; there are {string.Join(", ", Properties)}");
    }

    private static Func<BootTestCase, bool> Compare(Func<BootTestCase, string> property, string comparison, string value) =>
        comparison switch
        {
            "=" => test => property(test).Equals(value, StringComparison.OrdinalIgnoreCase),
            "!=" => test => !property(test).Equals(value, StringComparison.OrdinalIgnoreCase),
            "~" => test => property(test).Contains(value, StringComparison.OrdinalIgnoreCase),
            _ => test => !property(test).Contains(value, StringComparison.OrdinalIgnoreCase),
        };

    private string ReadWord(bool isValue)
    {
        var word = new System.Text.StringBuilder();
        for (; _at < _text.Length && !"()|&".Contains(_text[_at]) && (isValue || !"=~!".Contains(_text[_at])); _at++)
        {
            _at += _text[_at] == '\\' && _at + 1 < _text.Length ? 1 : 0;
            word.Append(_text[_at]);
        }

        return word.ToString().Trim() is { Length: > 0 } read
            ? read
            : throw new FormatException(_at < _text.Length ? $"something is missing before '{_text[_at]}'" : "something is missing at the "
                + "end");
    }

    private bool Take(char expected)
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }

        bool isThere = _at < _text.Length && _text[_at] == expected;
        _at += isThere ? 1 : 0;
        return isThere;
    }
}
