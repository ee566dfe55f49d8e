using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Persistence.Policies;

/// <summary>Turns a well-formed document into the domain's policy; what the types cannot say is checked here.</summary>
internal sealed class PolicyTranslation(PolicyDocument document)
{
    private PersonCategory[] Persons { get; } = [.. PersonCategories.Of(document.Scheme)];

    internal ReimbursementPolicy ToPolicy() => new()
    {
        Version = document.Version,
        InsuredRegion = RegionCode.TryParse(document.InsuredRegion, out var region)
            ? region
            : throw new PolicyDocumentException("$.insuredRegion", "is not six digits"),
        Scheme = document.Scheme,
        InForce = document.InForceThrough < document.InForceFrom
            ? throw new PolicyDocumentException("$.inForceThrough", "is before inForceFrom")
            : new(document.InForceFrom, document.InForceThrough),
        Services = Services().ToDictionary(s => s.Item1, s => s.Item2),
        Ceilings = [.. Each(document.PooledFundCeilings, "$.pooledFundCeilings", Ceiling)],
        Reduction = Reduction(document.AwayFromHome, "$.awayFromHome"),
        Layers = [.. Each(document.SupplementaryLayers, "$.supplementaryLayers", Layer)],
    };

    private static HashSet<T> Some<T>(IReadOnlyList<T> values, string path) =>
        values.Count > 0 ? [.. values] : throw new PolicyDocumentException(path, "is empty");

    private IEnumerable<(CareService, ServiceRules)> Services()
    {
        if (document.Inpatient is { } inpatient)
            yield return (CareService.Inpatient, Service(inpatient, "$.inpatient"));
        if (document.Outpatient is { } outpatient)
            yield return (CareService.Outpatient, Service(outpatient, "$.outpatient"));
    }

    private ServiceRules Service(ServiceDocument service, string path) => new(
        Deductible(service.Deductible, $"{path}.deductible"),
        service.BandEdgesFrom,
        service.BandsRunOver,
        BandsOf(
            service.Bands, b => b.UpToYuan,
            (b, at) => LevelsAndPersons(b.FundPercent, $"{at}.fundPercent", Percent, service.Retiree is not null),
            $"{path}.bands"),
        service.Retiree switch
        {
            RetireeDocument.AddedPoints rule => new RetireeRule.AddedPoints(Points(rule.PercentagePoints, $"{path}.retiree.percentagePoints")),
            RetireeDocument.PersonalShareFactor rule => new RetireeRule.PersonalShareFactor(Percent(rule.Percent, $"{path}.retiree.percent")),
            null => null,
            _ => throw new PolicyDocumentException($"{path}.retiree", "names no mode"),
        },
        Source(service.Source, path));

    private Deductible Deductible(DeductibleDocument deductible, string path) => deductible switch
    {
        DeductibleDocument.PerEncounter d => new Deductible.PerEncounter(
            Levels(d.SeriesYuan, $"{path}.seriesYuan", Series),
            d.YearlyMaximumYuan is { } most ? Yuan(most, $"{path}.yearlyMaximumYuan") : null,
            Source(d.Source, path)),
        DeductibleDocument.PerYear d => new Deductible.PerYear(
            LevelsAndPersons(d.AmountYuan, $"{path}.amountYuan", Yuan, retiredFromActive: false), Source(d.Source, path)),
        _ => throw new PolicyDocumentException(path, "names no mode"),
    };

    private static IReadOnlyList<Money> Series(IReadOnlyList<decimal> yuan, string path) =>
        yuan.Count > 0 ? [.. Each(yuan, path, Yuan)] : throw new PolicyDocumentException(path, "is empty");

    private PooledFundCeiling Ceiling(CeilingDocument ceiling, string path) => new(
        Some(ceiling.Services, $"{path}.services"), ByPerson(ceiling.YearlyYuan, $"{path}.yearlyYuan", Yuan), Source(ceiling.Source, path));

    private AwayReduction Reduction(ReductionDocument reduction, string path)
    {
        foreach (var (treatmentClass, percent) in reduction.Percent)
            Points(percent, $"{path}.percent.{Key(treatmentClass)}");
        foreach (var required in Enum.GetValues<TreatmentClass>().Where(c => c != TreatmentClass.Unfiled && !reduction.Percent.ContainsKey(c)))
            throw new PolicyDocumentException($"{path}.percent", $"says nothing of {Key(required)}");
        return new(reduction.Mode, reduction.Percent, Source(reduction.Source, path));
    }

