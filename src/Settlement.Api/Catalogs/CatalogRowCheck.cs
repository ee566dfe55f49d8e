using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Catalogs;

namespace Settlement.Api.Catalogs;

/// <summary>What is wrong with a row of a version.</summary>
/// <param name="Row">From 1; in a table the first line below the header.</param>
/// <param name="Column">Null where the row as a whole is at fault.</param>
/// <param name="Code">Stable name of the fault.</param>
internal sealed record CatalogRowFault(int Row, string? Column, string Code, string Detail);

/// <summary>Reads the rows of a version strictly; every faulty one is named.</summary>
internal sealed class CatalogRowCheck(RegionCode owner, string version, DateOnly validFrom)
{
    private const int FaultsShown = 1_000;
    private const int LongestName = 500;
    private const int LongestRestriction = 4_000;
    private const decimal HighestPrice = 9_999_999_999m;

    private static readonly string[] FeeCategories = [.. Enumerable.Range(1, 14).Select(i => $"{i:00}")]; // med_chrgitm_type

    private readonly List<CatalogRowFault> faults = [];

    /// <summary>The rows that are sound, as they were sent and as entries.</summary>
    internal (List<CatalogRowRequest> Requests, List<CatalogVersionRow> Rows) Read(IReadOnlyList<JsonElement> rows)
    {
        var requests = new List<CatalogRowRequest>(rows.Count);
        var read = new List<CatalogVersionRow>(rows.Count);
        var codes = new HashSet<string>(rows.Count);
        for (var i = 0; i < rows.Count && faults.Count < FaultsShown; i++)
        {
            if (RequestOf(rows[i], i + 1) is not { } row)
                continue;
            var before = faults.Count;
            faults.AddRange(FaultsOf(row).Select(fault => new CatalogRowFault(i + 1, fault.Column, fault.Code, fault.Text.ToString())));
            if (!codes.Add(row.ItemCode))
                faults.Add(new(i + 1, "itemCode", "twice", new Text("同一编码出现两次", "The code occurs twice").ToString()));
            if (faults.Count > before)
                continue;
            requests.Add(row);
            read.Add(new(row.ItemCode, row.Operation == CatalogOperation.Set ? EntryOf(row) : null));
        }
        return (requests, read);
    }

    /// <summary>Null where no row is at fault.</summary>
    internal Refusal? Refusal() => faults.Count == 0
        ? null
        : CatalogProblems.CatalogRowsRefused.Refuse(faults.Count < FaultsShown ? $"{faults.Count}" : $"≥ {FaultsShown}")
            .With("rows", faults);

    private CatalogRowRequest? RequestOf(JsonElement row, int number)
    {
        try
        {
            return row.Deserialize<CatalogRowRequest>(Wire.Json) ?? throw new JsonException("could not be converted");
        }
        catch (JsonException e)
        {
            var (detail, pointer) = MalformedJson.Explain(e);
            faults.Add(new(number, pointer?.TrimStart('/'), "unreadable", detail));
            return null;
        }
    }

