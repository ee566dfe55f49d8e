using Settlement.Api.Calls;
using Settlement.Domain.Chronic;

namespace Settlement.Api.Chronic;

/// <summary>提示: what looks as if it was assigned to the wrong disease, or to none. Nothing is refused by it.</summary>
/// <param name="Code"><c>item-not-of-disease</c>, <c>item-of-disease</c> or <c>diagnosis-of-disease</c>.</param>
/// <param name="LineNo">Null where it is about the encounter.</param>
/// <param name="DiseaseCode">病种代码 that it is about.</param>
internal sealed record WarningAnswer(string Code, string? LineNo, string DiseaseCode, string Detail)
{
    private static readonly Dictionary<Doubt, Text> OfLine = new()
    {
        [Doubt.ItemNotOfDisease] = new("病种相关目录中没有此药品，请核对是否用于该病种", "The relevance list does not know this medicine for the disease"),
        [Doubt.ItemOfDisease] = new("此项目属于参保人已认定的病种，请核对是否应按病种结算", "The relevance list gives this item to a disease that the person is qualified for"),
    };

    private static readonly Text OfDiagnosis = new(
        "诊断属于参保人已认定的病种，请核对是否应按门诊慢特病登记", "The diagnosis is one of a disease that the person is qualified for");

    internal static WarningAnswer From(DoubtfulLine line) => new(
        Wire.Name(line.Doubt), line.LineNo, line.Disease, $"{OfLine[line.Doubt]}: {line.ItemCode}, {line.Disease}");

    internal static WarningAnswer OfEncounter(string diagnosis, string disease) => new(
        "diagnosis-of-disease", LineNo: null, disease, $"{OfDiagnosis}: {diagnosis}, {disease}");
}
