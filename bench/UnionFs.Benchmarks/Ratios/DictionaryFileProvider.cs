using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>The quickest file provider there can be: a dictionary of full paths, which makes nothing for an answer.</summary>
internal sealed class DictionaryFileProvider : IFileProvider
{
    private static readonly NotFoundFileInfo Missing = new("");

    private readonly Dictionary<string, IFileInfo> _files = new(StringComparer.Ordinal);

    internal DictionaryFileProvider(IEnumerable<string> paths)
    {
        foreach (string path in paths) _files[path] = new MemoryFile(path[(path.LastIndexOf('/') + 1)..]);
    }

    public IFileInfo GetFileInfo(string subpath) => _files.TryGetValue(subpath, out IFileInfo? file) ? file : Missing;

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private sealed class MemoryFile(string name) : IFileInfo
    {
        public bool Exists => true;

        public long Length => 0;

        public string? PhysicalPath => null;

        public string Name => name;

        public DateTimeOffset LastModified => default;

        public bool IsDirectory => false;

        public Stream CreateReadStream() => Stream.Null;
    }
}
