using System.Runtime.CompilerServices;
using System.Text;
using UnionFs.Face;

namespace UnionFs;

// The twins of the whole-file members. An argument that is wrong by itself throws at once, the rest is told by the task; a token that is
// cancelled already cancels before anything is looked at or changed.
public sealed partial class FileVerbs
{
    /// <summary>As <see cref="ReadAllBytes"/>; errors are thrown at once, as System.IO's are here.</summary>
    public Task<byte[]> ReadAllBytesAsync(string path, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<byte[]>(cancellationToken);
        return _fileSystem.IsIntercepted(null) ? ReadLaterAsync(Full(path), BytesOf, cancellationToken) : Task.FromResult(ReadAllBytes(path));
    }

    /// <summary>As <see cref="ReadAllText(string)"/>.</summary>
    public Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken = default) =>
        ReadAllTextAsync(path, Encoding.UTF8, cancellationToken);

    /// <summary>As <see cref="ReadAllText(string, Encoding)"/>.</summary>
    public Task<string> ReadAllTextAsync(string path, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return _fileSystem.IsIntercepted(null)
            ? ReadLaterAsync(Full(path), content => TextOf(content, encoding), cancellationToken)
            : Run(() => ReadAllText(path, encoding), cancellationToken);
    }

    /// <summary>As <see cref="ReadAllLines(string)"/>.</summary>
    public Task<string[]> ReadAllLinesAsync(string path, CancellationToken cancellationToken = default) =>
        ReadAllLinesAsync(path, Encoding.UTF8, cancellationToken);

    /// <summary>As <see cref="ReadAllLines(string, Encoding)"/>.</summary>
    public Task<string[]> ReadAllLinesAsync(string path, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return _fileSystem.IsIntercepted(null)
            ? ReadLaterAsync<string[]>(Full(path), content => [.. new TextLines(content, () => content, encoding)], cancellationToken)
            : Run(() => ReadAllLines(path, encoding), cancellationToken);
    }

    /// <summary>As <see cref="ReadLines(string)"/>: errors of the path are thrown at once, a cancelled token when the lines are asked for.</summary>
    public IAsyncEnumerable<string> ReadLinesAsync(string path, CancellationToken cancellationToken = default) =>
        ReadLinesAsync(path, Encoding.UTF8, cancellationToken);

    /// <summary>As <see cref="ReadLinesAsync(string, CancellationToken)"/>; a byte order mark beats <paramref name="encoding"/>.</summary>
    public IAsyncEnumerable<string> ReadLinesAsync(string path, Encoding encoding, CancellationToken cancellationToken = default) =>
        _fileSystem.IsIntercepted(null) ? LinesLaterAsync(path, encoding, cancellationToken) : LinesOf(path, encoding).ReadAsync(cancellationToken);

    /// <summary>As <see cref="WriteAllBytes(string, byte[])"/>.</summary>
    public Task WriteAllBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return WriteAllBytesAsync(path, bytes.AsMemory(), cancellationToken);
    }

    /// <summary>As <see cref="WriteAllBytes(string, ReadOnlySpan{byte})"/>.</summary>
    public Task WriteAllBytesAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Run(() => WriteAllBytes(path, bytes.Span), cancellationToken);
    }

    /// <summary>As <see cref="WriteAllText(string, string)"/>.</summary>
    public Task WriteAllTextAsync(string path, string? contents, CancellationToken cancellationToken = default) =>
        WriteAllTextAsync(path, contents, Utf8, cancellationToken);

    /// <summary>As <see cref="WriteAllText(string, string)"/>.</summary>
    public Task WriteAllTextAsync(string path, ReadOnlyMemory<char> contents, CancellationToken cancellationToken = default) =>
        WriteAllTextAsync(path, contents, Utf8, cancellationToken);

    /// <summary>As <see cref="WriteAllText(string, string, Encoding)"/>.</summary>
    public Task WriteAllTextAsync(string path, string? contents, Encoding encoding, CancellationToken cancellationToken = default) =>
        WriteAllTextAsync(path, contents.AsMemory(), encoding, cancellationToken);

    /// <summary>As <see cref="WriteAllText(string, string, Encoding)"/>.</summary>
    public Task WriteAllTextAsync(string path, ReadOnlyMemory<char> contents, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return Run(() => WriteAllText(path, contents.Span, encoding), cancellationToken);
    }

    /// <summary>As <see cref="WriteAllLines(string, IEnumerable{string})"/>.</summary>
    public Task WriteAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken = default) =>
        WriteAllLinesAsync(path, contents, Utf8, cancellationToken);

    /// <summary>As <see cref="WriteAllLines(string, IEnumerable{string}, Encoding)"/>.</summary>
    public Task WriteAllLinesAsync(string path, IEnumerable<string> contents, Encoding encoding, CancellationToken cancellationToken = default)
    {
        CheckLines(path, contents, encoding);
        return Run(() => WriteAllLines(path, contents, encoding), cancellationToken);
    }

    /// <summary>As <see cref="AppendAllBytes(string, byte[])"/>.</summary>
    public Task AppendAllBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return AppendAllBytesAsync(path, bytes.AsMemory(), cancellationToken);
    }

    /// <summary>As <see cref="AppendAllBytes(string, ReadOnlySpan{byte})"/>.</summary>
    public Task AppendAllBytesAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Run(() => AppendAllBytes(path, bytes.Span), cancellationToken);
    }

    /// <summary>As <see cref="AppendAllText(string, string)"/>.</summary>
    public Task AppendAllTextAsync(string path, string? contents, CancellationToken cancellationToken = default) =>
        AppendAllTextAsync(path, contents, Utf8, cancellationToken);

    /// <summary>As <see cref="AppendAllText(string, string)"/>.</summary>
    public Task AppendAllTextAsync(string path, ReadOnlyMemory<char> contents, CancellationToken cancellationToken = default) =>
        AppendAllTextAsync(path, contents, Utf8, cancellationToken);

    /// <summary>As <see cref="AppendAllText(string, string, Encoding)"/>.</summary>
    public Task AppendAllTextAsync(string path, string? contents, Encoding encoding, CancellationToken cancellationToken = default) =>
        AppendAllTextAsync(path, contents.AsMemory(), encoding, cancellationToken);

    /// <summary>As <see cref="AppendAllText(string, string, Encoding)"/>.</summary>
    public Task AppendAllTextAsync(string path, ReadOnlyMemory<char> contents, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return Run(() => AppendAllText(path, contents.Span, encoding), cancellationToken);
    }

    /// <summary>As <see cref="AppendAllLines(string, IEnumerable{string})"/>.</summary>
    public Task AppendAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken = default) =>
        AppendAllLinesAsync(path, contents, Utf8, cancellationToken);

    /// <summary>As <see cref="AppendAllLines(string, IEnumerable{string}, Encoding)"/>.</summary>
    public Task AppendAllLinesAsync(string path, IEnumerable<string> contents, Encoding encoding, CancellationToken cancellationToken = default)
    {
        CheckLines(path, contents, encoding);
        return Run(() => AppendAllLines(path, contents, encoding), cancellationToken);
    }

    /// <summary>Reads a whole file once the interceptor has let the read go on, waiting without a thread.</summary>
    private async Task<T> ReadLaterAsync<T>(string full, Func<Content, T> use, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (FsError error, Content content) = await _fileSystem.ReadSharedAsync(full, cancellationToken).ConfigureAwait(false);
        _fileSystem.ThrowIfError(error, full);
        return use(content);
    }

    private IAsyncEnumerable<string> LinesLaterAsync(string path, Encoding encoding, CancellationToken cancellationToken)
    {
        Check(path, encoding);
        string full = Full(path);
        _fileSystem.ThrowIfError(_fileSystem.LookShared(full, out _), full);
        return Lines(cancellationToken);

        async IAsyncEnumerable<string> Lines([EnumeratorCancellation] CancellationToken token)
        {
            Content content = await ReadLaterAsync(full, content => content, token).ConfigureAwait(false);
            await foreach (string line in new TextLines(content, () => content, encoding).ReadAsync(token).ConfigureAwait(false)) yield return line;
        }
    }

    private static Task<bool> Run(Action work, CancellationToken cancellationToken) => Run(() =>
    {
        work();
        return true;
    }, cancellationToken);

    private static Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
