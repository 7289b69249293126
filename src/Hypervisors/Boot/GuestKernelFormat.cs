namespace Partition.Hypervisors.Boot;

/// <summary>The format of a guest's kernel, as boot loaders distinguish it. The caller that opens the file recognizes it.</summary>
internal enum GuestKernelFormat
{
    /// <summary>There is no kernel, or it was not looked at.</summary>
    NotRead,

    /// <summary>None of the others, such as an ELF file or bare code.</summary>
    Other,

    /// <summary>A self-extracting kernel for 32-bit ARM.</summary>
    ZImage,

    /// <summary>Linux' Image for 64-bit ARM.</summary>
    Arm64Image,

    /// <summary>A kernel in U-Boot's legacy wrapper.</summary>
    UImage,

    /// <summary>A gzip stream, with a kernel in it.</summary>
    Gzip,
}
