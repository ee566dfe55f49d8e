using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>
/// The settlement once more, word by word from the rules and in exact rationals, without a line of the engine: what both say is
/// compared. It asks the domain for data only. Slow and plain on purpose.
/// </summary>
internal static class ReferenceSettlement
{
    private static readonly int PersonalPartCount = Enum.GetValues<PersonalPart>().Length;

    /// <param name="entries">Everything that the claim's catalogue was made from.</param>
    public static ReferenceAnswer Answer(SettlementClaim claim, IReadOnlyList<CatalogEntry> entries, Reach reach)
    {
        var (treatmentClass, filings) = ReferenceClass.Of(claim, reach);
        if (ReferenceRefusal.Of(claim, treatmentClass) is { } refusal)
            return Refused(refusal, [], reach);
        var (lines, faults) = new ReferenceLines(claim, entries, reach).Split();
        if (faults.Count > 0)
            return Refused(RefusalCode.LinesRefused, faults, reach);

        reach.Mark(treatmentClass);
        var bill = lines.Aggregate(default(ScopeAnswer), (sum, line) => sum + line.Scope);
        var group = GroupOf(claim, reach);
        var years = Years(claim, ReferenceYears.Of(claim, bill, reach), treatmentClass, group, reach);
        var (paid, pays, cash) = PersonalAccount(claim, years, reach);
        return new()
        {
            Class = treatmentClass,
            Filings = filings,
            Lines = lines,
            Years = years,
            PersonalAccount = paid,
            AccountPays = pays,
            Cash = cash,
        };
    }

    private static List<YearAnswer> Years(
        SettlementClaim claim, IReadOnlyList<YearPart> parts, TreatmentClass treatmentClass, int group, Reach reach)
    {
        var rules = claim.Policy!.Benefits[claim.Encounter.Benefit];
        var rule = rules.DeductibleAway.TryGetValue(treatmentClass, out var away) ? away : rules.Deductible;
        var deductible = new ReferenceDeductible(claim, rule, group, reach);
        var pooledFund = new ReferencePooledFund(claim, treatmentClass, group, deductible, reach);
        var layers = new ReferenceLayers(claim, group, reach);

        var years = new List<YearAnswer>();
        foreach (var part in parts)
        {
            var account = AccountOf(claim, part.Year);
            var pooled = pooledFund.Of(part, account, [.. years.Select(y => y.Pooled)]);
            var left = LeftByThePooledFund(part, pooled);
            var paid = layers.Pay(account, left);
            var counts = part == parts[^1] && deductible.Continuing is null;
            reach.MarkIf(part == parts[^1] && !counts, Reached.NoEncounterOfItsOwn);
            years.Add(new()
            {
                Part = part,
                Pooled = pooled,
                Layers = paid,
                Personal = left,
                Encounters = counts ? 1 : 0,
                Change = Change(claim, part, pooled, paid, deductible),
            });
        }
        return years;
    }

    private static BenefitAccount AccountOf(SettlementClaim claim, int year)
    {
        if (year == claim.Encounter.EndedOn.Year)
            return claim.Account;
        return claim.EarlierAccounts.TryGetValue(year, out var account) ? account : BenefitAccount.Empty;
    }

    /// <summary>个人负担 by what it is paid for, before the layers (R2.1.2, 2.5, 2.7).</summary>
    private static long[] LeftByThePooledFund(YearPart part, PooledAnswer pooled)
    {
        var left = new long[PersonalPartCount];
        left[(int)PersonalPart.Deductible] = pooled.Deductible;
        left[(int)PersonalPart.CoPay] = pooled.Bands.Sum(b => b.Covered - b.Fund);
        left[(int)PersonalPart.OverCeiling] = pooled.Bands.Sum(b => b.Part - b.Covered);
        left[(int)PersonalPart.UpFrontShare] = pooled.UpFrontShare;
        left[(int)PersonalPart.FirstSelfPaid] = part.Scope.FirstSelfPaid;
        left[(int)PersonalPart.OverLimit] = part.Scope.OverLimit;
        left[(int)PersonalPart.FullSelfPay] = part.Scope.FullSelfPay;
        return left;
    }

