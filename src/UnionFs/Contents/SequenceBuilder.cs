using System.Buffers;

namespace UnionFs;

/// <summary>Chains memory into a <see cref="ReadOnlySequence{T}"/> without copying it.</summary>
internal sealed class SequenceBuilder
{
    private Segment? _first;
    private Segment? _last;
    private int _start;

    internal void Append(ReadOnlyMemory<byte> memory)
    {
        if (memory.IsEmpty) return;
        var segment = new Segment(memory, _last);
        _first ??= segment;
        _last = segment;
    }

    /// <summary>A range of a content, or nothing of it where its source fails.</summary>
    internal void Append(Content content, long offset, long count)
    {
        Segment? last = _last;
        try
        {
            content.AppendTo(this, offset, count);
        }
        catch
        {
            _last = last;
            if (last is null) _first = null;
            else last.End();
            throw;
        }
    }

    internal ReadOnlySequence<byte> Build()
    {
        // What was dropped up to the end of a segment goes on in the next, once there is one.
        if (_first is { Next: Segment next } first && _start == first.Memory.Length) (_first, _start) = (next, 0);
        return _first is null ? ReadOnlySequence<byte>.Empty : new(_first, _start, _last!, _last!.Memory.Length);
    }

    /// <summary>Lets go of all before a position in what was built.</summary>
    internal void DropBefore(SequencePosition position)
    {
        if (position.GetObject() is not Segment segment) return; // of an empty sequence
        (_first, _start) = (segment, position.GetInteger());
    }

    internal void Clear() => (_first, _last, _start) = (null, null, 0);

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null) return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }

        internal void End() => Next = null;
    }
}
