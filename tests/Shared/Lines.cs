namespace UnionFs.Tests.Shared;

/// <summary>What the recipes of the README write to.</summary>
internal sealed class Lines(Action<string> console)
{
    internal string Text { get; private set; } = "";

    internal void WriteLine(object line)
    {
        console($"{line}");
        Text += line + "\n";
    }
}
