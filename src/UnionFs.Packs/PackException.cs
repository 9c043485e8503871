namespace UnionFs.Packs;

/// <summary>A pack that cannot be read, or does not have what is asked of it. An <see cref="IOException"/>, so that one catch covers packs and contents.</summary>
public sealed class PackException : IOException
{
    internal PackException(string pack, string? entry, string reason, Exception? inner = null)
        : base(entry is null || reason.Contains(entry, StringComparison.Ordinal) ? $"Pack '{pack}': {reason}" : $"Pack '{pack}', '{entry}': {reason}", inner)
    {
        Pack = pack;
        Entry = entry;
    }

    /// <summary>The pack's name.</summary>
    public string Pack { get; }

    /// <summary>The entry that is bad; null where it is the pack as a whole.</summary>
    public string? Entry { get; }
}
