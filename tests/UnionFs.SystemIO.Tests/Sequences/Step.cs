namespace UnionFs.SystemIO.Tests.Sequences;

/// <summary>One call of a sequence.</summary>
/// <param name="Kind">Which call it is.</param>
/// <param name="Text">The call as C#, for who has to repeat it.</param>
/// <param name="Run">Makes it; what it gives is compared.</param>
internal sealed record Step(string Kind, string Text, Func<Player, object?> Run)
{
    public override string ToString() => $"{Kind}({Text})";
}
