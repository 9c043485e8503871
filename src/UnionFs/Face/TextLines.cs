using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;

namespace UnionFs.Face;

/// <summary>The lines of a content, decoded as they are asked for. A second enumeration reads the file anew, as System.IO's does.</summary>
internal sealed class TextLines(Content first, Func<Content> again, Encoding encoding) : IEnumerable<string>
{
    private Content? _first = first;

    public IEnumerator<string> GetEnumerator() => Read(Interlocked.Exchange(ref _first, null) ?? again());

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using StreamReader reader = Decode(Interlocked.Exchange(ref _first, null) ?? again(), encoding);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line) yield return line;
    }

    /// <summary>A byte order mark beats the encoding.</summary>
    internal static StreamReader Decode(Content content, Encoding encoding) =>
        new(new ContentStream(content), encoding, detectEncodingFromByteOrderMarks: true);

    private IEnumerator<string> Read(Content content)
    {
        using StreamReader reader = Decode(content, encoding);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
