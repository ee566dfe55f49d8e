using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>审核、补正、撤回、取消: the steps in the life of a filing. Each may be sent again.</summary>
internal static class FilingStepEndpoints
{
    internal static void MapFilingSteps(this IEndpointRouteBuilder filings)
    {
        filings.MapPut("/{filingNo}/decision", Decide).WithName("DecideFiling").Validate<DecideFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("审核备案 · Accepts a filing, returns it for completion, or rejects it; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapPut("/{filingNo}/resubmission", Resubmit).WithName("ResubmitFiling").Validate<SubmitFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("补正后重新提交 · Submits a returned filing again, as a whole; documents shown before stay")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapPut("/{filingNo}/withdrawal", Withdraw).WithName("WithdrawFiling").Validate<WithdrawFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("撤回申请 · Takes an undecided filing back").ProducesProblem(404).ProducesProblem(409);
        filings.MapPut("/{filingNo}/cancellation", Cancel).WithName("CancelFiling").Validate<CancelFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("取消备案 · Ends an accepted filing; stays begun by then stay filed")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapPut("/{filingNo}/contact", ChangeContact).WithName("ChangeFilingContact").Validate<ChangeContactRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("变更联系方式 · Changes phone number and address of a filing").ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Decide(
        string regionCode, string filingNo, DecideFilingRequest request, FilingDecisions decisions, CancellationToken cancellation) =>
        decisions.DecideAsync(regionCode, filingNo, request, cancellation);

    private static Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Resubmit(
        string regionCode, string filingNo, SubmitFilingRequest request, FilingDesk desk, FilingSubmission submission, CancellationToken cancellation) =>
        desk.TakeAsync(regionCode, filingNo, FilingStep.Resubmit, request, version: null, note: null, async filing =>
            Domain.PersonId.Of(filing.InsuredRegion, new(request.PersonNo)) == filing.PersonId
                ? await submission.FillAsync(filing, request, cancellation)
                : ProblemKind.PersonNotFound.ToResult(request.PersonNo, "/personNo"), cancellation);

    private static Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Withdraw(
        string regionCode, string filingNo, WithdrawFilingRequest request, FilingDesk desk, CancellationToken cancellation) =>
        desk.TakeAsync(regionCode, filingNo, FilingStep.Withdraw, request, request.Version, request.Reason,
            _ => Task.FromResult<ProblemHttpResult?>(null), cancellation);

    private static Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Cancel(
        string regionCode, string filingNo, CancelFilingRequest request, FilingDesk desk, SettlementDbContext db, TimeProvider clock,
        CancellationToken cancellation) =>
        desk.TakeAsync(regionCode, filingNo, FilingStep.Cancel, request, request.Version, request.Reason, async filing =>
        {
            var today = clock.Today();
            var lastDay = request.LastDay ?? today;
            if (lastDay < today.AddDays(-1)) // what began since stays filed (R1.4.7)
                return ProblemKind.DateNotPossible.ToResult($"{lastDay:O}", "/lastDay");
            var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).On(today).Of(filing.Type);
            if (request.By == CancelledBy.Person && rules.MonthsBeforeChange > 0 && lastDay.AddDays(1) < rules.MayChangeFrom(filing.ValidFrom))
                return FilingProblems.ChangeTooEarly.ToResult($"{filingNo}, {rules.MayChangeFrom(filing.ValidFrom):O}");
            filing.EndedOn = lastDay;
            return null;
        }, cancellation);

    private static Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> ChangeContact(
        string regionCode, string filingNo, ChangeContactRequest request, FilingDesk desk, CancellationToken cancellation) =>
        desk.TakeAsync(regionCode, filingNo, FilingStep.ChangeContact, request, request.Version, note: null, filing =>
        {
            (filing.Phone, filing.Address) = (request.Phone ?? filing.Phone, request.Address ?? filing.Address);
            return Task.FromResult<ProblemHttpResult?>(null);
        }, cancellation);
}
