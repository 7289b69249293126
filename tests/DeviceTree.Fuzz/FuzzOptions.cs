using System.Globalization;

namespace Partition.DeviceTree.Fuzz;

/// <summary>What the command line asks for.</summary>
/// <param name="Count">How many inputs are tried.</param>
/// <param name="Seed">The number of the first.</param>
/// <param name="Jobs">How many at once.</param>
/// <param name="Native">One input in so many is also given to the native dtc; 0 for none.</param>
/// <param name="Dtc">The native dtc.</param>
/// <param name="Folder">Where failing inputs are kept.</param>
internal sealed record FuzzOptions(
    int Count = 10_000,
    int Seed = 0,
    int Jobs = 1,
    int Native = 0,
    string Dtc = "dtc",
    string Folder = "artifacts/fuzz")
{
    /// <summary>How the program is called.</summary>
    public const string Usage = """
        usage: eng/fuzz.sh [--count N] [--seed N] [--jobs N] [--native ONE-IN-N] [--dtc PROGRAM] [--folder DIR]
        One input again: --seed N --count 1. Exit codes: 0 nothing was found, 1 something was, 2 the command line is wrong.
        """;

    /// <summary>Reads a command line.</summary>
    /// <returns>The options, or <see langword="null"/> when it is wrong.</returns>
    public static FuzzOptions? Read(string[] arguments)
    {
        var options = new FuzzOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            FuzzOptions? read = arguments[i] switch
            {
                "--count" when isNumber => options with { Count = number },
                "--seed" when isNumber => options with { Seed = number },
                "--jobs" when isNumber && number > 0 => options with { Jobs = number },
                "--native" when isNumber => options with { Native = number },
                "--dtc" when value.Length > 0 => options with { Dtc = value },
                "--folder" when value.Length > 0 => options with { Folder = value },
                _ => null,
            };
            if (read is null)
            {
                return null;
            }

            options = read;
        }

        return options;
    }
}
