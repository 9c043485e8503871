namespace UnionFs.Archives;

/// <summary>Takes the unpacked bytes of a blob once, front to back.</summary>
internal interface IUnpackTarget
{
    /// <summary>Room for the next bytes; never empty.</summary>
    Span<byte> Room();

    /// <summary>So many bytes of the room have been filled.</summary>
    void Advance(int count);
}
