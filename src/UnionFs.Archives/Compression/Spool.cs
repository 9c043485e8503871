using Microsoft.Win32.SafeHandles;

namespace UnionFs.Archives;

/// <summary>Takes the unpacked bytes of a blob once, in memory as far as that is allowed, else in a file without a name; hashes them on the way.</summary>
internal sealed class Spool(TarBlobOptions options, HashBehind? hash) : IUnpackTarget, IDisposable
{
    private readonly List<byte[]> _pieces = [];
    private byte[] _piece = [];
    private int _filled;
    private SafeFileHandle? _file;
    private long _length;

    public Span<byte> Room()
    {
        if (_filled == _piece.Length) NextPiece();
        return _piece.AsSpan(_filled);
    }

    public void Advance(int count)
    {
        _filled += count;
        _length += count;
        if (_file is null && _length > options.MaxMemoryBytes) MoveToFile();
    }

    /// <summary>All bytes as content. The spool is over.</summary>
    internal Content ToContent()
    {
        hash?.Append(_piece.AsMemory(0, _filled));
        if (_file is { } file)
        {
            WritePiece(file);
            _file = null;
            return HostFileContent.Own(file, _length);
        }
        if (_length == 0) return Content.Empty;
        _pieces.Add(_piece[.._filled]);
        return _pieces.Count == 1 ? Content.FromOwned(_pieces[0]) : new PiecesContent([.. _pieces], _length);
    }

    public void Dispose() => _file?.Dispose();

    private void NextPiece()
    {
        long hashing = hash?.Append(_piece) ?? 0;
        if (_file is not null)
        {
            WritePiece(_file);
            hash?.Wait(hashing);
        }
        else if (_filled > 0)
        {
            _pieces.Add(_piece);
        }
        if (_file is null || _piece.Length == 0) _piece = GC.AllocateUninitializedArray<byte>(PiecesContent.PieceLength);
        _filled = 0;
    }

    private void MoveToFile()
    {
        string path = Path.Combine(options.TemporaryDirectory ?? Path.GetTempPath(), $"unionfs-{Guid.NewGuid():N}");
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);
        // Its name goes at once where a file lives on without one, so that a killed process leaves nothing behind.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        for (int i = 0; i < _pieces.Count; i++) RandomAccess.Write(_file, _pieces[i], (long)i * PiecesContent.PieceLength);
        _pieces.Clear();
    }

    private void WritePiece(SafeFileHandle file) => RandomAccess.Write(file, _piece.AsSpan(0, _filled), _length - _filled);
}
