using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Settlement.Domain.Tests.Sources;

/// <summary>What a reader can hold: how long a function, a parameter list, a line and a file may be.</summary>
internal static class SourceLimits
{
    internal const int FunctionLines = 50;
    internal const int Parameters = 7;
    internal const int LineColumns = 140;
    internal const int FileLines = 300;

    /// <summary>Something that is over a limit.</summary>
    /// <param name="Where">File, and the function where one is meant.</param>
    /// <param name="Value">How much it is; of lines that are too long, how many there are.</param>
    internal sealed record Excess(string Kind, string Where, int Value)
    {
        public override string ToString() => $"{Kind}\t{Where}\t{Value}";
    }

    /// <param name="path">Of the file, as it is to be named.</param>
    internal static IEnumerable<Excess> Of(string path, string text)
    {
        var lines = text.Split('\n');
        if (lines.Length - 1 > FileLines)
            yield return new("file", path, lines.Length - 1);
        if (lines.Count(line => line.TrimEnd('\r').Length > LineColumns) is > 0 and var wide)
            yield return new("line", path, wide);
        foreach (var function in FunctionsOf(text))
        {
            if (function.Lines > FunctionLines)
                yield return new("function", $"{path} {function.Name}", function.Lines);
            if (function.Parameters > Parameters)
                yield return new("parameters", $"{path} {function.Name}", function.Parameters);
        }
    }

    /// <summary>Methods, local functions and constructors of classes. Fields of a record are no parameters: they have names where they are used.</summary>
    internal static IEnumerable<(string Name, int Lines, int Parameters)> FunctionsOf(string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            (string Name, int Parameters)? function = node switch
            {
                MethodDeclarationSyntax method => (method.Identifier.Text, method.ParameterList.Parameters.Count),
                LocalFunctionStatementSyntax local => (local.Identifier.Text, local.ParameterList.Parameters.Count),
                ConstructorDeclarationSyntax constructor => (constructor.Identifier.Text, constructor.ParameterList.Parameters.Count),
                ClassDeclarationSyntax { ParameterList: { } list } type => (type.Identifier.Text, list.Parameters.Count),
                _ => null,
            };
            if (function is { } found)
                yield return (found.Name, node is ClassDeclarationSyntax ? 0 : LinesOf(tree, node), found.Parameters);
        }
    }

    /// <summary>From the line of the name to the closing brace.</summary>
    private static int LinesOf(SyntaxTree tree, SyntaxNode function)
    {
        var name = function.ChildTokens().First(token => token.IsKind(SyntaxKind.IdentifierToken));
        return tree.GetLineSpan(function.Span).EndLinePosition.Line - tree.GetLineSpan(name.Span).StartLinePosition.Line + 1;
    }
}
