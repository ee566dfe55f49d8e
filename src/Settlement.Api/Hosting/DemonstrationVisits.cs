using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.DemonstrationData;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Hosting;

/// <summary>
/// Brings the demonstration persons' bills in as a hospital would, over HTTP: their history is settled, and one bill each is
/// left ready to be settled. Every call may be repeated, so a start that was cut short is made good by the next.
/// </summary>
internal static class DemonstrationVisits
{
    internal static async Task BringInDemonstrationVisitsAsync(this WebApplication app, string address, CancellationToken cancellation)
    {
        if (app.Services.GetService<DevelopmentTokens>() is not { } tokens || await AreThereAsync(app, cancellation))
            return;
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        foreach (var bills in DemonstrationFiles.Bills())
        {
            foreach (var bill in bills.History)
            {
                await RegisterAsync(http, tokens, bills, bill, cancellation);
                await PutAsync(http, tokens, bill, $"settlements/{bill.TransactionNo}", new SettleRequest(bill.EncounterNo, bill.EndedOn), cancellation);
            }
            await RegisterAsync(http, tokens, bills, bills.TryIt, cancellation);
        }
    }

    /// <summary>The last fee line that is brought in is there.</summary>
    private static async Task<bool> AreThereAsync(WebApplication app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();
        var last = DemonstrationFiles.Bills()[^1].TryIt;
        return await db.FindEncounterAsync(FacilityCode.Parse(last.FacilityCode), last.EncounterNo, cancellation) is { } encounter
            && await db.FeeLines.AnyAsync(l => l.PersonId == encounter.PersonId && l.EncounterId == encounter.EncounterId, cancellation);
    }

    private static async Task RegisterAsync(
        HttpClient http, DevelopmentTokens tokens, DemonstrationBills person, DemonstrationBill bill, CancellationToken cancellation)
    {
        await PutAsync(http, tokens, bill, $"encounters/{bill.EncounterNo}",
            new RegisterEncounterRequest(person.InsuredRegion, person.PersonNo, bill.Service, bill.StartedOn, bill.DiagnosisCode, bill.IsEmergency,
                DiseaseCode: bill.DiseaseCode),
            cancellation);
        await PutAsync(http, tokens, bill, $"encounters/{bill.EncounterNo}/lines",
            new UploadFeeLinesRequest([.. bill.Lines.Select(l =>
                new UploadFeeLinesRequest.Line(l.LineNo, l.ItemCode, l.ServiceDate, l.Quantity, l.UnitPriceYuan, l.AmountYuan))]),
            cancellation);
    }

    private static async Task PutAsync<T>(
        HttpClient http, DevelopmentTokens tokens, DemonstrationBill bill, string path, T body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"v1/facilities/{bill.FacilityCode}/{path}")
        {
            Content = JsonContent.Create(body, options: Wire.Json),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issue("demonstration", Role.Hospital, facility: bill.FacilityCode)) },
        };
        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new StartupException($"The demonstration bill {bill.TransactionNo} was not taken ({await response.Content.ReadAsStringAsync(cancellation)}): "
                + "start on a fresh Postgres:DataRoot, or with Demonstration__Load=false.");
    }
}
