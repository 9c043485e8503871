namespace UnionFs.Fuzz.Targets;

/// <summary>Any bytes are a name, and come back from the string they were made into.</summary>
internal sealed class NameTarget() : FuzzTarget("names", maxLength: 64)
{
    public override void Run(ReadOnlySpan<byte> input)
    {
        string text = NameEncoding.Decode(input);
        if (!NameEncoding.TryEncode(text, out byte[] bytes)) throw new InvalidOperationException("A decoded name does not encode.");
        if (!input.SequenceEqual(bytes)) throw new InvalidOperationException($"Came back as {Convert.ToHexString(bytes)}.");
    }
}
