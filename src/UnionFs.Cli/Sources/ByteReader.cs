namespace UnionFs.Cli.Sources;

/// <summary>Standard input as text that keeps bytes which are no UTF-8 (see <see cref="NameEncoding"/>): a script can name any file.</summary>
internal sealed class ByteReader(Stream stream) : TextReader
{
    private readonly byte[] _buffer = new byte[1 << 14];
    private readonly List<byte> _lineBytes = [];
    private int _next;
    private int _filled;
    private string _line = "";
    private int _position;

    public override int Peek() => _position < _line.Length || NextLine() ? _line[_position] : -1;

    public override int Read() => _position < _line.Length || NextLine() ? _line[_position++] : -1;

    /// <summary>A line at a time: no character goes over a line feed, and a prompting program gets its answers as they come.</summary>
    private bool NextLine()
    {
        _lineBytes.Clear();
        while (_lineBytes.Count == 0 || _lineBytes[^1] != (byte)'\n')
        {
            if (_next == _filled)
            {
                (_next, _filled) = (0, stream.Read(_buffer));
                if (_filled == 0) break;
            }
            _lineBytes.Add(_buffer[_next++]);
        }
        _line = NameEncoding.Decode(_lineBytes.ToArray());
        _position = 0;
        return _line.Length > 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) stream.Dispose();
        base.Dispose(disposing);
    }
}
