namespace UnionFs.Host;

/// <summary>What an export wrote, and what it could not.</summary>
public sealed record ExportReport
{
    /// <summary>How many warnings <see cref="Warnings"/> names; <see cref="WarningCount"/> counts all.</summary>
    public const int MaxWarnings = 1000;

    /// <summary>Directories made or merged, with the destination itself.</summary>
    public long Directories { get; init; }

    /// <summary>Regular files, each inode once.</summary>
    public long Files { get; init; }

    /// <summary>Symbolic links, each inode once.</summary>
    public long Symlinks { get; init; }

    /// <summary>Further names of a file, link or special file.</summary>
    public long HardLinks { get; init; }

    /// <summary>Fifos, sockets and devices, each inode once.</summary>
    public long Specials { get; init; }

    /// <summary>Bytes of all files; holes count.</summary>
    public long Bytes { get; init; }

    /// <summary>Nodes that were left out because the host could not take them, each with a warning.</summary>
    public long Skipped { get; init; }

    /// <summary>How many things could not be done.</summary>
    public long WarningCount { get; init; }

    /// <summary>The first <see cref="MaxWarnings"/> of them, in the order of the tree.</summary>
    public IReadOnlyList<ExportWarning> Warnings { get; init; } = [];
}
