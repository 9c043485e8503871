using UnionFs.Model;

namespace UnionFs.Fuzz.Targets;

/// <summary>As <see cref="ScriptTarget"/>, on file systems that ignore case.</summary>
internal sealed class FoldingTarget() : FuzzTarget("folding", maxLength: 1024)
{
    public override void Run(ReadOnlySpan<byte> input) => ScriptRunner.Run(input, ignoreCase: true);
}
