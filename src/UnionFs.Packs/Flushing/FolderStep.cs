namespace UnionFs.Packs.Flushing;

/// <summary>What a step does, in the order in which they are done.</summary>
internal enum FolderAction
{
    /// <summary>Takes what is at the path out of the folder.</summary>
    Remove,
    /// <summary>Makes a directory.</summary>
    MakeDirectory,
    /// <summary>Puts the new file in place.</summary>
    Move,
}

/// <summary>One step in a folder.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Path">Where: from the folder's root, starting with `/`.</param>
internal readonly record struct FolderStep(FolderAction Action, string Path);
