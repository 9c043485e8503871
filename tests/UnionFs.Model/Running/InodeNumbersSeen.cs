namespace UnionFs.Model;

/// <summary>Which inode number the engine gave to which inode of the model: the same one for ever.</summary>
public sealed class InodeNumbersSeen
{
    private readonly Dictionary<long, long> _numbers = [];

    /// <summary>False if the inode had another number before.</summary>
    public bool Agree(long modelId, long engineNumber)
    {
        if (_numbers.TryGetValue(modelId, out long known)) return known == engineNumber;
        _numbers.Add(modelId, engineNumber);
        return true;
    }
}
