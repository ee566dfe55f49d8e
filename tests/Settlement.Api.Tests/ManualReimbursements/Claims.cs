using Microsoft.Extensions.Configuration;
using Settlement.Api.Access;
using Settlement.Api.Hosting;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>Claims of one insured place, step by step as its staff take them.</summary>
internal sealed record Claims(DemonstrationApi Api, string Region = "360100")
{
    internal string Path => $"v1/regions/{Region}/manual-reimbursements";

    internal string Clerk => Api.Token(Role.Clerk, Region);

    internal string Reviewer => Api.Token(Role.Reviewer, Region);

    /// <summary>Not the one who approves.</summary>
    internal string SecondReviewer => Api.Token(Role.Reviewer, Region, "second-reviewer");

    internal string Finance => Api.Token(Role.Finance, Region);

    /// <summary>A stay in Shanghai, 20 to 25 September 2026, that the person paid in full.</summary>
    internal async Task<Visit> PaidInFullAsync(string no, decimal inScopeYuan = 5000m, string personNo = "DEMO03", string reason = "fault")
    {
        var visit = await new Visit(Api, Visit.Shanghai, Region, personNo, no).ReadyAsync(inScopeYuan);
        (await Api.PutAsync($"{visit.Path}/encounters/{no}/self-payment", visit.Token, new { endedOn = "2026-09-25", reason, note = "-" })).Ok();
        return visit;
    }

    /// <summary>Nanchang's own catalogue is not loaded, so that it pays by that of the treatment place, from today on.</summary>
    internal async Task ByTreatmentPlaceAsync() => (await Api.PutAsync($"v1/regions/{Region}/manual-reimbursement-rules/{Region}-test", Api.Token(Role.Administrator, Region), Rules(Region, "treatmentPlace"))).Ok();

    internal static object Rules(string region, string catalogSide, string? version = null, int? monthsToClaim = null) => new
    {
        version = version ?? $"{region}-test",
        insuredRegion = region,
        inForceFrom = $"{TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM-dd}",
        inForceThrough = (string?)null,
        catalogSide,
        workingDays = 30,
        monthsToClaim,
        services = new[] { "inpatient", "outpatient", "chronicOutpatient", "pharmacy", "specialDrug" }.Select(service => new { service, documents = Papers, uploadedDocuments = Array.Empty<string>() }),
        verification = new { threshold = 30000.00m, thresholdIncluded = false, services = new[] { "inpatient" }, workingDays = 15 },
        source = "示例",
    };

    /// <summary>收费票据, 费用清单, 诊断证明, 病历资料 (R1.18.1).</summary>
    internal static readonly string[] Papers = ["invoice", "feeList", "diagnosisCertificate", "medicalRecord"];

    internal Task<Answer> OpenAsync(string no, string encounterNo, string? invoiceNo = null, string personNo = "DEMO03") =>
        Api.PutAsync($"{Path}/{no}", Clerk, new
        {
            personNo,
            encounter = new { facilityCode = Visit.Shanghai, encounterNo },
            invoices = new[] { new { code = "31010126", number = invoiceNo ?? Number(no) } },
        });

    /// <summary>A bill of a hospital in Suzhou that is in no directory.</summary>
    internal Task<Answer> OpenPaperAsync(string no, object[] lines, string? invoiceNo = null, string[]? shown = null, string personNo = "DEMO03") =>
        Api.PutAsync($"{Path}/{no}", Clerk, new
        {
            personNo,
            bill = new
            {
                service = "inpatient",
                startedOn = "2026-09-01",
                endedOn = "2026-09-05",
                reason = "chosen",
                diagnosisCode = "S72.000",
                isEmergency = true,
                facility = new { name = "苏州示例医院", region = "320500", level = "tertiary" },
                lines,
            },
            invoices = invoiceNo is null ? null : new[] { new { code = "32050126", number = invoiceNo } },
            shown,
        });

    internal Task<Answer> StepAsync(string no, string step, string token, object body) => Api.PutAsync($"{Path}/{no}/{step}", token, body);

    internal Task<Answer> ComputeAsync(string no, int version = 1) => StepAsync(no, "computation", Clerk, new { version });

    internal Task<Answer> ApproveAsync(string no, int version = 2) => StepAsync(no, "approval", Reviewer, new { version });

    /// <summary>审核撤销 by a second reviewer.</summary>
    internal Task<Answer> ReverseAsync(string no, int version = 3, string reason = "复核有误") =>
        StepAsync(no, "approval-reversal", SecondReviewer, new { version, reason });

    internal Task<Answer> PayAsync(string no, int version, string payeeChangeNo, string bankReference = "BANK") =>
        StepAsync(no, "payment", Finance, new { version, payeeChangeNo, bankReference });

    internal Task<Answer> RecoverAsync(string no, int version, decimal amount, string? recoveredOn = null) =>
        StepAsync(no, "recovery", Finance, recoveredOn is null
            ? new { version, amount, bankReference = "BACK" }
            : new { version, amount, bankReference = "BACK", recoveredOn });

    /// <summary>核销 by the reviewer who approves, and so has not taken the approval back.</summary>
    internal Task<Answer> WriteOffAsync(string no, int version, string reason = "当事人已故") =>
        StepAsync(no, "write-off", Reviewer, new { version, reason });

    /// <summary>Opened on the encounter of the same number, computed and approved: version 3.</summary>
    internal async Task ApprovedAsync(string no, string personNo = "DEMO03", int computeFrom = 1)
    {
        if (computeFrom == 1)
            (await OpenAsync(no, no, personNo: personNo)).Ok();
        (await ComputeAsync(no, computeFrom)).Ok();
        (await ApproveAsync(no, computeFrom + 1)).Ok();
    }

    /// <summary>收款账户 that two people have set.</summary>
    internal async Task ConfirmPayeeAsync(string personNo, string changeNo)
    {
        var path = $"v1/regions/{Region}/persons/{personNo}/payee-accounts/{changeNo}";
        (await Api.PutAsync(path, Clerk, new { holder = "张三", bank = "示例银行", accountNumber = "6222000000001234" })).Ok();
        (await Api.PutAsync($"{path}/decision", Reviewer, new { confirm = true })).Ok();
    }

    /// <summary>Amounts and encounters of every account of a person, by year: what a settlement adds and its reversal takes away.</summary>
    internal async Task<string> AccountsAsync(string personNo) => $"{await Api.Database.ScalarAsync(
        $"SELECT string_agg(account_year || ' ' || amounts || ' ' || encounters, '; ' ORDER BY account_year, a.scheme) FROM benefit_account a JOIN person p USING (person_id) WHERE p.person_no = '{personNo}' AND p.insured_region = '{Region}'")}";

    internal Task<Answer> ReadAsync(string no) => Api.GetAsync($"{Path}/{no}", Clerk);

    /// <summary>What a verification of all books finds: every settlement, direct or by hand, computes again, and the accounts are their fold.</summary>
    internal async Task<IEnumerable<string>> FindingsAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Settlement"] = Api.ConnectionString }).Build();
        var output = new StringWriter();
        await new VerifyCommand(output, TextWriter.Null).RunAsync([], configuration, CancellationToken.None);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("0 differences, 0 not verifiable.", lines[^1]);
        return lines.TakeWhile(line => !line.StartsWith("Verified ", StringComparison.Ordinal));
    }

    /// <summary>Ten digits made from a text, as an invoice number.</summary>
    internal static string Number(string text) => $"{Math.Abs(text.Aggregate(7L, (sum, c) => sum * 31 + c)) % 10_000_000_000:0000000000}";
}
