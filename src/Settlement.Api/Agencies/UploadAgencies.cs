using System.Text.Json;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Agencies;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Agencies;

/// <summary>批量维护经办机构: all rows or none, each fault by its row.</summary>
internal sealed class UploadAgencies(SettlementDbContext db, NumberedCall numbered, AgencySteps steps, IValidator<AgencyContent> validator)
{
    internal async Task<Outcome<AgencyUploadAnswer>> RunAsync(
        RegionCode region, string uploadNo, IReadOnlyList<JsonElement> rows, Call call)
    {
        CallNumber number = new($"agency-upload/{region}", uploadNo, "uploadNo", []);
        if (number.Fault is { } fault)
            return fault;
        var faults = new List<BatchRowFault>();
        var read = Read(region, rows, faults);
        if (faults.Count > 0)
            return BatchRowFault.Refuse(faults);
        number = number with { Hash = Wire.Hash(new AgencyUploadContent([.. read.Select(r => r.Row)])) };
        var changed = read.Count(r => r.Row.Version is not null);
        return await numbered.OnceAsync(
            number, () => FindAsync(region, uploadNo, call), () => WriteAsync(region, number, read, call),
            _ => Task.FromResult(new AgencyUploadAnswer(uploadNo, read.Count, read.Count - changed, changed)), call.Cancellation);
    }

    private Task<AgencyUploadRecord?> FindAsync(RegionCode region, string uploadNo, Call call) => db.AgencyUploads.AsNoTracking()
        .SingleOrDefaultAsync(u => u.Region == region && u.UploadNo == uploadNo, call.Cancellation);

    private async Task<Outcome<AgencyUploadRecord>> WriteAsync(RegionCode region, CallNumber number, List<NumberedAgency> rows, Call call)
    {
        var keys = rows.Select(r => (r.Region, r.Row.AgencyCode)).ToList();
        await db.LockNumbersAsync(
            AgencySteps.Lock, keys.Select(k => $"{k.Region}/{k.AgencyCode}").Order(StringComparer.Ordinal), call.Cancellation);
        var named = await steps.NamedAsync([.. keys, .. rows.SelectMany(r => r.Row.ToContent().Parents())], call);
        var faults = new List<BatchRowFault>();
        foreach (var row in rows)
            if (steps.Put(row.Region, row.Row, named, call) is { } fault)
                faults.Add(BatchRowFault.Of(row.RowNo, fault));
        if (faults.Count > 0)
            return BatchRowFault.Refuse(faults);

        var upload = new AgencyUploadRecord
        {
            Region = region,
            UploadNo = number.No,
            RowCount = rows.Count,
            RequestHash = number.Hash,
            UploadedBy = call.By,
            UploadedAt = call.Now,
        };
        db.Add(upload);
        return upload;
    }

    /// <summary>The rows that have the form of an agency of the region; the others are named in <paramref name="faults"/>.</summary>
    private List<NumberedAgency> Read(RegionCode region, IReadOnlyList<JsonElement> rows, List<BatchRowFault> faults)
    {
        var read = new List<NumberedAgency>(rows.Count);
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var rowNo = i + 1;
            try
            {
                var row = rows[i].Deserialize<AgencyRow>(Wire.Json) ?? throw new JsonException("could not be converted");
                var before = faults.Count;
                faults.AddRange(FaultsOf(row, region).Select(fault => BatchRowFault.Of(rowNo, fault)));
                if (!seen.Add((row.Region, row.AgencyCode)))
                    faults.Add(BatchRowFault.Of(rowNo, ProblemKind.NumberReused.Refuse(row.AgencyCode, "/agencyCode")));
                if (faults.Count == before)
                    read.Add(new(rowNo, RegionCode.Parse(row.Region), row));
            }
            catch (JsonException e)
            {
                var (detail, pointer) = MalformedJson.Explain(e);
                faults.Add(BatchRowFault.Of(rowNo, ProblemKind.MalformedRequest.Refuse(detail, pointer)));
            }
        }
        return read;
    }

    private IEnumerable<Refusal> FaultsOf(AgencyRow row, RegionCode region)
    {
        foreach (var error in validator.Validate(row.ToContent()).Errors)
            yield return ProblemKind.InvalidRequest.Refuse(error.ErrorMessage, Validation.Pointer(error.PropertyName));
        if (!RegionCode.TryParse(row.Region, out var own) || !region.Contains(own))
            yield return ProblemKind.InvalidRequest.Refuse(row.Region, "/region");
        if (!FieldForm.IsNumber(row.AgencyCode))
            yield return ProblemKind.InvalidRequest.Refuse(row.AgencyCode, "/agencyCode");
        if (row.Version is < 1)
            yield return ProblemKind.InvalidRequest.Refuse($"{row.Version}", "/version");
    }

    private sealed record NumberedAgency(int RowNo, RegionCode Region, AgencyRow Row);
}
