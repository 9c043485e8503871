namespace UnionFs.Layers;

/// <summary>A node that <see cref="LayerBuilder"/> is still working on. Hard links are several names for one draft.</summary>
internal class DraftNode
{
    internal NodeKind Kind { get; init; }

    internal Metadata Metadata { get; set; } = Metadata.DefaultFile;

    internal Content? Content { get; init; }

    internal string? Target { get; init; }

    internal DeviceNumber Device { get; init; }

    internal int Names { get; set; } = 1;

    internal virtual void ForgetNames() => Names--;
}

/// <summary>A directory that is still being filled.</summary>
internal sealed class DraftDirectory : DraftNode
{
    internal DraftDirectory() => Kind = NodeKind.Directory;

    internal Dictionary<string, DraftNode> Children { get; } = new(StringComparer.Ordinal);

    internal bool Opaque { get; set; }

    internal bool Implied { get; set; }

    internal override void ForgetNames()
    {
        // A loop: the builder sets no limit to depth.
        var open = new Stack<DraftDirectory>([this]);
        while (open.TryPop(out DraftDirectory? directory))
        {
            foreach (DraftNode child in directory.Children.Values)
            {
                if (child is DraftDirectory below) open.Push(below);
                else child.ForgetNames();
            }
        }
    }
}
