using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies.Documents;

/// <summary>What pays after the pooled fund: supplementary layers and the personal account.</summary>
internal sealed class LayerTranslation(FigureTranslation figures, InsuranceScheme scheme)
{
    internal IReadOnlyList<SupplementaryLayer> Layers(IReadOnlyList<LayerDocument> layers, string path) =>
        figures.Each(layers, path, (layer, at) =>
        {
            if (layers.Count(other => other?.Kind == layer.Kind) > 1)
                figures.Fault($"{at}.kind", "appears more than once: a kind has one running total a year");
            return Layer(layer, at);
        });

    internal PersonalAccountRules PersonalAccount(PersonalAccountDocument account, string path)
    {
        if (scheme != InsuranceScheme.Employee)
            figures.Fault(path, "must be null: only employees have a personal account");
        return new(
            figures.Some(account.Services, $"{path}.services").ToHashSet(),
            figures.Some(account.Pays, $"{path}.pays"),
            figures.Source(account.Source, path));
    }

    private SupplementaryLayer Layer(LayerDocument layer, string path)
    {
        if (layer is { General: null, InHardship: not { Count: > 0 } })
            figures.Fault($"{path}.general", "is null, and no terms are given for persons in hardship either");
        return new(
            layer.Kind,
            figures.Some(layer.Services, $"{path}.services").ToHashSet(),
            Base(layer.Base, $"{path}.base"),
            layer.General is { } general ? Terms(general, $"{path}.general") : null,
            InHardship(layer.InHardship ?? [], $"{path}.inHardship"),
            figures.Source(layer.Source, path));
    }

    private IReadOnlyList<PersonalPart> Base(IReadOnlyList<PersonalPart> parts, string path)
    {
        for (var i = 0; i < parts.Count; i++)
            if (parts[i] is PersonalPart.OverLimit or PersonalPart.FullSelfPay)
                figures.Fault($"{path}[{i}]", "is out of scope for every fund");
        return figures.Some(parts, path);
    }

    private List<HardshipTerms> InHardship(IReadOnlyList<HardshipDocument> hardship, string path)
    {
        var named = new HashSet<Hardship>();
        return figures.Each(hardship, path, (terms, at) =>
        {
            var classes = figures.Some(terms.For, $"{at}.for").ToHashSet();
            foreach (var twice in classes.Where(c => !named.Add(c)))
                figures.Fault($"{at}.for", $"{ExactEnumConverter.Name(twice)} has terms already");
            return new HardshipTerms(classes, Terms(terms, at));
        });
    }

    private LayerTerms Terms(LayerTermsDocument terms, string path) => new(
        figures.Yuan(terms.YearlyDeductibleYuan, $"{path}.yearlyDeductibleYuan"),
        figures.BandsOf(terms.Bands, $"{path}.bands", band => band.UpToYuan,
            (band, at) => figures.ByPerson(band.Percent, $"{at}.percent", figures.Percent)),
        figures.OptionalYuan(terms.YearlyCeilingYuan, $"{path}.yearlyCeilingYuan"));
}
