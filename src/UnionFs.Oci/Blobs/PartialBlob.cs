namespace UnionFs.Oci;

/// <summary>A blob on its way into the cache. Disposed before <see cref="Commit"/>, it keeps what it has for the next attempt, if it has the lock for it.</summary>
internal sealed class PartialBlob : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly BlobDirectory _blobs;
    private readonly Descriptor _descriptor;
    private readonly FileStream _file;
    private readonly FileStream? _lock;
    private readonly BlobHash _hash;
    private bool _isCommitted;

    internal PartialBlob(BlobDirectory blobs, Descriptor descriptor, string path, FileStream? held)
    {
        _blobs = blobs;
        _descriptor = descriptor;
        _lock = held;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
        _hash = new BlobHash(descriptor.Digest);
        if (_file.Length > descriptor.Size) _file.SetLength(0);
        var buffer = new byte[(int)Math.Min(BufferBytes, Math.Max(1, _file.Length))];
        while (_file.Read(buffer) is > 0 and var count) _hash.Append(buffer.AsSpan(0, count));
    }

    /// <summary>Bytes that are there.</summary>
    internal long Length => _file.Position;

    internal bool IsComplete => Length == _descriptor.Size;

    /// <exception cref="OciException">More bytes than the descriptor says.</exception>
    internal async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > _descriptor.Size - Length)
        {
            Discard();
            throw new OciException(_descriptor.Digest.ToString(), $"the blob has more bytes than the {_descriptor.Size} of its descriptor");
        }
        _hash.Append(bytes.Span);
        await _file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Throws away what is there, for a source that cannot go on in the middle.</summary>
    internal void Discard()
    {
        _file.SetLength(0);
        _file.Position = 0;
        _hash.Restart();
    }

    /// <summary>Verifies all bytes and puts them into the cache.</summary>
    /// <exception cref="OciException">They are other bytes; they are thrown away.</exception>
    internal Content Commit()
    {
        try
        {
            _hash.Check();
        }
        catch (OciException)
        {
            Discard();
            throw;
        }
        Content content = FileContent.TryOpen(_file.Name) ?? throw new OciException(_descriptor.Digest.ToString(), "somebody removed it from the cache");
        _blobs.Publish(_file.Name, _descriptor.Digest);
        _isCommitted = true;
        return content;
    }

    public void Dispose()
    {
        _hash.Dispose();
        bool isOfNoUse = !_isCommitted && (_lock is null || Length == 0);
        _file.Dispose();
        if (isOfNoUse) File.Delete(_file.Name);
        _lock?.Dispose();
    }
}
