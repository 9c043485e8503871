namespace UnionFs.Model;

/// <summary>Turns bytes into choices; any bytes will do, and after the last one every choice is the first.</summary>
public sealed class PlanReader(byte[] plan)
{
    private int _next;

    public bool IsAtEnd => _next >= plan.Length;

    /// <summary>A number from 0 to <paramref name="count"/> - 1; count is at most 256.</summary>
    public int Choose(int count) => IsAtEnd ? 0 : plan[_next++] % count;

    public bool OneIn(int count) => Choose(count) == count - 1;

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Choose(choices.Length)];
}
