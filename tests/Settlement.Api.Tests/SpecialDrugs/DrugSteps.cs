using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.SpecialDrugs;

/// <summary>What province, clerk, hospital and pharmacy do about special drugs of the invented place.</summary>
internal sealed record DrugSteps(DemonstrationApi Api)
{
    internal const string Drug = Items.ClassA; // an item whose whole amount is in scope stands for the drug
    internal const string Hospital = Visit.Haikou;
    private const string Doctor = "D1";

    internal const string Day = "2026-10-08";

    internal const string Province = "v1/regions/330000/special-drugs";

    internal const string Person = $"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}/special-drug-approvals";

    internal static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime);

    internal string Administrator => Api.Token(Role.Administrator, "330000");

    internal string Clerk => Api.Token(Role.Clerk, InventedPlace.Region);

    internal string Token => Api.Token(Role.Pharmacy, InventedPlace.Pharmacy);

    /// <summary>The drug is listed and approved for the buyer; sent by every test, kept once.</summary>
    internal async Task ReadyAsync()
    {
        (await ListAsync("L", Drug)).Ok();
        (await ApproveAsync("A", Drug, Hospital)).Ok();
    }

    internal Task<Answer> ListAsync(string no, string drug, string from = "2026-01-01") =>
        Api.PutAsync($"v1/regions/330000/special-drugs/{no}", Administrator, new { drugCode = drug, validFrom = from });

    internal Task<Answer> ApproveAsync(string no, string drug, string hospital, string from = "2026-01-01", string doctor = Doctor) => Api.PutAsync($"{Person}/{no}", Clerk, new
    {
        drugCode = drug,
        doctorCode = doctor,
        doctor = "王医师",
        hospital,
        pharmacy = InventedPlace.Pharmacy,
        validFrom = from,
    });

    internal Task<Answer> PrescribeAsync(
        string no, decimal quantity, int days = 7, string drug = Drug, string doctor = Doctor, string hospital = Hospital) =>
        Api.PutAsync($"v1/facilities/{hospital}/special-drug-prescriptions/{no}", Api.Token(Role.Hospital, hospital), new
        {
            insuredRegion = InventedPlace.Region,
            personNo = InventedPlace.Buyer,
            drugCode = drug,
            doctorCode = doctor,
            quantity,
            prescribedOn = Day,
            validDays = days,
        });

    internal Task<Answer> CancelAsync(string no, string reason = "停药") => Api.PutAsync(
        $"v1/facilities/{Hospital}/special-drug-prescriptions/{no}/cancellation", Api.Token(Role.Hospital, Hospital), new { reason });

    internal async Task<Answer> BuyAsync(
        string no, string prescriptionNo, decimal quantity, string item = Drug, string day = Day, string prescriber = Hospital,
        string facility = InventedPlace.Pharmacy)
    {
        var token = Api.Token(facility == InventedPlace.Pharmacy ? Role.Pharmacy : Role.Hospital, facility);
        var registered = await Api.PutAsync($"v1/facilities/{facility}/encounters/{no}", token, new
        {
            insuredRegion = InventedPlace.Region,
            personNo = InventedPlace.Buyer,
            service = "specialDrug",
            startedOn = day,
            prescription = new { hospital = prescriber, prescriptionNo },
        });
        var lines = new[] { new { lineNo = "1", itemCode = item, serviceDate = day, quantity, unitPrice = 500m, amount = 500m * quantity } };
        return registered.Status == 200 ? await Api.PutAsync($"v1/facilities/{facility}/encounters/{no}/lines", token, new { lines }) : registered;
    }

    internal Task<Answer> SettleAsync(string no, string? transactionNo = null, string day = Day, string facility = InventedPlace.Pharmacy) =>
        Api.PutAsync(
            $"v1/facilities/{facility}/settlements/{transactionNo ?? no + "-T"}",
            Api.Token(facility == InventedPlace.Pharmacy ? Role.Pharmacy : Role.Hospital, facility), new { encounterNo = no, endedOn = day });

    internal async Task<JsonNode> ReadPrescriptionAsync(string no) =>
        (await Api.GetAsync($"v1/facilities/{Hospital}/special-drug-prescriptions/{no}", Api.Token(Role.Hospital, Hospital))).Ok().Json;

    internal async Task<JsonNode> PersonAsync() =>
        (await Api.GetAsync($"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}", Clerk)).Ok().Json;

    internal Task<Answer> EntitlementAsync(string drug, string service = "specialDrug") => Api.GetAsync(
        $"v1/persons/{InventedPlace.Buyer}/entitlement?insuredRegion={InventedPlace.Region}&facility={InventedPlace.Pharmacy}&service={service}&on=2026-02-11&drugCode={drug}", Token);
}
