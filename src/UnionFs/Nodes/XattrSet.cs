using System.Collections;
using System.Collections.Immutable;

namespace UnionFs;

/// <summary>An immutable set of extended attributes, ordered by name (ordinal). Values are bytes. Equal when the contents are.</summary>
public sealed class XattrSet : IEquatable<XattrSet>, IReadOnlyCollection<KeyValuePair<string, ReadOnlyMemory<byte>>>
{
    private readonly ImmutableSortedDictionary<string, byte[]> _values;

    private XattrSet(ImmutableSortedDictionary<string, byte[]> values)
    {
        _values = values;
        foreach ((string name, byte[] value) in values) Bytes += name.Length + value.Length;
    }

    /// <summary>No attributes.</summary>
    public static XattrSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal));

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>What the set counts against a limit of bytes: its names (in characters) and values.</summary>
    internal long Bytes { get; }

    /// <summary>The names, in ordinal order.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The value of <paramref name="name"/>, if there is one.</summary>
    public bool TryGet(string name, out ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool found = _values.TryGetValue(name, out byte[]? bytes);
        value = bytes;
        return found;
    }

    /// <summary>This set with <paramref name="name"/> as a copy of <paramref name="value"/>.</summary>
    public XattrSet With(string name, ReadOnlySpan<byte> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(_values.SetItem(name, value.ToArray()));
    }

    /// <summary>This set without <paramref name="name"/>.</summary>
    public XattrSet Without(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var rest = _values.Remove(name);
        return rest.IsEmpty ? Empty : ReferenceEquals(rest, _values) ? this : new(rest);
    }

    /// <inheritdoc/>
    public bool Equals(XattrSet? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || Count != other.Count) return false;
        foreach ((string name, byte[] value) in _values)
            if (!other._values.TryGetValue(name, out byte[]? theirs) || !value.AsSpan().SequenceEqual(theirs)) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as XattrSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach ((string name, byte[] value) in _values)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.AddBytes(value);
        }
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ReadOnlyMemory<byte>>> GetEnumerator()
    {
        foreach ((string name, byte[] value) in _values) yield return new(name, value);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
