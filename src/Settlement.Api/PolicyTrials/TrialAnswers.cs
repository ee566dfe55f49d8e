using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.PolicyTrials;
using Settlement.Domain.Settlements;
using Settlement.Persistence.PolicyTrials;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.PolicyTrials;

/// <summary>算例结果.</summary>
/// <param name="With">The version beside which it is tried; null where the place has none.</param>
internal sealed record CasesAnswer(string Version, int Revision, string? With, IReadOnlyList<CaseAnswer> Cases);

/// <param name="Under">What the version makes of the case.</param>
/// <param name="Beside">What the other version makes of it; null where there is none.</param>
/// <param name="FundDifference">
/// Fund total under the version less that under the other one, a refusal counting as nothing; null where there is no other.
/// </param>
internal sealed record CaseAnswer(string Name, CaseOutcome Under, CaseOutcome? Beside, Money? FundDifference);

/// <summary>Amounts with their working, or why the case is refused.</summary>
/// <param name="Code">Code of the refusal; null where it is settled.</param>
internal sealed record CaseOutcome(AmountsAnswer? Amounts, WorkingAnswer? Working, string? Code, string? Message)
{
    internal static CaseOutcome From(SettlementOutcome outcome) => outcome switch
    {
        SettlementOutcome.Settled { Statement: var s } =>
            new(AmountsAnswer.From(s.Amounts), WorkingAnswer.From(s.Working().WithoutFeeLines()), null, null),
        SettlementOutcome.Refused refused => new(
            null, null, SettlementProblems.OfRefusal[refused.Code].Code, SettlementProblems.OfRefusal[refused.Code].Title.ToString()),
        _ => throw new NotSupportedException(outcome.GetType().Name),
    };

    internal Money FundTotal => Amounts?.FundTotal ?? Money.Zero;
}

/// <summary>试算进度与结果.</summary>
/// <param name="Revision">Revision of the version that is tried, as it was when the trial was asked for.</param>
/// <param name="Persons">Persons with settlements in the period; null until they are counted.</param>
/// <param name="ElapsedSeconds">From its start to its end; null while it runs.</param>
/// <param name="Fault">Why it failed; null for every other state.</param>
/// <param name="Result">Null until it is finished.</param>
internal sealed record PolicyTrialAnswer(
    string TrialNo, string Version, int Revision, DateOnly From, DateOnly Through, PolicyTrialState State, int? Persons, int PersonsDone,
    int SettlementsDone, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt, decimal? ElapsedSeconds, string? Fault,
    TrialResultAnswer? Result)
{
    internal static PolicyTrialAnswer Of(PolicyTrialRecord t) => new(
        t.TrialNo, t.PolicyVersion, t.Revision, t.PeriodFrom, t.PeriodThrough, t.State, t.Persons, t.PersonsDone, t.SettlementsDone,
        t.RequestedBy, t.RequestedAt.InChina(), t.FinishedAt?.InChina(),
        t.FinishedAt - t.StartedAt is { } elapsed ? elapsed.Ticks / TimeSpan.TicksPerMillisecond / 1000m : null,
        t.Fault, t.Result is { } result ? JsonSerializer.Deserialize<TrialResultAnswer>(result, Wire.Json) : null);
}

