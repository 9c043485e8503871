using UnionFs.Model;

namespace UnionFs.Fuzz.Targets;

/// <summary>Bytes are a plan of layers and verbs; the engine and the reference model have to agree after every step.</summary>
internal sealed class ScriptTarget() : FuzzTarget("scripts", maxLength: 1024)
{
    public override void Run(ReadOnlySpan<byte> input) => ScriptRunner.Run(input);
}
