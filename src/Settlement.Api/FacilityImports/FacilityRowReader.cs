using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.FacilityImports;

/// <summary>Reads the rows of a list one by one and names everything that is wrong with each.</summary>
internal sealed class FacilityRowReader(RegionCode province, ReferenceSnapshot reference)
{
    private const int FormerNamesAtMost = 10;
    private const int OpeningsAtMost = 500;
    private readonly Dictionary<FacilityCode, int> rowOf = [];

    internal List<FacilityRowFault> Faults { get; } = [];

    internal int Row { get; private set; }

    /// <returns>Null where it has not the form of a facility of the province; <see cref="Faults"/> says why.</returns>
    internal ListedFacility? Read(JsonElement element)
    {
        Row++;
        var code = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("facilityCode", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() : null;
        try
        {
            var row = element.Deserialize<FacilityRow>(Wire.Json) ?? throw new JsonException("could not be converted");
            var before = Faults.Count;
            Check(row);
            return Faults.Count == before ? FacilityOf(row) : null;
        }
        catch (JsonException e)
        {
            Faults.Add(new(Row, code, e.Path is ['$', '.', .. var column] ? column : null, ProblemKind.InvalidRequest.Code,
                new Text("不能识别，或缺少必填项", "Cannot be read, or something is missing").ToString()));
            return null;
        }
    }

    internal void Refuse(FacilityCode code, ListFault fault) => Faults.Add(new(
        rowOf.TryGetValue(code, out var row) ? row : null, code.Value, fault == ListFault.AgreementCutShort ? "agreementThrough" : "openings", Wire.Name(fault), Words[fault].ToString()));

    internal static IReadOnlyDictionary<ListFault, Text> Words { get; } = new Dictionary<ListFault, Text>
    {
        [ListFault.AgreementCutShort] = new("协议不得缩短到今日之前", "An agreement cannot lose days before today"),
        [ListFault.OpeningCutShort] = new("已开通的服务不得缩短到今日之前", "An opening cannot lose days before today"),
        [ListFault.OpeningsOverlap] = new("同一服务（病种）的开通期间重叠", "Openings of one service and disease share days"),
    };

    private void Check(FacilityRow row)
    {
        void Fault(string column, string code, Text detail) => Faults.Add(new(Row, row.FacilityCode, column, code, detail.ToString()));
        void Invalid(bool isFault, string column, string chinese, string english)
        {
            if (isFault)
                Fault(column, ProblemKind.InvalidRequest.Code, new(chinese, english));
        }

        if (!FacilityCode.TryParse(row.FacilityCode, out var code))
            Fault("facilityCode", ProblemKind.InvalidRequest.Code, new("应为 H 或 P 加十一位数字", "Must be H or P and eleven digits"));
        else if (code.Value[1..3] != province.Value[..2])
            Fault("facilityCode", "not-of-province", new("机构编号不属于本省", "The code is not one of the province"));
        else if (!rowOf.TryAdd(code, Row))
            Fault("facilityCode", "facility-twice", new($"与第{rowOf[code]}行重复", $"The same as in row {rowOf[code]}"));
        if (!RegionCode.TryParse(row.Region, out var region) || !reference.Regions.ContainsKey(region))
            Fault("region", ProblemKind.InvalidRequest.Code, new("不是行政区划代码", "No region has this code"));
        else if (!province.Contains(region))
            Fault("region", "not-of-province", new("不在本省", "Not in the province"));

        Invalid(!IsText(row.Name, 200), "name", "应为1至200个字符", "1 to 200 characters");
        Invalid(row.FormerNames is { } names && (names.Count > FormerNamesAtMost || names.Any(n => !IsText(n, 200))), "formerNames", "至多10个，各1至200个字符", "At most 10, of 1 to 200 characters");
        Invalid(row.Address is not null && !IsText(row.Address, 300), "address", "应为1至300个字符", "1 to 300 characters");
        Invalid(row.Phone is not null && !IsText(row.Phone, 30), "phone", "应为1至30个字符", "1 to 30 characters");
        Invalid(!IsDegrees(row.Latitude, 90) || row.Latitude is null != row.Longitude is null, "latitude", "应为度，至多六位小数，与经度同填", "Degrees with up to six decimals, together with longitude");
        Invalid(!IsDegrees(row.Longitude, 180), "longitude", "应为度，至多六位小数", "Degrees with up to six decimals");
        Invalid(!AreDays(row.AgreementFrom, row.AgreementThrough), "agreementThrough", "起止日不正确", "Not a first and a last day");
        Invalid(row.Openings.Count > OpeningsAtMost || row.Openings.Any(o => o is null || !AreDays(o.OpenFrom, o.OpenThrough) || !IsBenefit(o)), "openings",
            "起止日不正确，或病种与服务不符", "Not a first and a last day, or the disease does not go with the service");
    }

    private static ListedFacility FacilityOf(FacilityRow row) => new(
        FacilityCode.Parse(row.FacilityCode), row.Name, row.FormerNames ?? [], row.Level, row.Grade, RegionCode.Parse(row.Region), row.Address,
        row.Latitude is { } latitude ? new Coordinates(latitude, row.Longitude!.Value) : null, row.Phone,
        new(row.AgreementFrom, row.AgreementThrough),
        [.. row.Openings.Select(o => new ServiceOpening(new(o.Service, o.DiseaseCode), new(o.OpenFrom, o.OpenThrough)))]);

    private static bool IsText(string? text, int most) =>
        text is { Length: > 0 } && text.Length <= most && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    private static bool IsDegrees(decimal? degrees, decimal most) => degrees is not { } d || (Math.Abs(d) <= most && d.Scale <= 6);

    private static bool AreDays(DateOnly first, DateOnly? last) => FieldForm.IsDay(first) && (last is not { } end || (FieldForm.IsDay(end) && end >= first));

    private static bool IsBenefit(OpeningRow o) => o.Service == CareService.ChronicOutpatient
        ? o.DiseaseCode is { Length: 6 } disease && disease[0] == 'M' && disease.Skip(1).All(char.IsAsciiDigit)
        : o.DiseaseCode is null;
}