/// <summary>试算结果: what was paid (then), and what would have been (would), in yuan.</summary>
/// <param name="Persons">Persons with settlements that stand in the period.</param>
/// <param name="Sums">All settlements.</param>
/// <param name="Payers">Each fund, the personal account and cash.</param>
/// <param name="Winners">Persons for whom the funds would have paid more over the period, and by how much.</param>
/// <param name="Losers">Persons for whom they would have paid less.</param>
/// <param name="Distribution">Persons by that difference.</param>
/// <param name="Refused">Settlements that would be refused; all of their bill is then left to the person.</param>
/// <param name="Groups">By service, category of persons and level of facility.</param>
/// <param name="Most">The ten settlements for which the funds would have paid most more, and the ten most less; without any name.</param>
internal sealed record TrialResultAnswer(
    int Persons, TrialSumsAnswer Sums, IReadOnlyList<TrialPayerAnswer> Payers, TrialCountAnswer Winners, TrialCountAnswer Losers,
    IReadOnlyList<TrialStepAnswer> Distribution, IReadOnlyList<TrialRefusedAnswer> Refused, IReadOnlyList<TrialGroupAnswer> Groups,
    IReadOnlyList<TrialSettlementAnswer> Most)
{
    internal static TrialResultAnswer From(TrialTally tally)
    {
        var steps = tally.Steps
            .Zip(TrialStep.All, (sums, step) => new TrialStepAnswer(step.From, step.Below, sums.Persons, sums.Gain)).ToList();
        return new(
            tally.Persons,
            TrialSumsAnswer.From(tally.All),
            [.. tally.Payers.Select(p => new TrialPayerAnswer(p.Key, p.Value.Then, p.Value.Would, p.Value.Would - p.Value.Then))],
            TrialCountAnswer.Of(steps.Where(step => step.Difference > Money.Zero)),
            TrialCountAnswer.Of(steps.Where(step => step.Difference < Money.Zero)),
            steps,
            [
                .. tally.Refused.OrderBy(r => r.Key)
                    .Select(r => new TrialRefusedAnswer(SettlementProblems.OfRefusal[r.Key].Code, r.Value.Count, r.Value.FundThen)),
            ],
            [.. tally.Groups.OrderBy(g => g.Key.Service).ThenBy(g => g.Key.Category).ThenBy(g => g.Key.Level)
                .Select(g => new TrialGroupAnswer(g.Key.Service, g.Key.Category, g.Key.Level, TrialSumsAnswer.From(g.Value)))],
            [.. tally.Most.Select(TrialSettlementAnswer.From)]);
    }
}

/// <param name="Total">医疗费总额.</param>
/// <param name="FundThen">基金支付总额 as it was.</param>
/// <param name="FundWould">As it would have been.</param>
/// <param name="Winners">Settlements for which it would have been more.</param>
/// <param name="Won">By how much.</param>
/// <param name="Refused">Settlements that would be refused; among the losers where a fund paid.</param>
internal sealed record TrialSumsAnswer(
    int Settlements, Money Total, Money FundThen, Money FundWould, Money Difference, int Winners, Money Won, int Losers, Money Lost,
    int Refused)
{
    internal static TrialSumsAnswer From(TrialSums s) => new(
        s.Settlements, s.Total, s.FundThen, s.FundWould, s.FundWould - s.FundThen, s.Winners, s.Won, s.Losers, s.Lost, s.Refused);
}

/// <param name="Payer">As in the amounts of a settlement: pooledFund, …, personalAccount, cash.</param>
internal sealed record TrialPayerAnswer(string Payer, Money Then, Money Would, Money Difference);

internal sealed record TrialCountAnswer(int Persons, Money Difference)
{
    internal static TrialCountAnswer Of(IEnumerable<TrialStepAnswer> steps)
    {
        var of = steps.ToList();
        return new(of.Sum(step => step.Persons), Money.Sum(of.Select(step => step.Difference)));
    }
}

/// <param name="From">Least difference of the step, included; null for no lower edge.</param>
/// <param name="Below">Next step's least difference; null for no upper edge.</param>
/// <param name="Difference">Sum of the differences.</param>
internal sealed record TrialStepAnswer(Money? From, Money? Below, int Persons, Money Difference);

internal sealed record TrialRefusedAnswer(string Code, int Settlements, Money FundThen);

internal sealed record TrialGroupAnswer(CareService Service, PersonCategory Category, FacilityLevel Level, TrialSumsAnswer Sums);

/// <summary>A settlement, by its number.</summary>
internal sealed record TrialSettlementAnswer(
    string FacilityCode, string TransactionNo, CareService Service, PersonCategory Category, FacilityLevel Level, DateOnly EndedOn,
    Money Total, Money FundThen, Money FundWould, Money Difference)
{
    internal static TrialSettlementAnswer From(ReplayedSettlement s)
    {
        var claim = s.Settlement.Claim;
        return new(
            claim.Facility.Code.Value, s.Settlement.TransactionNo, claim.Encounter.Service, claim.Person.Category, claim.Facility.Level,
            claim.Encounter.EndedOn, s.Settlement.Then.Total, s.FundThen, s.FundWould, s.Gain);
    }
}
