using UnionFs.Cli;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;

using Stream stdout = StandardOutput.Open();
using var stdin = new ByteReader(Console.OpenStandardInput());
return CommandLine.Run(RawArguments.Restore(args), stdin, stdout, Console.Error, Terminal.OfProcess());