    private static IEnumerable<(string Column, string Code, Text Text)> FaultsOf(CatalogRowRequest row)
    {
        if (row.ItemCode.Length is < 1 or > 50 || !row.ItemCode.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            yield return ("itemCode", "item-code", new("应为1至50位字母、数字或 -_.", "Must be 1 to 50 letters, digits or -_."));
        if (row.Operation == CatalogOperation.Remove)
        {
            if (row != new CatalogRowRequest(row.ItemCode, CatalogOperation.Remove))
                yield return ("operation", "terms-of-removed", new("取消的项目不填其他内容", "A row that removes says nothing else"));
            yield break;
        }
        foreach (var column in Missing(row))
            yield return (column, "missing", new("不能为空", "Must be given"));
        if (row.Name is { } name && !IsText(name, LongestName))
            yield return ("name", "text", new($"应为1至{LongestName}个字符", $"Must be 1 to {LongestName} characters"));
        if (row.FeeCategory is { } category && !FeeCategories.Contains(category))
            yield return ("feeCategory", "fee-category", new("应为01至14", "Must be 01 to 14"));
        if (RatioFault(row) is { } ratio)
            yield return ("firstSelfPaidRatio", "ratio", ratio);
        foreach (var (column, limit) in Limits(row))
            if (limit is < 0 or > HighestPrice || Scale(limit) > 6)
                yield return (column, "price-limit", new("应为不小于0的金额，最多六位小数", "Must be a price of at least 0 with up to six decimals"));
        if (row.PaymentRestriction is { } restriction && !IsText(restriction, LongestRestriction))
            yield return (
                "paymentRestriction", "text", new($"应为1至{LongestRestriction}个字符", $"Must be 1 to {LongestRestriction} characters"));
        if (row.PaymentRestriction is null && (RestrictionOf(row, "").HasConditions || row.SaysAll))
            yield return (
                "paymentRestriction", "conditions-without-text",
                new("有限定条件而无限定支付范围", "Conditions without the text that they are of"));
    }

    /// <summary>What a row that sets an entry must say.</summary>
    private static IEnumerable<string> Missing(CatalogRowRequest row)
    {
        if (row.Name is null)
            yield return "name";
        if (row.Kind is null)
            yield return "kind";
        if (row.ItemClass is null)
            yield return "itemClass";
        if (row.FeeCategory is null)
            yield return "feeCategory";
    }

    /// <summary>甲类 has no first self-paid share, 丙类 is self-paid whole (R2.2).</summary>
    private static Text? RatioFault(CatalogRowRequest row) => row switch
    {
        { FirstSelfPaidRatio: < 0 or > 1 } => new("应在0与1之间", "Must lie between 0 and 1"),
        _ when Scale(row.FirstSelfPaidRatio) > 4 => new("最多四位小数", "Must have at most four decimals"),
        { ItemClass: ItemClass.A, FirstSelfPaidRatio: not (null or 0) } => new("甲类不填先行自付比例", "Class A has none"),
        { ItemClass: ItemClass.B, FirstSelfPaidRatio: null } => new("乙类须填先行自付比例", "Class B must have one"),
        { ItemClass: ItemClass.C, FirstSelfPaidRatio: not null } => new("丙类不填先行自付比例", "Class C has none"),
        _ => null,
    };

    private CatalogEntry EntryOf(CatalogRowRequest row) => new(
        owner, row.ItemCode, row.Name!, row.Kind!.Value, row.ItemClass!.Value,
        row.ItemClass == ItemClass.A ? Ratio.Zero : row.FirstSelfPaidRatio is { } ratio ? Ratio.FromFraction(ratio) : null,
        Enum.GetValues<FacilityLevel>().Zip(Limits(row), (level, limit) => (level, limit.Limit))
            .Where(l => l.Limit is not null).ToDictionary(l => l.level, l => l.Limit!.Value),
        row.FeeCategory!, row.PaymentRestriction is { } text ? RestrictionOf(row, text) : null, new(validFrom, last: null), version);

    private static PaymentRestriction RestrictionOf(CatalogRowRequest row, string text) => new(text, row.SaysAll)
    {
        OnlyAge = row.OnlyAge,
        OnlySex = row.OnlySex,
        FromLevel = row.FromLevel,
        OnlyCare = row.OnlyCare,
        SecondLine = row.SecondLine,
        OtherInsurance = row.OtherInsurance,
    };

    /// <summary>In the order of the levels.</summary>
    private static (string Column, decimal? Limit)[] Limits(CatalogRowRequest row) =>
    [
        ("priceLimitCommunity", row.PriceLimitCommunity), ("priceLimitPrimary", row.PriceLimitPrimary),
        ("priceLimitSecondary", row.PriceLimitSecondary), ("priceLimitTertiary", row.PriceLimitTertiary),
    ];

    private static int Scale(decimal? value) => value is { } number ? (number / 1.0000000000000000000000000000m).Scale : 0;

    /// <summary>No control characters: a HIS reads the catalogue line by line.</summary>
    private static bool IsText(string text, int longest) =>
        text.Length >= 1 && text.Length <= longest && !text.Any(char.IsControl) && !string.IsNullOrWhiteSpace(text);
}
