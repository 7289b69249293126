using Partition.Hypervisors.Boot;

namespace Partition.Building.Publishing;

/// <summary>Words of a script for <c>/bin/sh</c>: no name of a project is more than a name in it.</summary>
/// <param name="files">The files that lie beside the script: where each is now, rooted, and where from the script.</param>
internal sealed class ShellScript(IEnumerable<(string Path, string Relative)> files)
{
    // The longest first, so that a folder's name does not replace that of a file in it.
    private readonly (string Path, string Relative)[] _files = [.. files.OrderByDescending(static file => file.Path.Length)];

    /// <summary>What a script begins with: its folder, as it is and for a list of options of QEMU.</summary>
    public const string Beginning = """
        #!/bin/sh
        # Boots what lies beside this script in QEMU. Ctrl-A, X leaves. Arguments are passed on; QEMU names another program.
        here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
        # In a list of options a comma ends a value, and two of them are one.
        listed=$(printf %s "$here" | sed 's/,/,,/g')
        """;

    /// <summary>A command that the script ends with.</summary>
    public string Execute(QemuCommandLine command, string qemu) =>
        $"QEMU=${{QEMU:-{Quote(qemu)}}}; exec \"$QEMU\" {string.Join(' ', command.Words.Select(Word))} \"$@\"";

    /// <summary>A word in which a file that lies beside the script is found there.</summary>
    public string Word(string word)
    {
        foreach ((string path, string relative) in _files)
        {
            if (word == path)
            {
                return $"\"$here\"{Quote($"/{relative}")}";
            }

            string listed = QemuCommandLine.InOptionList(path);
            int at = word.IndexOf(listed, StringComparison.Ordinal);
            if (at >= 0)
            {
                string end = $"/{QemuCommandLine.InOptionList(relative)}{word[(at + listed.Length)..]}";
                return $"{Quote(word[..at])}\"$listed\"{Quote(end)}";
            }
        }

        return Quote(word);
    }

    /// <summary>A word that the shell takes as it is: in quotes, unless there is nothing in it that it would take for more.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || "_-.,/:=+@".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
