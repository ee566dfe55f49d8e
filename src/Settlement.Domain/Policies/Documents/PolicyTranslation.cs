using System.Text.RegularExpressions;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies.Documents;

/// <summary>Turns a well-formed document into the domain's policy; what the types cannot say is checked here.</summary>
/// <param name="faults">Where a fault is noted, the policy is not to be used.</param>
internal sealed partial class PolicyTranslation(PolicyDocument document, List<PolicyFault> faults)
{
    private readonly FigureTranslation figures = new(
        [.. GroupsOf(document).Select(g => g.Name)], document.Sources, faults);

    /// <summary>The opened benefits by the word that names them in lists.</summary>
    private readonly Dictionary<string, Benefit> opened = ServicesOf(document).ToDictionary(s => s.Benefit.ToString(), s => s.Benefit);

    internal ReimbursementPolicy ToPolicy()
    {
        foreach (var missing in document.Sources.Where(s => s.Value is null))
            figures.Fault(FigureTranslation.Member("$.sources", missing.Key), "is null");
        figures.Text(document.InsuredRegionName, PolicyPatterns.LongestRegionName, "$.insuredRegionName");
        var services = new ServiceTranslation(figures, GroupsOf(document), opened, Reduction);
        var layers = new LayerTranslation(figures, document.Scheme);
        var policy = new ReimbursementPolicy
        {
            Version = figures.Text(document.Version, PolicyPatterns.LongestVersion, "$.version"),
            InsuredRegion = Region(),
            Scheme = document.Scheme,
            InForce = InForce(),
            Groups = Groups(),
            DirectSettlement = DirectSettlement(document.DirectSettlement, "$.directSettlement"),
            Benefits = ServicesOf(document).ToDictionary(s => s.Benefit, s => Service(services, s.Benefit, s.Document, s.Path)),
            Ceilings = figures.Each(document.Ceilings, "$.ceilings", Ceiling),
            Reduction = Reduction(document.AwayFromHome, "$.awayFromHome"),
            Layers = layers.Layers(document.SupplementaryLayers, "$.supplementaryLayers"),
            PersonalAccount = document.PersonalAccount is { } account ? layers.PersonalAccount(account, "$.personalAccount") : null,
        };
        if (faults.Count == 0)
            CheckTotalsAreKept(policy);
        return policy;
    }

    /// <summary>A total of a month, a quarter or one facility is kept only by benefits whose own deductible runs so; others would count as zero.</summary>
    private void CheckTotalsAreKept(ReimbursementPolicy policy)
    {
        foreach (var (benefit, _, path) in ServicesOf(document))
            foreach (var rule in DeductiblesOf(policy.Benefits[benefit]).OfType<Deductible.PerPeriod>())
                foreach (var other in rule.CountedTogether.Where(other => !Keeps(policy.Benefits[other], rule)))
                    figures.Fault($"{path}.deductible", $"counts {other}, whose deductible runs over another period or other facilities");
    }

    private static bool Keeps(ServiceRules rules, Deductible.PerPeriod counted) =>
        counted is { Period: AccountPeriod.Year, EachFacility: false }
        || DeductiblesOf(rules).All(own => own is Deductible.PerPeriod rule && (rule.Period, rule.EachFacility) == (counted.Period, counted.EachFacility));

    private static IEnumerable<Deductible> DeductiblesOf(ServiceRules rules) => rules.DeductibleAway.Values.Prepend(rules.Deductible);

    private static IEnumerable<(Benefit Benefit, ServiceDocument Document, string Path)> ServicesOf(PolicyDocument document)
    {
        if (document.Inpatient is { } inpatient)
            yield return (CareService.Inpatient, inpatient, "$.inpatient");
        if (document.Outpatient is { } outpatient)
            yield return (CareService.Outpatient, outpatient, "$.outpatient");
        if (document.Pharmacy is { } pharmacy)
            yield return (CareService.Pharmacy, pharmacy, "$.pharmacy");
        if (document.SpecialDrug is { } specialDrug)
            yield return (CareService.SpecialDrug, specialDrug, "$.specialDrug");
        foreach (var (disease, rules) in document.ChronicOutpatient ?? new Dictionary<string, ServiceDocument>())
            yield return (Benefit.Chronic(disease), rules, FigureTranslation.Member("$.chronicOutpatient", disease));
    }

    private ServiceRules Service(ServiceTranslation services, Benefit benefit, ServiceDocument service, string path)
    {
        if (benefit.Disease is { } disease && !DiseaseCode().IsMatch(disease))
            figures.Fault(path, "is no disease code: M and five digits");
        if (service is not null)
            return services.Service(benefit, service, path);
        figures.Fault(path, "is null");
        return null!;
    }

    private RegionCode Region()
    {
        if (!RegionCode.TryParse(document.InsuredRegion, out var region))
            figures.Fault("$.insuredRegion", "is not six digits");
        return region;
    }

