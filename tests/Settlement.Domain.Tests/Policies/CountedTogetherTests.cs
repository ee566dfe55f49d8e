using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

public sealed class CountedTogetherTests
{
    private static string Text { get; } = CompleteDocument.Text;

    /// <summary>The pharmacy keeps no total of a month, so an outpatient deductible of a month could not count it.</summary>
    [Fact]
    public void A_deductible_counts_only_benefits_that_keep_totals_of_its_period()
    {
        var document = PolicyReader.Parse(Text);
        var outpatient = Assert.IsType<DeductibleDocument.PerPeriod>(document.Outpatient!.Deductible);
        var monthly = document with
        {
            Outpatient = document.Outpatient with { Deductible = outpatient with { Period = AccountPeriod.Month } },
        };

        var fault = Assert.Single(Assert.Throws<PolicyDocumentException>(() => PolicyReader.ToPolicy(monthly)).Faults);
        Assert.Equal("$.outpatient.deductible: counts pharmacy, whose deductible runs over another period or other facilities", fault.ToString());
        Assert.NotNull(PolicyReader.ToPolicy(document));
    }

    [Fact]
    public void A_disease_code_followed_by_a_line_feed_is_none()
    {
        var document = PolicyReader.Parse(Text);
        var rules = document.ChronicOutpatient!.Values.First();

        var faults = Assert.Throws<PolicyDocumentException>(() => PolicyReader.ToPolicy(document with
        {
            ChronicOutpatient = new Dictionary<string, ServiceDocument>(document.ChronicOutpatient) { ["M00500\n"] = rules },
        })).Faults;
        Assert.Contains(faults, fault => fault.Message == "is no disease code: M and five digits");
    }

    [Fact]
    public void A_document_full_of_faults_names_the_first_hundred()
    {
        var document = PolicyReader.Parse(Text);
        var broken = document with { Ceilings = [.. Enumerable.Repeat<CeilingDocument>(null!, 5_000)] };

        Assert.Equal(100, Assert.Throws<PolicyDocumentException>(() => PolicyReader.ToPolicy(broken)).Faults.Count);
    }
}
