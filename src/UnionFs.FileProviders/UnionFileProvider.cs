using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using UnionFs.FileProviders.Contents;
using UnionFs.FileProviders.Watching;

namespace UnionFs.FileProviders;

/// <summary>
/// A directory of a <see cref="FileSystem"/> as an <see cref="IFileProvider"/>, such as for static files, views and configuration. Paths, names, hidden files and
/// globs are those of PhysicalFileProvider on Linux, except that a link has the length of what it leads to; what else differs is said here.
/// </summary>
/// <remarks>
/// <para>An <see cref="IFileInfo"/> is one version of a file: length, time and bytes belong together, whatever happens to the file afterwards, and its
/// stream needs no closing. Nothing is copied: a stream gives what is in memory, and reads a lazy source as it goes.</para>
/// <para>Nothing outside the root is ever shown: `..` is resolved by text, and a link that leads out leads nowhere. <see cref="IFileInfo.PhysicalPath"/>
/// is null, since no file of the host stands behind it.</para>
/// <para>Change tokens are those of the file system itself: a token has changed when the call that changed the file returns; its callbacks run on the
/// thread pool. A token for a path concerns the file, what it leads to as a link at that time, and what is removed or moved above it; one for a glob
/// or a directory (`css/`) concerns names, and directories that are moved or removed where it could match. A snapshot never changes, and costs nothing.</para>
/// <para>Note for web servers: StaticFileMiddleware makes ETags of the time, in whole seconds, and the length. Layers whose files all
/// have the same time (such as the epoch, of a <see cref="LayerBuilder"/>) look alike to caches where only the bytes differ.</para>
/// <para>Thread-safe. Dispose it to end what it watches; it reads on afterwards, and tokens no longer change.</para>
/// </remarks>
public sealed class UnionFileProvider : IFileProvider, IDisposable
{
    private readonly FileSystem _files;
    private readonly FileLookup _lookup;
    private readonly TokenSource? _tokens;

    /// <summary>A directory of a live file system.</summary>
    /// <param name="fs">The file system.</param>
    /// <param name="root">The directory; it need not exist yet.</param>
    /// <param name="options">What is shown; null for the defaults.</param>
    /// <exception cref="ArgumentException">The root is no absolute path.</exception>
    public UnionFileProvider(UnionFileSystem fs, string root = "/", UnionFileProviderOptions? options = null)
        : this((FileSystem)fs, root, options ?? new UnionFileProviderOptions()) =>
        _tokens = new TokenSource(fs, _lookup);

    /// <summary>A directory of a snapshot: it never changes.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="root">The directory.</param>
    /// <param name="options">What is shown; null for the defaults.</param>
    /// <exception cref="ArgumentException">The root is no absolute path.</exception>
    public UnionFileProvider(Snapshot snapshot, string root = "/", UnionFileProviderOptions? options = null)
        : this((FileSystem)snapshot, root, options ?? new UnionFileProviderOptions()) { }

    private UnionFileProvider(FileSystem fs, string root, UnionFileProviderOptions options)
    {
        ArgumentNullException.ThrowIfNull(fs);
        _files = options.Caller is null ? fs : fs.As(options.Caller);
        _lookup = new FileLookup(_files, SubPath.Root(root), options.IncludeHidden);
    }

    /// <summary>The file at a path below the root. O(depth). One that is not there, may not be read or is a directory does not exist, and that is no error.</summary>
    public IFileInfo GetFileInfo(string subpath) =>
        SubPath.TryResolve(subpath, out string path) && subpath.Length > 0 ? _lookup.File(path, subpath) : new NotFoundFileInfo(subpath ?? "");

    /// <summary>The files and directories in a directory below the root at this moment, in ordinal order; each is looked at when it is enumerated.</summary>
    public IDirectoryContents GetDirectoryContents(string subpath) =>
        SubPath.TryResolve(subpath, out string path) ? _lookup.Directory(path) : NotFoundDirectoryContents.Singleton;

    /// <summary>
    /// A token that changes once, when what <paramref name="filter"/> names does: a path, a directory with all that is in it (`css/`), or a glob (`**/*.css`).
    /// Tokens that have not changed yet are shared. One for nothing below the root never changes.
    /// </summary>
    /// <exception cref="IOException">Asked from within a batch of the file system.</exception>
    public IChangeToken Watch(string filter) =>
        _tokens is not null && filter is not null && SubPath.TryNormalizeFilter(filter, out string normal) ? _tokens.Get(normal) : NullChangeToken.Singleton;

    /// <summary>Ends what it watches. Disposing twice is allowed.</summary>
    public void Dispose() => _tokens?.Dispose();
}
