using System.Buffers;

namespace UnionFs;

/// <summary>Chains memory into a <see cref="ReadOnlySequence{T}"/> without copying it.</summary>
internal sealed class SequenceBuilder
{
    private Segment? _first;
    private Segment? _last;

    internal void Append(ReadOnlyMemory<byte> memory)
    {
        if (memory.IsEmpty) return;
        var segment = new Segment(memory, _last);
        _first ??= segment;
        _last = segment;
    }

    internal ReadOnlySequence<byte> Build() =>
        _first is null ? ReadOnlySequence<byte>.Empty : new(_first, 0, _last!, _last!.Memory.Length);

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null) return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
