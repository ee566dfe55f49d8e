using static Settlement.Persistence.ReferenceData.Column;

namespace Settlement.Persistence.ReferenceData;

/// <summary>The national drug catalogue, which knows names, and the drug codes, which have to find their entry by name.</summary>
internal static class Drugs
{
    private const string Western = "western";
    private const string ChinesePatent = "chinese_patent";
    private const string HerbalPiece = "herbal_piece";

    internal static readonly Dataset NationalDrug = new("national_drug",
        Whole("seq"),
        OneOf("section", "西药", "中成药", "协议期内谈判药品-西药", "协议期内谈判药品-中成药", "竞价药品", "中药饮片-准予支付", "中药饮片-不得支付"),
        OneOf("class", "甲", "乙").Optional(), Text("name"), Text("dosage_form").Optional(),
        Text("payment_restriction").Optional(), Text("payment_standard").Optional(), Flag("price_confidential"),
        Day("agreement_start").Optional(), Day("agreement_end").Optional(),
        Code("category_code", "[XZ][A-Z0-9]{1,5}").Optional(), Text("category_path").Optional(),
        Flag("repeat_entry_flag").Optional(), Day("valid_from"), Day("valid_through"))
    {
        AddedColumns = ["kind"],
        Complete = _ => row => [KindOfEntry(row)],
    };

    internal static readonly Dataset DrugCode = new("drug_code",
        Code("code", "X[A-Z0-9]{22}|Z[A-Z0-9]{19}"), Text("generic_name"))
    {
        AlsoReads = ["national_drug"],
        AddedColumns = ["kind", "national_drug_seq", "catalogue_match"],
        Complete = files =>
        {
            var entries = files.Rows(NationalDrug).ToLookup(row => row["name"]);
            return row => Matched(row, [.. entries[row["generic_name"]]]);
        },
    };

    /// <summary>Several entries of one name are fine as long as each would be paid alike; otherwise none is chosen.</summary>
    private static object?[] Matched(FileRow code, FileRow[] entries)
    {
        var kind = code["code"][0] == 'X' ? Western : ChinesePatent;
        if (entries.Length == 0)
            return [kind, null, "none"];

        var alike = entries.All(entry => KindOfEntry(entry) == kind) && entries.Select(Terms).Distinct().Count() == 1;
        return alike
            ? [kind, Whole("seq").Parse(entries[0]["seq"]), "exact"]
            : [kind, null, "ambiguous"];
    }

    /// <summary>Everything in an entry that decides about payment.</summary>
    private static (string, string, string, string, string, string) Terms(FileRow entry) =>
        (entry["class"], entry["payment_restriction"], entry["payment_standard"], entry["price_confidential"],
            $"{entry["agreement_start"]}/{entry["agreement_end"]}", $"{entry["valid_from"]}/{entry["valid_through"]}");

    private static string KindOfEntry(FileRow entry) => (entry["section"], entry["category_code"]) switch
    {
        ("中药饮片-准予支付" or "中药饮片-不得支付", _) => HerbalPiece,
        ("西药" or "协议期内谈判药品-西药", _) => Western,
        ("中成药" or "协议期内谈判药品-中成药", _) => ChinesePatent,
        // The section of tendered drugs 竞价药品 does not say; the category does.
        (_, ['X', ..]) => Western,
        (_, ['Z', ..]) => ChinesePatent,
        var (section, _) => throw entry.Error($"neither section {section} nor the category says what kind of drug this is"),
    };
}
