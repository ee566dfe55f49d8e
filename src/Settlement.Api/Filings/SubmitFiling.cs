using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>提交备案 under the agency's own number; accepted at once where the insured place says so.</summary>
internal sealed class SubmitFiling(
    SettlementDbContext db, NumberedCall numbered, FilingReader filings, FilingApplication application, FilingAcceptance acceptance)
{
    /// <summary>Who decides where nobody does.</summary>
    private const string Automatic = "automatic";

    internal Task<Outcome<FilingAnswer>> RunAsync(RegionCode insured, string filingNo, SubmitFilingRequest request, Call call) =>
        numbered.OnceAsync(
            new CallNumber(Scope(insured), filingNo, "filingNo", Wire.Hash(request)),
            find: () => db.FindFilingAsync(insured, filingNo, call.Cancellation),
            run: () => FileAsync(insured, filingNo, request, call),
            answer: filing => filings.AnswerAsync(filing, call),
            call.Cancellation);

    /// <summary>Within which the number of a filing is unique.</summary>
    internal static string Scope(RegionCode insured) => $"filing/{insured}";

    internal static FilingRecord NewRecord(
        RegionCode insured, string filingNo, SubmitFilingRequest request, string by, DateTimeOffset at) => new()
        {
            PersonId = PersonId.Of(insured, new(request.PersonNo)),
            FilingId = FilingId.New(),
            InsuredRegion = insured,
            FilingNo = filingNo,
            Type = request.Type,
            Channel = request.Channel,
            Destination = RegionCode.Parse(request.Destination),
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            State = FilingState.Submitted,
            Version = 1,
            RequestHash = Wire.Hash(request),
            SubmittedBy = by,
            SubmittedAt = at,
        };

    private async Task<Outcome<FilingRecord>> FileAsync(RegionCode insured, string filingNo, SubmitFilingRequest request, Call call)
    {
        var filing = NewRecord(insured, filingNo, request, call.By, call.Now);
        await db.LockPersonAsync(filing.PersonId, call.Cancellation);
        if (await application.FillAsync(filing, request, call) is { } fault)
            return fault;
        db.Add(filing);
        db.Add(FilingEvents.Of(filing, new(FilingStep.Submit, filing.RequestHash), call.By, call.Now));
        await db.SaveChangesAsync(call.Cancellation);

        if (await application.IsAcceptedAtOnceAsync(filing, call)
            && await acceptance.AcceptAsync(filing, filing.RequestHash, Automatic, call) is null)
        {
            db.Advance(filing, new(FilingStep.Accept, filing.RequestHash), Automatic, call.Now);
            if (await db.SaveUnlessAsync(constraint => FilingAcceptance.RefusalOf(constraint, filing), call.Cancellation) is { } overlap)
                return overlap;
        }
        return filing;
    }
}
