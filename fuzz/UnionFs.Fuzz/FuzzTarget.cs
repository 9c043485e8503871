namespace UnionFs.Fuzz;

/// <summary>A piece of code that any bytes can be given to. It throws when something is wrong, and only then.</summary>
/// <param name="name">What it is called on the command line and under fuzz/regressions.</param>
/// <param name="maxLength">No more bytes than this make a difference worth the time.</param>
public abstract class FuzzTarget(string name, int maxLength)
{
    public string Name => name;

    public int MaxLength => maxLength;

    public abstract void Run(ReadOnlySpan<byte> input);

    /// <summary>What the input makes the target throw, or null.</summary>
    public Exception? Try(ReadOnlySpan<byte> input)
    {
        try
        {
            Run(input);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return failure;
        }
    }
}
