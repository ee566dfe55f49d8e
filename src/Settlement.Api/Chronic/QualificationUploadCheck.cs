using System.Text.Json;
using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Chronic;

/// <summary>A row that has the form of a qualification.</summary>
/// <param name="Hash">Of what a single grant of the same content would say.</param>
internal sealed record QualificationToGrant(int RowNo, QualificationRow Row, GrantQualificationRequest Request, byte[] Hash)
{
    internal QualificationKey KeyIn(RegionCode region) => new(new PersonKey(region, Row.PersonNo), Row.QualificationNo);

    internal DateRange Validity => new(Request.ValidFrom, Request.ValidThrough);
}

/// <summary>Checks an upload as a whole before anything of it is stored.</summary>
internal sealed class QualificationUploadCheck(
    SettlementDbContext db, Qualifications qualifications, IValidator<GrantQualificationRequest> validator)
{
    /// <summary>Reads the rows; those that have not the form of a qualification are named in <paramref name="faults"/>.</summary>
    internal List<QualificationToGrant> Read(IReadOnlyList<JsonElement> rows, List<BatchRowFault> faults)
    {
        var read = new List<QualificationToGrant>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            try
            {
                var row = rows[i].Deserialize<QualificationRow>(Wire.Json) ?? throw new JsonException("could not be converted");
                var (rowNo, request) = (i + 1, row.ToRequest());
                var errors = validator.Validate(request).Errors;
                faults.AddRange(errors.Select(e => Fault(rowNo, ProblemKind.InvalidRequest, e.ErrorMessage, PointerOf(Validation.Pointer(e.PropertyName)))));
                if (!FieldForm.IsNumber(row.QualificationNo))
                    faults.Add(Fault(rowNo, ProblemKind.InvalidRequest, row.QualificationNo, "/qualificationNo"));
                else if (row.PersonNo.Length is 0 or > 30 || row.PersonNo.Contains('\0'))
                    faults.Add(Fault(rowNo, ProblemKind.InvalidRequest, row.PersonNo, "/personNo"));
                else if (errors.Count == 0)
                    read.Add(new(rowNo, row, request, Wire.Hash(request)));
            }
            catch (JsonException e)
            {
                var (detail, pointer) = MalformedJson.Explain(e);
                faults.Add(Fault(i + 1, ProblemKind.MalformedRequest, detail, pointer));
            }
        }
        return read;
    }

    /// <summary>
    /// What stands against rows that have the right form: persons, days, facilities, each other, and what was granted before.
    /// Call it while the persons are locked.
    /// </summary>
    /// <returns>The rows that are still to be granted.</returns>
    internal async Task<List<QualificationToGrant>> PlanAsync(
        RegionCode region, List<QualificationToGrant> rows, List<BatchRowFault> faults, Call call)
    {
        var persons = await db.PersonsByNumberAsync(rows.Select(row => PersonId.Of(region, new(row.Row.PersonNo))), call.Cancellation);
        var known = (await db.QualificationsOfAsync([.. persons.Values.Select(p => p.PersonId)], call.Cancellation)).ToLookup(q => q.PersonId);
        var planned = new Dictionary<PersonId, List<QualificationToGrant>>();
        var toGrant = new List<QualificationToGrant>();
        foreach (var row in rows)
        {
            if (!persons.TryGetValue(row.Row.PersonNo, out var person))
            {
                faults.Add(Fault(row.RowNo, ProblemKind.PersonNotFound, row.Row.PersonNo, "/personNo"));
                continue;
            }
            var before = planned.TryGetValue(person.PersonId, out var list) ? list : planned[person.PersonId] = [];
            if (known[person.PersonId].FirstOrDefault(q => q.QualificationNo == row.Row.QualificationNo) is { } same)
            {
                if (!same.RequestHash.AsSpan().SequenceEqual(row.Hash))
                    faults.Add(Fault(row.RowNo, ProblemKind.NumberReused, row.Row.QualificationNo, "/qualificationNo"));
                continue;
            }
            if (FaultOf(row, known[person.PersonId], before, call.Today) is { } fault)
                faults.Add(fault);
            before.Add(row);
            toGrant.Add(row);
        }
        return toGrant;
    }

    private BatchRowFault? FaultOf(QualificationToGrant row, IEnumerable<ChronicQualificationRecord> known, List<QualificationToGrant> before, DateOnly today)
    {
        if (row.Request.Certificate.IssuedOn > today)
            return Fault(row.RowNo, ProblemKind.DateNotPossible, $"{row.Request.Certificate.IssuedOn:O}", "/issuedOn");
        if (qualifications.FacilityFault(row.Request.Facilities ?? []) is { } unknown)
            return BatchRowFault.Of(row.RowNo, unknown);
        if (before.Find(b => b.Row.QualificationNo == row.Row.QualificationNo
                || b.Request.DiseaseCode == row.Request.DiseaseCode && b.Validity.Overlaps(row.Validity)) is { } twice)
            return Fault(row.RowNo, QualificationProblems.QualificationRowTwice, $"{row.Row.PersonNo}, {twice.RowNo}", pointer: null);
        return known.FirstOrDefault(q => q.DiseaseCode == row.Request.DiseaseCode && q.Days.Validity?.Overlaps(row.Validity) == true) is { } other
            ? Fault(row.RowNo, QualificationProblems.QualificationOverlaps, $"{row.Request.DiseaseCode}, {other.QualificationNo}", "/validFrom")
            : null;
    }

    /// <summary>A row has the certificate's fields beside the others.</summary>
    private static string PointerOf(string pointer) =>
        pointer.StartsWith("/certificate", StringComparison.Ordinal) ? pointer["/certificate".Length..] : pointer;

    private static BatchRowFault Fault(int rowNo, ProblemKind kind, string? detail, string? pointer) =>
        BatchRowFault.Of(rowNo, kind.Refuse(Text.OrNull(detail), pointer));
}
