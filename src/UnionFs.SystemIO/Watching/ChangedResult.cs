using System.IO.Abstractions;

namespace UnionFs.SystemIO.Watching;

/// <summary>What a wait for a change found.</summary>
internal sealed record ChangedResult(WatcherChangeTypes ChangeType, string? Name, string? OldName, bool TimedOut) : IWaitForChangedResult;
