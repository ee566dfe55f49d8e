using System.Text.RegularExpressions;
using Settlement.Domain.Settlements;
using Xunit.Sdk;

namespace Settlement.Domain.Tests.Rules;

/// <summary>docs/rules.md says what each id means, where it is coded and which tests prove it. Each check has a control that can fail.</summary>
public sealed partial class RulesDocumentTests
{
    private const string WriteSetting = "SETTLEMENT_WRITE_RULES";

    private const string Sample = """
        ## Filing

        ### R1.4.8 备案 · Filings at once
        One at a time.
        - Source: 22号 (recalled, low)
        - Code: `Old.cs`
        - Tests: `Domain OldTests`

        ### R-FIL-06 办结 · In time
        Within two days.
        - Source: Henan 2023 (read)
        - Where: `dueOn`

        """;

    private static readonly IReadOnlyList<RuleRow> Rows = RulesDocument.Rows(RulesDocument.Text);
    private static readonly ILookup<string, string> Code = RulesDocument.CitedIn(RulesDocument.Source());
    private static readonly ILookup<string, string> Proofs = RulesDocument.ProvedIn(RulesDocument.Tests());

    [Fact]
    public void The_document_says_where_each_rule_is_coded_and_tested()
    {
        var written = RulesDocument.Written(RulesDocument.Text, Code, Proofs);
        if (Environment.GetEnvironmentVariable(WriteSetting) == "1")
            File.WriteAllText(RulesDocument.Path, written);

        Assert.True(
            RulesDocument.Text == written,
            $"docs/rules.md is behind the sources. Write it: {WriteSetting}=1 dotnet test tests/Settlement.Domain.Tests --filter RulesDocumentTests");
    }

    [Fact]
    public void The_document_is_written_anew_where_a_file_or_a_test_is_another()
    {
        var code = RulesDocument.CitedIn([("Rules.cs", "/// (R1.4.8)"), ("Book.cs", "// R1.4.8: one"), ("Other.cs", "// R1.4")]);
        var proofs = RulesDocument.ProvedIn([("Domain RulesTests", "    [Fact, Rule(\"R1.4.8\")]\n"), ("Api Text", "var s = Rule(\"R-FIL-06\");")]);

        var written = RulesDocument.Written(Sample, code, proofs);

        Assert.Contains("- Source: 22号 (recalled, low)\n- Code: `Book.cs`, `Rules.cs`\n- Tests: `Domain RulesTests`\n\n###", written, StringComparison.Ordinal);
        Assert.Contains("- Where: `dueOn`\n- Code: cited nowhere\n- Tests: none\n", written, StringComparison.Ordinal);
        Assert.Equal(written, RulesDocument.Written(written, code, proofs));
        Assert.NotEqual(written, RulesDocument.Written(written, code, RulesDocument.ProvedIn([])));
    }

    [Fact]
    public void Every_id_that_is_cited_has_its_row()
    {
        Assert.Empty(Unknown(Code));
        Assert.Empty(Unknown(RulesDocument.CitedIn(RulesDocument.Tests())));
        Assert.Empty(Unknown(RulesDocument.CitedIn(RulesDocument.Documents())));
        Assert.Empty(Unknown(Proofs));
    }

    [Fact]
    public void The_check_of_citations_can_fail()
    {
        Assert.Equal(["R9.9.9 in A.cs"], Unknown(RulesDocument.CitedIn([("A.cs", "/// (R9.9.9, R1.4.8)")])));
        Assert.Equal(["R-FIL-99 in T"], Unknown(RulesDocument.ProvedIn([("T", "[Rule(\"R-FIL-99\")]")])));
        Assert.Equal(["R1.1.2b", "R2.4", "R-SET-01", "R1.18"], RulesDocument.IdsOf("R1.1.2b, R2.4; \"R-SET-01\" R10.400 xR1.7 R-FIL-061 -- rules.md 1.18"));
        Assert.Contains("FilingRules.cs", Code["R1.4.8"]);
        Assert.Contains("Domain FilingRulesTests", Proofs["R1.4.8"]);
    }

