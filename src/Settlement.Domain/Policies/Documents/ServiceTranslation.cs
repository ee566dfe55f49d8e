using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies.Documents;

/// <summary>The rules of one benefit.</summary>
/// <param name="opened">The benefits that the document opens, by the word that names them.</param>
internal sealed class ServiceTranslation(
    FigureTranslation figures, IReadOnlyList<PersonGroup> groups, IReadOnlyDictionary<string, Benefit> opened,
    Func<ReductionDocument, string, AwayReduction> reduction)
{
    internal ServiceRules Service(Benefit benefit, ServiceDocument service, string path) => new(
        Deductible(benefit, service.Deductible, $"{path}.deductible"),
        service.BandEdgesFrom,
        service.BandsRunOver,
        figures.BandsOf(service.Bands, $"{path}.bands", band => band.UpToYuan, (band, at) => FundRatios(band, service, $"{at}.fundPercent")),
        Retiree(service.Retiree, $"{path}.retiree"),
        figures.Source(service.Source, path))
    {
        DeductibleAway = DeductibleAway(benefit, service.DeductibleAway ?? new Dictionary<TreatmentClass, DeductibleDocument>(), $"{path}.deductibleAway"),
        Reduction = service.AwayFromHome is { } own ? reduction(own, $"{path}.awayFromHome") : null,
    };

    private ByLevelAndPerson<Ratio> FundRatios(BandDocument band, ServiceDocument service, string path) =>
        figures.LevelsAndPersons<decimal, Ratio>(band.FundPercent, path, (byPerson, at) => service.Retiree is null
            ? figures.ByPerson(byPerson, at, figures.Percent)
            : WithRetiredFromActive(byPerson, at));

    /// <summary>The figures of the retired are those of the active, to which the retiree rule is then applied.</summary>
    private ByPerson<Ratio> WithRetiredFromActive(IReadOnlyDictionary<string, decimal> byPerson, string path)
    {
        var retired = groups.Where(g => g.Category == PersonCategory.Retired).Select(g => g.Name).ToHashSet();
        foreach (var name in retired.Where(byPerson.ContainsKey))
            figures.Fault(FigureTranslation.Member(path, name), "must be left out: the retiree rule gives it");

        var given = groups.Where(g => g.Category != PersonCategory.Retired).Select(g => g.Name).ToList();
        var ratios = figures.Whole(
            given, byPerson.Where(figure => !retired.Contains(figure.Key)).ToDictionary(), path, name => name, figures.Percent);
        var active = groups.FirstOrDefault(g => g.Category == PersonCategory.Active)?.Name ?? "";
        return new([.. groups.Select(g => ratios.ElementAtOrDefault(given.IndexOf(retired.Contains(g.Name) ? active : g.Name)))]);
    }

    private RetireeRule? Retiree(RetireeDocument? retiree, string path)
    {
        if (retiree is not null && groups.Count(g => g.Category == PersonCategory.Active) != 1)
            figures.Fault(path, "needs exactly one person group of category active, from which it follows");
        switch (retiree)
        {
            case null:
                return null;
            case RetireeDocument.AddedPoints rule:
                return new RetireeRule.AddedPoints(figures.Points(rule.PercentagePoints, $"{path}.percentagePoints"));
            case RetireeDocument.PersonalShareFactor rule:
                return new RetireeRule.PersonalShareFactor(figures.Percent(rule.Percent, $"{path}.percent"));
            default:
                figures.Fault(path, "names no mode");
                return null;
        }
    }

    private Dictionary<TreatmentClass, Deductible> DeductibleAway(
        Benefit benefit, IReadOnlyDictionary<TreatmentClass, DeductibleDocument> away, string path)
    {
        var read = new Dictionary<TreatmentClass, Deductible>();
        foreach (var (treatmentClass, deductible) in away)
            read[treatmentClass] = figures.Given(deductible, $"{path}.{ExactEnumConverter.Name(treatmentClass)}", (d, at) => Deductible(benefit, d, at));
        return read;
    }

    private Deductible Deductible(Benefit benefit, DeductibleDocument deductible, string path)
    {
        switch (deductible)
        {
            case DeductibleDocument.PerEncounter rule:
                return new Deductible.PerEncounter(
                    figures.LevelsAndPersons<IReadOnlyList<decimal>, IReadOnlyList<Money>>(
                        rule.SeriesYuan, $"{path}.seriesYuan", (byPerson, at) => figures.ByPerson(byPerson, at, Series)),
                    figures.OptionalYuan(rule.YearlyMaximumYuan, $"{path}.yearlyMaximumYuan"),
                    rule.Continuing ?? new Dictionary<ContinuationKind, ContinuingDeductible>(),
                    figures.Source(rule.Source, path));
            case DeductibleDocument.PerPeriod rule:
                return new Deductible.PerPeriod(
                    rule.Period,
                    rule.EachFacility,
                    figures.LevelsAndPersons<decimal, Money>(
                        rule.AmountYuan, $"{path}.amountYuan", (byPerson, at) => figures.ByPerson(byPerson, at, figures.Yuan)),
                    CountedTogether(benefit, rule.CountedTogether, $"{path}.countedTogether"),
                    figures.Source(rule.Source, path));
            default:
                figures.Fault(path, "names no mode");
                return null!;
        }
    }

    private IReadOnlyList<Money> Series(IReadOnlyList<decimal> yuan, string path)
    {
        if (yuan.Count == 0)
            figures.Fault(path, "is empty");
        return figures.Each(yuan, path, figures.Yuan);
    }

    private IReadOnlyList<Benefit> CountedTogether(Benefit benefit, IReadOnlyList<string> words, string path)
    {
        var benefits = figures.OpenedBenefits(words, path, opened);
        if (!words.Contains(benefit.ToString()))
            figures.Fault(path, $"does not hold {benefit} itself");
        return benefits;
    }
}
