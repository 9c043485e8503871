namespace UnionFs.Archives;

/// <summary>The map that a PAX 1.0 sparse file has before its data: a count, and offsets and lengths, each a decimal line, up to a block's end.</summary>
internal sealed class SparseMapText
{
    private long? _count;
    private long? _offset;
    private long _number;
    private int _digits;

    internal List<TarExtent> Extents { get; } = [];

    internal bool IsComplete { get; private set; }

    /// <summary>Takes the next block of the map. False if it is no map.</summary>
    internal bool TryTake(ReadOnlySpan<byte> block)
    {
        foreach (byte value in block)
        {
            if (IsComplete) return true;
            if (value is >= (byte)'0' and <= (byte)'9' && _number <= (long.MaxValue - 9) / 10)
            {
                _number = _number * 10 + (value - '0');
                _digits++;
                continue;
            }
            if (value != '\n' || _digits == 0) return false;
            TakeNumber(_number);
            (_number, _digits) = (0, 0);
        }
        return true;
    }

    private void TakeNumber(long number)
    {
        if (_count is null)
        {
            _count = number;
        }
        else if (_offset is null)
        {
            _offset = number;
        }
        else
        {
            Extents.Add(new TarExtent(_offset.Value, number));
            _offset = null;
        }
        IsComplete = Extents.Count == _count;
    }
}
