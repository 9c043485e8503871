namespace UnionFs.Archives;

/// <summary>Something in an archive that was read, or left out, in another way than a reader of the archive may expect.</summary>
/// <param name="Entry">The entry's name as the archive has it (see <see cref="NameEncoding"/>), or null when it is about the archive as a whole.</param>
/// <param name="Offset">Where in the uncompressed archive.</param>
/// <param name="Message">What was noticed, and what was done.</param>
public readonly record struct TarWarning(string? Entry, long Offset, string Message)
{
    /// <summary>The entry and the message, fit for a terminal.</summary>
    public override string ToString() => PrintableText.Of(Entry is null ? Message : $"'{Entry}': {Message}");
}
