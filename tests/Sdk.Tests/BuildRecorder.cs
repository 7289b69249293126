using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.Tasks;

namespace Partition.Sdk.Tests;

/// <summary>Writes down what a build says and which stages it runs.</summary>
internal sealed class BuildRecorder : ILogger
{
    private static readonly ImmutableHashSet<string> s_talkers =
    [
        "CompileDeviceTrees", "PlanPartition", "PatchGuestKernels", "PackRootFileSystems", "WriteBootFiles", "PackDiskImage",
        "VerifyPartition",
        "SummarizePartition",
    ];

    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _highlights = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _messages = [];
    private readonly List<string> _helpLinks = [];
    private readonly List<string> _stages = [];
    private readonly List<string> _details = [];

    public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Normal;

    public string? Parameters { get; set; }

    public BuildOutcome ToOutcome(bool succeeded) =>
        new(succeeded, [.. _errors], [.. _warnings], [.. _stages])
        {
            Highlights = [.. _highlights],
            Notes = [.. _notes],
            Messages = [.. _messages], Details = [.. _details],
            HelpLinks = [.. _helpLinks],
        };

    public void Initialize(IEventSource eventSource)
    {
        eventSource.ErrorRaised += (_, error) =>
        {
            _errors.Add(Format(error.File, error.LineNumber, error.ColumnNumber, error.Code, error.Message));
            _helpLinks.Add(error.HelpLink ?? "");
        };
        eventSource.WarningRaised += (_, warning) =>
        {
            _warnings.Add(Format(warning.File, warning.LineNumber, warning.ColumnNumber, warning.Code, warning.Message));
            _helpLinks.Add(warning.HelpLink ?? "");
        };
        eventSource.MessageRaised += (_, message) =>
        {
            if (message.Message?.Split(' ')[0] is "Compiling" or "Planning")
            {
                _details.Add(message.Message);
            }
            else if (message is { HelpKeyword: TaskSession.StageKeyword, File: null, Message: { } made })
            {
                _stages.Add(made.Split(':')[0]);
            }
            else if (message is { Importance: MessageImportance.High, Message: { } text })
            {
                _highlights.Add(text);
            }
            else if (message is { Importance: MessageImportance.Normal, SenderName: { } sender, Message: { } line }
                && s_talkers.Contains(sender))
            {
                _messages.Add(line);
            }
            else if (message.Code?.StartsWith("HV", StringComparison.Ordinal) == true)
            {
                _notes.Add(Format(message.File, message.LineNumber, message.ColumnNumber, message.Code, message.Message));
            }
        };
    }

    public void Shutdown()
    {
    }

    private static string Format(string? file, int line, int column, string? code, string? message) =>
        $"{Path.GetFileName(file)}{(line == 0 ? "" : $"({line},{column})")}: {code}: {message}";
}
