using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Settlement.Api.Access;
using Settlement.Persistence.DemonstrationData;

namespace Settlement.Api.Hosting;

/// <summary>What a person at the console sees when the program is up.</summary>
internal static partial class Welcome
{
    /// <summary>The address that the program listens on, as a client on this machine calls it.</summary>
    internal static string Address(this WebApplication app) => app.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First()
        .Replace("[::]", "localhost", StringComparison.Ordinal)
        .Replace("0.0.0.0", "localhost", StringComparison.Ordinal);

    internal static void SayWelcome(this WebApplication app, string address, bool withDemonstration)
    {
        if (app.Configuration.WritesJson()) // then whoever reads the console is a program
        {
            Ready(app.Logger, address);
            return;
        }
        var text = new StringBuilder($"\nSettlement is ready: {address}/swagger\n");
        if (app.Services.GetService<DevelopmentTokens>() is { } tokens)
        {
            text.Append("\nDEVELOPMENT MODE: this process issues its own tokens. Never run it like this for other people's money.\n");
            if (withDemonstration)
                Demonstration(text, address, tokens);
        }
        Console.Out.Write(text);
    }

    private static void Demonstration(StringBuilder text, string address, DevelopmentTokens tokens)
    {
        var bills = DemonstrationFiles.Bills();
        var persons = DemonstrationFiles.Persons();
        var first = bills[0].TryIt;

        text.Append("\nDemonstration persons, each with a bill that is ready to be settled (docs/demonstration.md):\n");
        foreach (var (person, bill) in persons.Join(bills, p => (p.InsuredRegion, p.PersonNo), b => (b.InsuredRegion, b.PersonNo), (p, b) => (p, b.TryIt)))
            text.Append($"  {person.PersonNo}  {person.InsuredRegion} → {bill.FacilityCode}  {bill.EncounterNo}  {person.About}\n");

        text.Append("\nDemonstration facilities:\n");
        foreach (var facility in DemonstrationFiles.Facilities())
            text.Append($"  {facility.Code}  {facility.Level}  {facility.Name}\n");

        text.Append("\nTokens, good for twelve hours or until this process ends (more: POST /development/tokens):\n");
        text.Append($"  hospital {first.FacilityCode}\n    {tokens.Issue("demo-hospital", Role.Hospital, facility: first.FacilityCode)}\n");
        text.Append($"  pharmacy P46010599001\n    {tokens.Issue("demo-pharmacy", Role.Pharmacy, facility: "P46010599001")}\n");
        foreach (var role in new[] { Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator })
            text.Append($"  {role.ToString().ToLowerInvariant()} of {bills[0].InsuredRegion}\n    {tokens.Issue($"demo-{role}".ToLowerInvariant(), role, region: bills[0].InsuredRegion)}\n");

        text.Append($$"""

            Settle the bill of {{bills[0].PersonNo}}:
            curl -X PUT {{address}}/v1/facilities/{{first.FacilityCode}}/settlements/{{first.TransactionNo}} -H 'Content-Type: application/json' -H 'Authorization: Bearer {{tokens.Issue("demo-hospital", Role.Hospital, facility: first.FacilityCode)}}' -d '{"encounterNo":"{{first.EncounterNo}}","endedOn":"{{first.EndedOn:O}}"}'


            """);
    }

    [LoggerMessage(LogLevel.Information, "Settlement is ready: {Address}")]
    private static partial void Ready(ILogger log, string address);
}
