using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    private const string SuffixCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int SuffixLength = 6;

    /// <summary>
    /// mkdtemp: a directory of mode 0700 whose path is <paramref name="start"/> and six characters, a name that is free. The names come of inode
    /// numbers, which are never given out twice and the same for the same operations; chance would break that, and who could guess a name sees
    /// the directory anyway. The numbers are mixed so that a fork, or a later run over what this one left, seldom tries a name that is taken.
    /// </summary>
    internal static FsError MakeTemporaryDirectory(Transaction tx, TreePath start, out string path)
    {
        Span<char> suffix = stackalloc char[SuffixLength];
        FsError error;
        do
        {
            ulong number = InodeNumbers.Scramble((ulong)tx.NextIno());
            foreach (ref char character in suffix)
            {
                character = SuffixCharacters[(int)(number % (ulong)SuffixCharacters.Length)];
                number /= (ulong)SuffixCharacters.Length;
            }
            path = string.Concat(start.Text, suffix);
            error = MakeDirectory(tx, path, mode: 0x1C0);
        }
        while (error == FsError.EEXIST);
        return error;
    }
}
