using static Settlement.Persistence.ReferenceData.Column;

namespace Settlement.Persistence.ReferenceData;

/// <summary>Every dataset, in the order in which they are loaded. Those with rules of their own have a file of their own.</summary>
internal static class Datasets
{
    private static readonly Dataset DosageForm = new("dosage_form", Text("name"), Text("included_forms"));

    private static readonly Dataset DrugCategory = new("drug_category",
        Code("code", "T|[TXZ][A-Z0-9]{1,5}"), Text("name"), Text("fee_item"), Small("catalog_level"));

    private static readonly Dataset Diagnosis = new("diagnosis",
        Code("code", @"[A-Z]\d\d\.[0-9x+A-Z.*]+"), Text("name"));

    private static readonly Dataset ProcedureCode = new("procedure_code",
        Code("code", @"\d\d\.[0-9A-Zx]+"), Text("name"));

    private static readonly Dataset CodeValue = new("code_value",
        Code("field", "[a-z_]+"), Code("value", "[0-9]+"), Text("name"), Text("field_name"), Flag("local_extension"))
    {
        KeyColumns = 2,
    };

    private static readonly Dataset CalendarDay = new("calendar_day",
        Day("day"), OneOf("kind", "holiday", "workday"), Text("occasion"));

    internal static IReadOnlyList<Dataset> All { get; } =
    [
        Regions.Region, Regions.PoolingRegion, Regions.PublicHospital,
        Drugs.NationalDrug, Drugs.DrugCode, DosageForm, DrugCategory,
        MedicalServices.Category, MedicalServices.Service,
        Restrictions.Drug, Restrictions.Service,
        Diagnosis, ProcedureCode, ChronicDiseaseFiles.Disease, ChronicDiseaseFiles.Relevance,
        CodeValue, CalendarDay,
    ];
}