    private DateRange InForce()
    {
        if (!(document.InForceThrough < document.InForceFrom))
            return new(document.InForceFrom, document.InForceThrough);
        figures.Fault("$.inForceThrough", "is before inForceFrom");
        return new(document.InForceFrom, null);
    }

    private static IReadOnlyList<PersonGroup> GroupsOf(PolicyDocument document) => document.PersonGroups is null
        ? PersonGroups.Of(document.Scheme).All
        : [.. document.PersonGroups.Where(g => g is not null).Select(g => new PersonGroup(g.Name, g.Category, g.FromAge, g.ThroughAge))];

    private PersonGroups Groups()
    {
        var before = faults.Count;
        var categories = PersonCategories.Of(document.Scheme);
        var names = new HashSet<string>();
        figures.Each<PersonGroupDocument, string>(document.PersonGroups ?? [], "$.personGroups", (group, at) =>
        {
            if (!GroupName().IsMatch(group.Name))
                figures.Fault($"{at}.name", "is not a word of up to 30 letters and digits that begins with a small letter");
            if (!names.Add(group.Name))
                figures.Fault($"{at}.name", "occurs twice");
            if (!categories.Contains(group.Category))
                figures.Fault($"{at}.category", "does not belong to this scheme");
            if (group.FromAge is < 0 or > PolicyPatterns.OldestAge)
                figures.Fault($"{at}.fromAge", $"is not between 0 and {PolicyPatterns.OldestAge}");
            if (group.ThroughAge < group.FromAge || group.ThroughAge > PolicyPatterns.OldestAge)
                figures.Fault($"{at}.throughAge", $"is below fromAge or above {PolicyPatterns.OldestAge}");
            return group.Name;
        });
        if (faults.Count == before)
            foreach (var category in categories)
                foreach (var fault in Coverage.FaultsOf(
                    GroupsOf(document).Where(g => g.Category == category).Select(g => (g.FromAge, g.ThroughAge)), first: 0, last: null))
                    figures.Fault("$.personGroups", $"{(fault.IsGap ? "no group" : "more than one group")} of "
                        + $"{ExactEnumConverter.Name(category)} holds ages {fault.First} to {fault.Last?.ToString() ?? "the end of life"}");
        return faults.Count == before ? new(GroupsOf(document)) : PersonGroups.Of(document.Scheme);
    }

    private DirectSettlementRules DirectSettlement(DirectSettlementDocument rules, string path)
    {
        if (rules.EmergencyFilingDays is < 0 or > PolicyPatterns.MostFilingDays)
            figures.Fault($"{path}.emergencyFilingDays", $"is not between 0 and {PolicyPatterns.MostFilingDays}");
        return new(
            rules.EmergencyFilingDays, rules.LateFilingCounts, rules.TraumaWithoutThirdParty, rules.StayYear, figures.Source(rules.Source, path))
        {
            WithoutFiling = rules.WithoutFiling is { } places ? figures.Each(places, $"{path}.withoutFiling", Exemption) : [],
        };
    }

    private FilingExemption Exemption(FilingExemptionDocument place, string path)
    {
        if (!FilingExemption.Classes.Contains(place.CountsAs))
            figures.Fault($"{path}.countsAs", $"is not one of {string.Join(", ", FilingExemption.Classes.Select(ExactEnumConverter.Name))}");
        if (!RegionCode.TryParse(place.Destination, out var destination))
            figures.Fault($"{path}.destination", "is not a region code");
        return new(destination, place.CountsAs);
    }

    private FundCeiling Ceiling(CeilingDocument ceiling, string path) => new(
        figures.OpenedBenefits(ceiling.Benefits, $"{path}.benefits", opened),
        ceiling.Period,
        ceiling.Basis,
        figures.ByPerson(ceiling.AmountYuan, $"{path}.amountYuan", figures.Yuan),
        figures.OptionalYuan(ceiling.EachFurtherDiseaseYuan, $"{path}.eachFurtherDiseaseYuan") ?? Money.Zero,
        figures.Source(ceiling.Source, path));

    private AwayReduction Reduction(ReductionDocument reduction, string path)
    {
        foreach (var (treatmentClass, percent) in reduction.Percent)
            figures.Points(percent, $"{path}.percent.{ExactEnumConverter.Name(treatmentClass)}");
        foreach (var required in AwayReduction.AlwaysNamed.Where(c => !reduction.Percent.ContainsKey(c)))
            figures.Fault($"{path}.percent", $"says nothing of {ExactEnumConverter.Name(required)}");
        return new(reduction.Mode, reduction.Percent, figures.Source(reduction.Source, path));
    }

    [GeneratedRegex(PolicyPatterns.ExactDisease)]
    private static partial Regex DiseaseCode();

    [GeneratedRegex(PolicyPatterns.ExactGroupName)]
    private static partial Regex GroupName();
}
