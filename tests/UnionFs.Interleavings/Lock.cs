namespace UnionFs;

/// <summary>Stands for System.Threading.Lock, which Coyote does not control: here the nearer name wins.</summary>
internal sealed class Lock
{
    internal void Enter() => Monitor.Enter(this);

    internal void Exit() => Monitor.Exit(this);
}