    private SupplementaryLayer Layer(LayerDocument layer, string path) => new(
        document.SupplementaryLayers.Count(other => other?.Kind == layer.Kind) == 1
            ? layer.Kind
            : throw new PolicyDocumentException($"{path}.kind", "appears more than once: a kind has one running total a year"),
        Some(layer.Services, $"{path}.services"),
        Some(layer.Base, $"{path}.base"),
        Yuan(layer.YearlyDeductibleYuan, $"{path}.yearlyDeductibleYuan"),
        BandsOf<LayerBandDocument, IReadOnlyDictionary<PersonCategory, Ratio>>(
            layer.Bands, b => b.UpToYuan, (b, at) => ByPerson(b.Percent, $"{at}.percent", Percent), $"{path}.bands"),
        layer.YearlyCeilingYuan is { } ceiling ? Yuan(ceiling, $"{path}.yearlyCeilingYuan") : null,
        Source(layer.Source, path));

    private static Bands<TFigure> BandsOf<TBand, TFigure>(
        IReadOnlyList<TBand> bands, Func<TBand, decimal?> upTo, Func<TBand, string, TFigure> figure, string path)
    {
        try
        {
            return new([.. Each(bands, path, (band, at) => new Band<TFigure>(
                upTo(band) is { } yuan ? Yuan(yuan, $"{at}.upToYuan") : null, figure(band, at)))]);
        }
        catch (ArgumentException e)
        {
            throw new PolicyDocumentException(path, e.Message);
        }
    }

    private ByLevelAndPerson<TTo> LevelsAndPersons<TTo>(
        IReadOnlyDictionary<FacilityLevel, IReadOnlyDictionary<PersonCategory, decimal>> figures,
        string path, Func<decimal, string, TTo> read, bool retiredFromActive)
    {
        var byLevel = Levels(figures, path, (byPerson, at) =>
            ByPerson(retiredFromActive ? WithRetiredFromActive(byPerson, at) : byPerson, at, read));
        return new(byLevel.SelectMany(level => level.Value.Select(person => ((level.Key, person.Key), person.Value)))
            .ToDictionary(f => f.Item1, f => f.Value));
    }

    private static Dictionary<PersonCategory, decimal> WithRetiredFromActive(IReadOnlyDictionary<PersonCategory, decimal> byPerson, string path) =>
        byPerson.ContainsKey(PersonCategory.Retired)
            ? throw new PolicyDocumentException($"{path}.retired", "must be left out: the retiree rule gives it")
            : new(byPerson) { [PersonCategory.Retired] = byPerson.GetValueOrDefault(PersonCategory.Active) };

    private static Dictionary<FacilityLevel, TTo> Levels<TFrom, TTo>(
        IReadOnlyDictionary<FacilityLevel, TFrom> figures, string path, Func<TFrom, string, TTo> read) =>
        Whole(Enum.GetValues<FacilityLevel>(), figures, path, read);

    private Dictionary<PersonCategory, TTo> ByPerson<TTo>(
        IReadOnlyDictionary<PersonCategory, decimal> figures, string path, Func<decimal, string, TTo> read) =>
        Whole(Persons, figures, path, read);

    /// <summary>One figure for each of the keys and for no other.</summary>
    private static Dictionary<TKey, TTo> Whole<TKey, TFrom, TTo>(
        TKey[] keys, IReadOnlyDictionary<TKey, TFrom> figures, string path, Func<TFrom, string, TTo> read)
        where TKey : struct, Enum
    {
        foreach (var missing in keys.Where(key => !figures.ContainsKey(key)))
            throw new PolicyDocumentException(path, $"says nothing of {Key(missing)}");
        foreach (var foreign in figures.Keys.Where(key => !keys.Contains(key)))
            throw new PolicyDocumentException($"{path}.{Key(foreign)}", "does not belong to this scheme");
        return figures.ToDictionary(f => f.Key, f => read(Given(f.Value, $"{path}.{Key(f.Key)}"), $"{path}.{Key(f.Key)}"));
    }

    private static IEnumerable<TTo> Each<TFrom, TTo>(IEnumerable<TFrom> elements, string path, Func<TFrom, string, TTo> read) =>
        elements.Select((element, i) => read(Given(element, $"{path}[{i}]"), $"{path}[{i}]"));

    /// <summary>The serializer refuses null for a field, but not for an element of a list or a map.</summary>
    private static T Given<T>(T element, string path) => element is null ? throw new PolicyDocumentException(path, "is null") : element;

    private Citation Source(string key, string path) => document.Sources.TryGetValue(key, out var source)
        ? Given(source, $"$.sources.{key}").ToCitation()
        : throw new PolicyDocumentException($"{path}.source", $"names '{key}', which is not among the sources");

    private static Money Yuan(decimal yuan, string path) =>
        yuan >= 0 && Money.TryFromYuan(yuan, out var money) ? money : throw new PolicyDocumentException(path, "is not an amount in yuan");

    private static Ratio Percent(decimal percent, string path) => Ratio.FromPercent(Points(percent, path));

    private static decimal Points(decimal points, string path) =>
        points is >= 0 and <= 100 ? points : throw new PolicyDocumentException(path, "is not between 0 and 100");

    private static string Key<TKey>(TKey key) where TKey : struct, Enum => ExactEnumConverter.Name(key);
}