    /// <summary>2.8: the personal account pays what it may, at most its balance; cash is the rest.</summary>
    private static (long Paid, long[] Pays, long[] Cash) PersonalAccount(SettlementClaim claim, List<YearAnswer> years, Reach reach)
    {
        var left = new long[PersonalPartCount];
        foreach (var year in years)
            for (var part = 0; part < PersonalPartCount; part++)
                left[part] += year.Personal[part];

        if (claim.PersonalAccountBalance is not { } balance || claim.Policy!.PersonalAccount is not { } rules)
            return (0, new long[PersonalPartCount], left);
        if (!rules.Services.Contains(claim.Encounter.Benefit.Service))
        {
            reach.Mark(Reached.PersonalAccountNotForTheService);
            return (0, new long[PersonalPartCount], left);
        }

        var payable = rules.Pays.Sum(part => left[(int)part]);
        var paid = Math.Min(Math.Max(0, balance.Fen), payable);
        reach.MarkIf(paid > 0 && paid < payable, Reached.PersonalAccountPaysAPart);
        reach.MarkIf(paid > 0 && paid == payable, Reached.PersonalAccountPaysAll);
        reach.MarkIf(balance.Fen < 0, Reached.PersonalAccountBelowZero);
        return (paid, ReferenceLayers.Relieve(left, paid, rules.Pays, reach), left);
    }

    /// <summary>年度台账: what the account of the part's year gains.</summary>
    private static Dictionary<string, long> Change(
        SettlementClaim claim, YearPart part, PooledAnswer pooled, IReadOnlyList<LayerAnswer> layers, ReferenceDeductible deductible)
    {
        var benefit = claim.Encounter.Benefit;
        var change = new Dictionary<string, long>
        {
            [AccountKeys.Year("deductible", benefit)] = pooled.Deductible,
            [AccountKeys.Year("inBands", benefit)] = ReferenceDrug.StandsBesideTheBands(claim) ? 0 : pooled.InBands,
            [AccountKeys.Year("pooledFund", benefit)] = pooled.Fund,
            [AccountKeys.Year("covered", benefit)] = pooled.Deductible + pooled.Covered,
        };
        if (deductible.PeriodKey(part) is { } key)
            change[key] = pooled.Deductible;
        foreach (var ceiling in claim.Policy!.Ceilings.Where(c => c.Benefits.Contains(benefit)))
        {
            change[AccountKeys.Period("pooledFund", benefit, ceiling.Period, part.LastDay)] = pooled.Fund;
            change[AccountKeys.Period("covered", benefit, ceiling.Period, part.LastDay)] = pooled.Deductible + pooled.Covered;
        }
        if (ReferenceDrug.Counts(claim))
            change[ReferenceDrug.Key(claim)] = pooled.Fund;
        foreach (var layer in layers)
        {
            change[AccountKeys.Layer("layerBase", layer.Kind)] = layer.Counted;
            change[AccountKeys.Layer("layerPaid", layer.Kind)] = layer.Paid;
        }
        return change.Where(c => c.Value != 0).ToDictionary(c => c.Key, c => c.Value);
    }

    /// <summary>人员分组 by category and full years on the day the encounter ended.</summary>
    private static int GroupOf(SettlementClaim claim, Reach reach)
    {
        var (birth, day) = (claim.Person.BirthDate, claim.Encounter.EndedOn);
        var age = Age.On(day, birth);
        var groups = claim.Policy!.Groups.All;
        var group = Enumerable.Range(0, groups.Count).Single(i =>
            groups[i].Category == claim.Person.Category && age >= groups[i].FromAge && !(age > groups[i].ThroughAge));
        reach.MarkIf(age > 0 && age == groups[group].FromAge && Age.Birthday(birth, age) == day, Reached.BirthdayIntoAGroup);
        reach.MarkIf(age == groups[group].ThroughAge && Age.Birthday(birth, age + 1) == day.AddDays(1), Reached.DayBeforeTheBirthday);
        return group;
    }

    private static ReferenceAnswer Refused(RefusalCode code, IReadOnlyList<(int, LineFault)> faults, Reach reach)
    {
        reach.Mark(code);
        return new() { Refusal = code, LineFaults = faults };
    }
}
