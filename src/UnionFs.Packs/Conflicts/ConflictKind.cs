namespace UnionFs.Packs;

/// <summary>What several packs have at one path.</summary>
public enum ConflictKind
{
    /// <summary>Files (or links): the topmost wins.</summary>
    Files,
    /// <summary>A file and a directory, or directories that do not merge: one hides the other, and all that is in it.</summary>
    FileAndDirectory,
    /// <summary>A rule, or a whiteout, of the topmost hides what the others have, and nothing is shown.</summary>
    Hidden,
}

/// <summary>What becomes of what one pack has at a path.</summary>
public enum ClaimRole
{
    /// <summary>It is shown; a directory with those of the same path merged in.</summary>
    Wins,
    /// <summary>A directory that is merged into a higher one.</summary>
    Merges,
    /// <summary>It is not shown.</summary>
    Loses,
    /// <summary>It says that nothing is here.</summary>
    Hides,
}

/// <summary>Whether a file is the same as the one that wins.</summary>
public enum Sameness
{
    /// <summary>Another size, checksum or content, or another kind.</summary>
    Different,
    /// <summary>The same bytes, or the same target of a link.</summary>
    Same,
    /// <summary>One of the two cannot be read.</summary>
    Unreadable,
}
