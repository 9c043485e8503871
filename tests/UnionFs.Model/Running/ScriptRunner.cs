namespace UnionFs.Model;

/// <summary>Runs a script on the engine and on the model, and compares the two after every step.</summary>
public static class ScriptRunner
{
    /// <summary>Any bytes are a valid plan. Throws <see cref="DisagreementException"/> at the first difference.</summary>
    public static void Run(ReadOnlySpan<byte> plan, bool ignoreCase = false) => Run(Script.FromPlan(plan, ignoreCase: ignoreCase), new Coverage());

    /// <summary>Throws <see cref="DisagreementException"/> at the first difference.</summary>
    public static void Run(Script script, Coverage coverage)
    {
        if (FirstDifference(script, coverage) is not { } difference) return;
        throw new DisagreementException($"{difference}\n{script}");
    }

    /// <summary>The first difference, with the step where it shows; null if there is none.</summary>
    public static string? FirstDifference(Script script, Coverage coverage)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(coverage);
        int step = 0;
        try
        {
            var world = new World(script.Layers, new ModelContext(new ManualClock(), coverage) { IgnoreCase = script.IgnoreCase });
            if (world.CompareCurrent() is { } atStart) return $"at the start: {atStart}";
            foreach (Command command in script.Commands)
            {
                step++;
                world.Context.Clock.Advance(script.ClockStep);
                if (command.Run(world) is { } answer) return $"step {step}, {command}: {answer}";
                if (world.CompareCurrent() is { } tree) return $"after step {step}, {command}: {tree}";
            }
            return world.CompareAll() is { } atEnd ? $"at the end: {atEnd}" : null;
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return $"step {step}, {(step > 0 ? script.Commands[step - 1] : "start")}: thrown {thrown}";
        }
    }
}

/// <summary>The engine and the model differ.</summary>
public sealed class DisagreementException(string message) : Exception(message);
