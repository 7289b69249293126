using System.Collections.Immutable;
using System.Numerics;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.Tool.Native;

namespace Partition.Tool.Dtc;

/// <summary>Makes sense of the options of <c>partition dtc</c>.</summary>
internal sealed class DtcOptionReader(NativeArguments arguments)
{
    private readonly ImmutableArray<string>.Builder _includes = ImmutableArray.CreateBuilder<string>();
    private CheckSettings _checks = ChecksOfDtc();
    private BlobOptions _blob = BlobOptions.Default;
    private CompilerOptions _compiler = CompilerOptions.Default with { Preprocess = false };
    private DtcOptions _options = new()
    {
        Input = DtcOptions.Standard,
        Output = DtcOptions.Standard,
        Blob = BlobOptions.Default,
        Compiler = CompilerOptions.Default,
    };

    /// <summary>The first fault, as a sentence; <see langword="null"/> when there is none.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads all options.</summary>
    public DtcOptions Read()
    {
        foreach ((NativeOption option, string? value) in arguments.Options)
        {
            Apply(option.Name, value ?? "");
        }

        if (arguments.Operands.Count > 1)
        {
            Fault ??= "There is more than one input.";
        }

        if (_blob is { Padding: > 0, MinimumSize: > 0 })
        {
            Fault ??= "-p and -S cannot both be set.";
        }

        return _options with
        {
            Input = arguments.Operands.Count == 0 ? DtcOptions.Standard : arguments.Operands[0],
            Blob = _blob,
            Compiler = _compiler with { IncludeDirectories = _includes.ToImmutable(), Checks = VisibleChecks() },
        };
    }

    /// <summary>The checks that dtc makes by default: those that only exist here are made when <c>-W</c> or <c>-E</c> names them.</summary>
    private static CheckSettings ChecksOfDtc()
    {
        CheckSettings checks = CheckSettings.Default;
        foreach (string name in CheckSettings.NamesUnknownToDtc)
        {
            checks = checks.WithWarning("no-" + name);
        }

        return checks;
    }

    /// <summary>With <c>-q</c>, checks that can only warn do not run.</summary>
    private CheckSettings VisibleChecks() => _options.Quietness > 0 ? _checks.WithoutWarnings() : _checks;

    /// <summary>Whether a check is switched off that dtc had up to 1.6.1, as Linux 6.1 does for each of its trees.</summary>
    private static bool IsOfOlderRelease(string value) => value is "no-graph_child_address" or "no_graph_child_address";

    private void Apply(string name, string value)
    {
        switch (name)
        {
            case "include": _includes.Add(value); break;
            case "warning": _checks = IsOfOlderRelease(value) ? _checks : _checks.WithWarning(value); break;
            case "error": _checks = _checks.WithError(value); break;
            case "symbols": _compiler = _compiler with { GenerateSymbols = true }; break;
            case "auto-alias": _compiler = _compiler with { GenerateAliases = true }; break;
            case "local-fixups": _compiler = _compiler with { GenerateLocalFixups = true }; break;
            case "phandle": _compiler = _compiler with { PhandleFormat = PhandleFormatOf(value) }; break;
            default: ApplyOutput(name, value); break;
        }
    }

    private void ApplyOutput(string name, string value)
    {
        switch (name)
        {
            case "in-format": _options = _options with { InputFormat = FormatOf(value, isInput: true) }; break;
            case "out-format": _options = _options with { OutputFormat = FormatOf(value, isInput: false) }; break;
            case "out": _options = _options with { Output = value }; break;
            case "out-dependency": _options = _options with { DependencyFile = value }; break;
            case "sort": _options = _options with { IsSorted = true }; break;
            case "force": _options = _options with { IsForced = true }; break;
            case "quiet": _options = _options with { Quietness = _options.Quietness + 1 }; break;
            case "dtc-messages": _options = _options with { HasNativeMessages = true }; break;
            default: ApplyBlob(name, value); break;
        }
    }

    private void ApplyBlob(string name, string value)
    {
        switch (name)
        {
            case "out-version": _blob = _blob with { Version = VersionOf(value) }; break;
            case "reserve": _blob = _blob with { ReserveEntries = SizeOf(value, "-R") }; break;
            case "space": _blob = _blob with { MinimumSize = SizeOf(value, "-S") }; break;
            case "pad": _blob = _blob with { Padding = SizeOf(value, "-p") }; break;
            case "align": _blob = _blob with { Alignment = AlignmentOf(value) }; break;
            case "boot-cpu": _blob = _blob with { BootCpuId = BootCpuOf(value) }; break;
        }
    }

    private DtcFormat? FormatOf(string name, bool isInput)
    {
        DtcFormat? format = DtcFormats.Parse(name);
        bool fits = format is DtcFormat.Source or DtcFormat.Blob || (format is not null && (format == DtcFormat.Directory) == isInput);
        if (!fits)
        {
            Fault ??= $"There is no {(isInput ? "input" : "output")} format '{name}'; "
                + $"there are {(isInput ? "dts, dtb and fs" : "dts, dtb, asm and yaml")}.";
        }

        return format;
    }

    private PhandleFormat PhandleFormatOf(string value)
    {
        if (value is not ("epapr" or "legacy" or "both"))
        {
            Fault ??= $"-H takes legacy, epapr or both, not '{value}'.";
        }

        return value switch { "legacy" => PhandleFormat.Legacy, "both" => PhandleFormat.Both, _ => PhandleFormat.Epapr };
    }

    private int VersionOf(string value)
    {
        int version = SizeOf(value, "-V");
        if (version is not (1 or 2 or 3 or 16 or 17))
        {
            Fault ??= $"There is no blob version {value}; there are 1, 2, 3, 16 and 17.";
        }

        return version;
    }

    private int AlignmentOf(string value)
    {
        int alignment = SizeOf(value, "-a");
        if (!BitOperations.IsPow2(alignment))
        {
            Fault ??= $"-a takes a power of two, not '{value}'.";
        }

        return alignment;
    }

    private int SizeOf(string value, string option)
    {
        if (!NativeNumber.TryParse(value, out ulong size) || size > int.MaxValue)
        {
            Fault ??= $"{option} takes a number, not '{value}'.";
            return 0;
        }

        return (int)size;
    }

    /// <summary>The boot CPU; -1 takes the tree's, as if the option were not there.</summary>
    private uint? BootCpuOf(string value)
    {
        if (!NativeNumber.TryParse(value, out ulong number) || (number > uint.MaxValue && number != ulong.MaxValue))
        {
            Fault ??= $"-b takes a number of 32 bits, not '{value}'.";
        }

        return number == ulong.MaxValue ? null : (uint)number;
    }
}
