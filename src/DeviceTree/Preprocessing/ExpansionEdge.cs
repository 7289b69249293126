namespace Partition.DeviceTree.Preprocessing;

/// <summary>The paddings since the last token that was written: they decide whether a blank comes before the next one.</summary>
internal record struct ExpansionEdge
{
    private bool _hasSource;
    private bool _hasSpace;

    /// <summary>The token before the paddings, if it was written next to them.</summary>
    public PpToken Previous { get; init; }

    /// <summary>Whether there was a padding.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Takes a padding into account. The first that takes the place of a token after a blank decides.</summary>
    public void Pass(PpToken padding)
    {
        IsOpen = true;
        if (!_hasSource || (!_hasSpace && !padding.HasSource))
        {
            (_hasSource, _hasSpace) = (padding.HasSource, padding.HasSource && padding.HasSpaceBefore);
        }
    }

    /// <summary>Whether a blank comes before a token.</summary>
    public readonly bool NeedsBlank(PpToken token)
    {
        if (!IsOpen)
        {
            return token.HasSpaceBefore;
        }

        return (_hasSource ? _hasSpace : token.HasSpaceBefore)
            || (Previous.Buffer is not null && PpScanner.RunTogether(Previous, token));
    }
}
