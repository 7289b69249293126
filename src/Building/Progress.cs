using System.Diagnostics;
using System.Globalization;
using Partition.Images.Files;

namespace Partition.Building;

/// <summary>Says how far a long write is, every few seconds.</summary>
internal static class Progress
{
    private const int SecondsBetweenMessages = 3;

    /// <summary>Makes what a writer calls while it writes a file.</summary>
    public static Action<ImageProgress> Of(BuildSession session, string file)
    {
        long next = Stopwatch.GetTimestamp() + (SecondsBetweenMessages * Stopwatch.Frequency);
        return progress =>
        {
            if (Stopwatch.GetTimestamp() >= next && progress.Length > 0)
            {
                next = Stopwatch.GetTimestamp() + (SecondsBetweenMessages * Stopwatch.Frequency);
                session.Say(Importance.High, string.Create(
                    CultureInfo.InvariantCulture, $"{file}: {progress.Written >> 20} of {progress.Length >> 20} MiB"));
            }
        };
    }
}
