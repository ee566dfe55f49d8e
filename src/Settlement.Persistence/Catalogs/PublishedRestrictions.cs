using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.Catalogs;

/// <summary>限定支付范围 of drugs and services, from the shipped reference files.</summary>
internal sealed class PublishedRestrictions
{
    /// <summary>Stands where an entry is one name for a class of drugs, such as 抗艾滋病用药: no restriction.</summary>
    private const string NameOfAClass = "◇";

    private static readonly Dictionary<AgeGroup, string> AgeWords = new()
    {
        [AgeGroup.Newborn] = "新生儿",
        [AgeGroup.Infant] = "婴幼儿",
        [AgeGroup.Child] = "儿童",
    };

    private readonly Dictionary<string, PaymentRestriction> drugs;
    private readonly Dictionary<string, PaymentRestriction> services;

    internal PublishedRestrictions(ReferenceFiles files)
    {
        drugs = DatasetRows.Read(Restrictions.Drug, files).Select(DrugRow).ToDictionary(restriction => restriction.Text);
        services = DatasetRows.Read(Restrictions.Service, files).ToDictionary(row => (string)row[0]!, ServiceRow);
    }

    /// <summary>A text that nobody has read for conditions is prose.</summary>
    /// <param name="text">As published; empty where there is none.</param>
    internal PaymentRestriction? OfDrug(string text) =>
        text is "" or NameOfAClass ? null : drugs.GetValueOrDefault(text, new(text, SaysAll: false));

    internal PaymentRestriction? OfService(string code) => services.GetValueOrDefault(code);

    private static PaymentRestriction DrugRow(object?[] row) => new((string)row[0]!, SaysAll: row[7] is true)
    {
        OnlyAge = Word<AgeGroup>(row[1]),
        OnlySex = Word<Sex>(row[2]),
        FromLevel = Word<FacilityLevel>(row[3]),
        OnlyCare = Word<CareCondition>(row[4]),
        SecondLine = row[5] is true,
        OtherInsurance = row[6] is true,
    };

    /// <summary>No text is published with the limits of services, so the conditions are put in words and say all.</summary>
    private static PaymentRestriction ServiceRow(object?[] row)
    {
        var (age, sex) = (Word<AgeGroup>(row[1]), Word<Sex>(row[2]));
        var sexWord = sex switch { Sex.Male => "男性", Sex.Female => "女性", _ => null };
        string?[] words = [age is { } group ? AgeWords[group] : null, sexWord];
        return new($"限{string.Join('、', words.OfType<string>())}。", SaysAll: true) { OnlyAge = age, OnlySex = sex };
    }

    private static T? Word<T>(object? name) where T : struct, Enum => name is string word ? Enum.Parse<T>(word) : null;
}
