using Spectre.Console;

namespace UnionFs.Cli.Output;

/// <summary>A spinner with a count on standard error while something long runs, only on a terminal.</summary>
internal sealed class ProgressLine(TextWriter stderr, bool isTerminal)
{
    /// <summary>Runs <paramref name="work"/>, which reports how many entries it has dealt with.</summary>
    internal T Run<T>(string title, Func<IProgress<long>?, T> work)
    {
        if (!isTerminal) return work(null);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(stderr) });
        string safe = Markup.Escape(RawText.OneLine(title));
        return console.Status().Start(safe, status => work(new Counter(count => status.Status($"{safe} ({count:N0})"))));
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it reports on the calling thread: nothing arrives after the end.</summary>
    private sealed class Counter(Action<long> show) : IProgress<long>
    {
        public void Report(long value) => show(value);
    }
}
