using UnionFs.Packs.Rules;

namespace UnionFs.Packs.Ordering;

/// <summary>
/// Makes the stack of a load order. Up to the first pack that differs it is the stack of the set that this one came from, with all that was
/// merged there. O(packs), and what <see cref="Pack.Hides"/> costs.
/// </summary>
internal sealed class PackStack
{
    private readonly NameComparison _names;
    private readonly LayerStack[] _near;
    private LayerStack _stack;

    private PackStack(NameComparison names, LayerStack? near)
    {
        _names = names;
        _stack = near is { Count: 0 } ? near : LayerStack.Empty.WithNames(names);
        _near = new LayerStack[near?.Count ?? 0];
        for (int i = _near.Length - 1; i >= 0; i--)
        {
            _near[i] = near!;
            near = near!.Pop();
        }
        if (_near.Length > 0) _stack = near!;
    }

    /// <param name="order">The packs, the first at the bottom.</param>
    /// <param name="names">Which names are the same.</param>
    /// <param name="near">A stack under that comparison that may begin alike; null if there is none.</param>
    internal static LayerStack Of(IReadOnlyList<Pack> order, NameComparison names, LayerStack? near)
    {
        var made = new PackStack(names, near);
        foreach (Pack pack in order.Where(pack => pack.AddOnly).Reverse().Concat(order.Where(pack => !pack.AddOnly))) made.Add(pack);
        return made._stack;
    }

    private void Add(Pack pack)
    {
        PackView view = pack.View(_names);
        if (pack.Hides.Count > 0 && view.WhiteoutsOver(_stack, _lower, pack.Hides) is { } whiteouts) Push(whiteouts);
        Push(view.Layer);
        _lower.Add(view);
    }

    private readonly List<PackView> _lower = [];

    private void Push(Layer layer)
    {
        int index = _stack.Count;
        bool isNear = index < _near.Length && ReferenceEquals(_near[index].Top, layer) && ReferenceEquals(_near[index].Pop(), _stack);
        _stack = isNear ? _near[index] : _stack.Push(layer);
    }
}
