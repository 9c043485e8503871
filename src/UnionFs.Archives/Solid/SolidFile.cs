namespace UnionFs.Archives;

/// <summary>A file of an archive that is unpacked as a whole.</summary>
internal sealed class SolidFile(SolidArchive archive, string name, long offset, long length, uint crc) : Content
{
    internal string Name => name;

    /// <summary>Where it is among all unpacked bytes.</summary>
    internal long Offset => offset;

    internal uint Crc => crc;

    /// <summary>Whether it was left out of the layer.</summary>
    internal bool IsRefused { get; set; }

    public override long Length => length;

    /// <summary>The memory, if any, is the archive's.</summary>
    public override long AllocatedBytes => 0;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        if (archive.Unpack().Read(Offset + offset, destination) < destination.Length) throw new EndOfStreamException("The unpacked archive has become shorter.");
    }
}
