using System.Text.Json;
using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Filings;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.FilingBatches;

/// <summary>A row that has the form of an application.</summary>
internal sealed record NumberedRow(int RowNo, FilingBatchRow Row, SubmitFilingRequest Request);

/// <summary>Checks a batch as a whole before anything of it is stored.</summary>
internal sealed class FilingBatchCheck(SettlementDbContext db, FilingChecks checks, IValidator<SubmitFilingRequest> validator)
{
    /// <summary>Reads the rows; those that have not the form of an application are named in <paramref name="faults"/>.</summary>
    internal List<NumberedRow> Read(IReadOnlyList<JsonElement> rows, List<BatchRowFault> faults)
    {
        var read = new List<NumberedRow>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            try
            {
                var row = rows[i].Deserialize<FilingBatchRow>(Wire.Json) ?? throw new JsonException("could not be converted");
                var (rowNo, request) = (i + 1, row.ToRequest());
                var errors = validator.Validate(request).Errors;
                faults.AddRange(errors
                    .Select(e => ProblemKind.InvalidRequest.Refuse(e.ErrorMessage, Validation.Pointer(e.PropertyName)))
                    .Select(refusal => BatchRowFault.Of(rowNo, refusal)));
                if (errors.Count == 0)
                    read.Add(new(rowNo, row, request));
            }
            catch (JsonException e)
            {
                var (detail, pointer) = MalformedJson.Explain(e);
                faults.Add(BatchRowFault.Of(i + 1, ProblemKind.MalformedRequest.Refuse(detail, pointer)));
            }
        }
        return read;
    }

    /// <summary>
    /// What stands against rows that have the right form: their persons, places and days, each other, and filings of the same number.
    /// </summary>
    internal async Task<List<BatchRowFault>> FaultsOfAsync(RegionCode region, string batchNo, IReadOnlyList<NumberedRow> rows, Call call)
    {
        var today = call.Today;
        var rules = (await db.RulesOfAsync<FilingRules>(region, call.Cancellation)).On(today);
        var persons = await db.PersonsByNumberAsync(rows.Select(row => PersonId.Of(region, new(row.Request.PersonNo))), call.Cancellation);
        var taken = await db.NumbersTakenAsync(
            region, [.. rows.Select(row => FilingBatchRecord.FilingNo(batchNo, row.RowNo))], call.Cancellation);

        var faults = new List<BatchRowFault>();
        foreach (var (rowNo, _, request) in rows)
        {
            var number = FilingBatchRecord.FilingNo(batchNo, rowNo);
            if (taken.Contains(number))
                faults.Add(BatchRowFault.Of(rowNo, ProblemKind.NumberReused.Refuse(number)));
            else if (checks.FaultOf(region, request, persons.GetValueOrDefault(request.PersonNo), rules, today) is { } fault)
                faults.Add(BatchRowFault.Of(rowNo, fault));
        }
        faults.AddRange(Twice(rows, rules));
        return faults;
    }

    /// <summary>Rows for a person for whom an earlier row files at the same time, long-term or temporary both.</summary>
    private static IEnumerable<BatchRowFault> Twice(IReadOnlyList<NumberedRow> rows, FilingRules rules)
    {
        var ofPersons = rows.GroupBy(row => (row.Request.PersonNo, row.Request.Type.IsLongTerm()));
        foreach (var ofPerson in ofPersons.Where(group => group.Count() > 1))
        {
            var before = new List<(int RowNo, DateRange Validity)>();
            foreach (var row in ofPerson)
            {
                var validity = FilingChecks.ValidityOf(row.Request, rules);
                if (before.FirstOrDefault(earlier => earlier.Validity.Overlaps(validity)) is { RowNo: > 0 } other)
                    yield return BatchRowFault.Of(
                        row.RowNo, FilingBatchProblems.BatchRowTwice.Refuse($"{row.Request.PersonNo}, {other.RowNo}"));
                else
                    before.Add((row.RowNo, validity));
            }
        }
    }
}