    [Fact]
    public void Every_row_is_cited_in_the_sources_or_is_a_requirement_that_is_built() => Assert.Empty(Idle(Rows, Code));

    [Fact]
    public void The_check_of_rows_can_fail()
    {
        Assert.Equal(["R1.4.8"], Idle(RulesDocument.Rows(Sample), RulesDocument.CitedIn([]))); // a requirement with its operations needs no citation
        Assert.Empty(Idle(RulesDocument.Rows(Sample), RulesDocument.CitedIn([("A.cs", "// R1.4.8")])));
    }

    [Fact]
    public void Every_rule_is_named_by_a_test_and_so_is_every_requirement_that_is_built() => Assert.Empty(Unproved(Rows, Proofs));

    [Fact]
    public void The_check_of_proofs_can_fail()
    {
        Assert.Equal(["R1.4.8", "R-FIL-06"], Unproved(RulesDocument.Rows(Sample), RulesDocument.ProvedIn([("Domain A", "// Rule(\"R1.4.8\")")])));
        Assert.Equal(["R-FIL-06"], Unproved(RulesDocument.Rows(Sample), RulesDocument.ProvedIn([("Domain A", "    [Theory, Rule(\"R1.4.8\"), Other]")])));
    }

    [Fact]
    public void Every_row_stands_once_and_names_its_source()
    {
        Assert.Equal(Rows.Count, Rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(Regex.Count(RulesDocument.Text, "(?m)^### "), Rows.Count);
        Assert.All(Rows, row => Assert.NotNull(row.Source));
        Assert.All(Rows, row => Assert.True(row.Lines.Count >= 2, row.Id));
    }

    [Fact]
    public void Every_rule_that_the_working_names_has_its_row()
    {
        Assert.All(Enum.GetValues<WorkingRule>(), rule => Assert.Contains(RulesDocument.OfWorking(rule.RuleId()), Rows.Select(row => row.Id)));
        Assert.DoesNotContain(RulesDocument.OfWorking("9.9-1"), Rows.Select(row => row.Id));
    }

    [Fact]
    public void Ids_stand_in_the_attribute_and_not_in_the_names_of_tests()
    {
        Assert.Empty(RulesDocument.Tests().SelectMany(file => NameWithId().Matches(file.Text).Select(m => $"{file.Name}: {m.Value}")));
        Assert.All(["void R_DRG_01_A_drug()", "Task A_disease_R_CHR_04(", "Task R1_14_7_A_reversal("], name => Assert.Matches(NameWithId(), name));
        Assert.DoesNotMatch(NameWithId(), "Task A_drug_of_2026_01_01(");
    }

    [Fact]
    public void The_runner_is_told_of_the_rule_as_a_trait()
    {
        var method = typeof(RulesDocumentTests).GetMethod(nameof(Proves_two_rules), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;

        Assert.Equal(
            [new("Rule", "R1.4.8"), new("Rule", "R-FIL-06")],
            TraitHelper.GetTraits(method).OrderByDescending(trait => trait.Value, StringComparer.Ordinal).ToList());
    }

    [Rule("R1.4.8"), Rule("R-FIL-06")]
    private static void Proves_two_rules()
    {
    }

    private static IEnumerable<string> Unknown(ILookup<string, string> cited) =>
        cited.Where(id => Rows.All(row => row.Id != id.Key)).Select(id => $"{id.Key} in {string.Join(", ", id)}");

    private static IEnumerable<string> Idle(IReadOnlyList<RuleRow> rows, ILookup<string, string> code) =>
        rows.Where(row => !row.IsBuilt && !code.Contains(row.Id)).Select(row => row.Id);

    private static IEnumerable<string> Unproved(IReadOnlyList<RuleRow> rows, ILookup<string, string> proofs) =>
        rows.Where(row => (!row.IsRequirement || row.IsBuilt) && !proofs.Contains(row.Id)).Select(row => row.Id);

    [GeneratedRegex(@"\b(R_[A-Z]{3}_\d\d_\w+|\w+_R_[A-Z]{3}_\d\d|R\d_\d+_\d+_\w+)\(")]
    private static partial Regex NameWithId();
}
