using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Persistence.Visits;

namespace Settlement.Api.Visits;

/// <summary>一次就诊.</summary>
/// <param name="Parts">In the order in which they are settled: by disease code, ordinary care last.</param>
internal sealed record VisitAnswer(
    string VisitNo, string FacilityCode, DateOnly StartedOn, DateTimeOffset RegisteredAt, IReadOnlyList<EncounterAnswer> Parts)
{
    internal static VisitAnswer From(VisitRecord visit, IReadOnlyList<EncounterAnswer> parts) =>
        new(visit.VisitNo, visit.FacilityCode.Value, visit.StartedOn, visit.RegisteredAt.InChina(), parts);
}

/// <summary>费用明细 of a visit, each line with its part.</summary>
/// <param name="Parts">Parts to which lines were sent, in the order in which they are settled.</param>
/// <param name="Warnings">提示: lines that look as if they were assigned to the wrong disease, or to none.</param>
internal sealed record VisitLinesAnswer(
    string VisitNo, IReadOnlyList<VisitLinesAnswer.PartLines> Parts, IReadOnlyList<WarningAnswer> Warnings)
{
    /// <param name="DiseaseCode">Null for ordinary care.</param>
    internal sealed record PartLines(string EncounterNo, string? DiseaseCode, IReadOnlyList<FeeLineAnswer> Lines);
}

/// <summary>预结算 of a visit. Nothing is stored.</summary>
/// <param name="Parts">In the order in which they are settled, each as if those before it were.</param>
internal sealed record VisitPreviewAnswer(string VisitNo, VisitTotalsAnswer Totals, IReadOnlyList<PreviewAnswer> Parts);

/// <summary>结算 of a visit: one settlement for each part.</summary>
/// <param name="Settlements">In the order in which the parts were settled.</param>
internal sealed record VisitSettlementAnswer(string VisitNo, VisitTotalsAnswer Totals, IReadOnlyList<SettlementAnswer> Settlements);

/// <summary>What the visit comes to, in yuan.</summary>
/// <param name="Total">医疗费总额.</param>
/// <param name="FundTotal">基金支付总额.</param>
/// <param name="PersonalAccount">个人账户支出.</param>
/// <param name="Cash">个人现金支出: what the person pays at the window.</param>
internal sealed record VisitTotalsAnswer(Money Total, Money FundTotal, Money PersonalAccount, Money Cash)
{
    internal static VisitTotalsAnswer Of(IEnumerable<AmountsAnswer> parts) => parts.Aggregate(
        new VisitTotalsAnswer(Money.Zero, Money.Zero, Money.Zero, Money.Zero),
        (sum, a) => new(sum.Total + a.Total, sum.FundTotal + a.FundTotal, sum.PersonalAccount + a.PersonalAccount, sum.Cash + a.Cash));
}
