using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using static Settlement.Domain.Tests.Settlements.ConstructedSettlements;
using static Settlement.Domain.Tests.Settlements.PublishedSettlements;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>Published and constructed settlements come out to the fen.</summary>
[Rule("R2.1")]
public sealed class WorkedSettlementTests
{
    private static readonly Dictionary<string, Action<WorkedSettlement>> Computed = new()
    {
        ["P03-BJ-personal-total-sanitised"] = The_personal_total_is_deductible_and_both_personal_shares,
        ["P04-HN-430502-inpatient-2304"] = The_identities_of_the_message_hold,
        ["P06-YA-line-split"] = The_limit_comes_before_the_first_self_paid_share,
        ["P08-HN-vendor-tier"] = One_band_is_shared_between_fund_and_person,
        ["P09-HE-130399-outpatient"] = Before_the_yearly_deductible_is_met_the_fund_pays_nothing,
        ["P10-HE-reversal-2208"] = A_reversal_has_the_amounts_with_the_other_sign_and_restores_the_deductible,
        ["P11-HI-460400-inpatient-all-self"] = A_wholly_self_paid_bill_pays_no_deductible,
        ["P12-NY-clearing-3203"] = A_month_of_visits_is_fund_and_cash,
        ["P14-synthetic-line"] = The_limit_comes_before_the_share_in_a_second_source,
        ["P15-HZ-outpatient-cash"] = The_person_pays_what_the_fund_does_not,
        ["C01-JX-0-1"] = example => UpFront(example, FilingType.LongTermResident),
        ["C02-JX-0.10-2"] = example => UpFront(example, FilingType.Referral),
        ["C03-JX-0.10-3"] = example => UpFront(example, filing: null),
        ["C04-JX-0.20-4"] = example => UpFront(example, FilingType.OtherTemporary),
        ["C06-BJ-active-longterm"] = example => Bands(example, PersonCategory.Active),
        ["C07-BJ-retired-longterm"] = example => Bands(example, PersonCategory.Retired),
        ["C09-modes-A-B-C"] = The_three_modes_give_six_results,
        ["C10-chronic-cap-and-split"] = A_disease_and_the_rest_of_the_visit_are_two_settlements,
        ["C11-chronic-unsupported"] = A_disease_that_is_not_supported_is_never_settled_as_ordinary_care,
        ["C13-reversal-of-C02"] = The_reversal_of_C02_restores_the_account,
        ["C14-prefund"] = The_prefund_follows_the_fourth_quarter_and_warns_exactly,
        ["C16-rounding"] = Half_a_fen_goes_up,
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var example in WorkedSettlement.All.Where(e => Computed.ContainsKey(e.Id)))
                cases.Add(example.Id, example.Source);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_worked_settlement_comes_out_to_the_fen(string id, string source)
    {
        Assert.NotEmpty(source);
        Computed[id](WorkedSettlement.Of(id));
    }

    [Fact]
    public void Every_worked_settlement_is_computed() =>
        Assert.Equal(
            WorkedSettlement.All.Select(example => example.Id).Order(StringComparer.Ordinal),
            Computed.Keys.Order(StringComparer.Ordinal));
}
