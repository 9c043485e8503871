namespace UnionFs.Model;

/// <summary>One of the two that a script runs on: where its commands go, and its open handles.</summary>
public sealed class Side(IFileVerbs target)
{
    public const int HandleSlots = 4;

    /// <summary>The file system, snapshot or batch that path commands go to.</summary>
    public IFileVerbs Target { get; set; } = target;

    /// <summary>The file system itself while <see cref="Target"/> is its batch.</summary>
    public IFileVerbs Live { get; set; } = target;

    public IFileHandle?[] Handles { get; } = new IFileHandle?[HandleSlots];
}

/// <summary>What a command answered. The number is an inode's, compared as a mapping.</summary>
public readonly record struct Outcome(FsError Error, string Text = "", long Number = 0)
{
    public override string ToString() => Text.Length == 0 ? Error.ToString() : $"{Error} {Text}";
}
