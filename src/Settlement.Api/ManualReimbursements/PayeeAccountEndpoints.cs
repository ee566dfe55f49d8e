using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>收款账户: proposed by one person, confirmed by a second one before anything is paid to it; every change stays.</summary>
internal static class PayeeAccountEndpoints
{
    internal static void MapPayeeAccounts(this IEndpointRouteBuilder region)
    {
        var accounts = region.MapGroup("/persons/{personNo}/payee-accounts");
        accounts.MapPut("/{changeNo}", Propose).WithName("ProposePayeeAccount").Validate<ProposePayeeRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("收款账户变更 · Proposes the account that reimbursements are paid to, under the agency's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
        accounts.MapPut("/{changeNo}/decision", Decide).WithName("DecidePayeeAccount").Validate<DecidePayeeRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("收款账户复核 · A second person confirms or rejects a change of the account; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        accounts.MapGet("/", List).WithName("ListPayeeAccounts").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("收款账户变更记录 · Accounts of a person, newest first, masked; the read is recorded");
    }

    private static async Task<Results<Ok<PayeeAnswer>, ProblemHttpResult>> Propose(
        string regionCode, string personNo, string changeNo, ProposePayeeRequest request, HttpContext context, SettlementDbContext db,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(changeNo))
            return ProblemKind.InvalidRequest.ToResult(changeNo, "/changeNo");
        var (person, hash) = (PersonId.Of(RegionCode.Parse(regionCode), new(personNo)), Wire.Hash(request));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockPersonAsync(person, cancellation);
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(personNo, "/personNo");
        var accounts = await db.PayeeAccounts.Where(a => a.PersonId == person).ToListAsync(cancellation);
        if (accounts.Find(a => a.ChangeNo == changeNo) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(changeNo);
            context.MarkReplayed();
            return TypedResults.Ok(PayeeAnswer.From(earlier));
        }
        if (accounts.Find(a => a.State == PayeeAccountState.Proposed) is { } waiting)
        {
            waiting.State = PayeeAccountState.Superseded;
            await db.SaveChangesAsync(cancellation); // before the new one, since one may wait
        }
        var account = new PayeeAccountRecord
        {
            PersonId = person,
            ChangeNo = changeNo,
            Holder = request.Holder,
            Bank = request.Bank,
            AccountNumber = request.AccountNumber,
            State = PayeeAccountState.Proposed,
            RequestHash = hash,
            ProposedBy = context.Caller().Subject,
            ProposedAt = clock.Now(),
        };
        db.Add(account);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(PayeeAnswer.From(account));
    }

    private static async Task<Results<Ok<PayeeAnswer>, ProblemHttpResult>> Decide(
        string regionCode, string personNo, string changeNo, DecidePayeeRequest request, HttpContext context, SettlementDbContext db,
        TimeProvider clock, CancellationToken cancellation)
    {
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockPersonAsync(person, cancellation);
        var accounts = await db.PayeeAccounts.Where(a => a.PersonId == person).ToListAsync(cancellation);
        if (accounts.Find(a => a.ChangeNo == changeNo) is not { } account)
            return ProblemKind.NotFound.ToResult(changeNo);
        if (account.DecidedBy is not null && request.Confirm != (account.State == PayeeAccountState.Rejected))
        {
            context.MarkReplayed();
            return TypedResults.Ok(PayeeAnswer.From(account));
        }
        if (account.State != PayeeAccountState.Proposed)
            return ManualClaimProblems.PayeeDecided.ToResult($"{changeNo}, {ExactEnumConverter.Name(account.State)}");
        if (account.ProposedBy == context.Caller().Subject)
            return ManualClaimProblems.ClaimSecondPerson.ToResult(changeNo);
        if (request.Confirm && accounts.Find(a => a.State == PayeeAccountState.Confirmed) is { } former)
        {
            former.State = PayeeAccountState.Superseded;
            await db.SaveChangesAsync(cancellation); // before the new one, since one holds
        }
        account.State = request.Confirm ? PayeeAccountState.Confirmed : PayeeAccountState.Rejected;
        (account.DecidedBy, account.DecidedAt) = (context.Caller().Subject, clock.Now());
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(PayeeAnswer.From(account));
    }

    private static async Task<Results<Ok<PayeeAccounts>, ProblemHttpResult>> List(
        string regionCode, string personNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(personNo);
        await db.RecordReadsAsync(context, [person], clock, cancellation);
        var accounts = await db.PayeeAccounts.AsNoTracking().Where(a => a.PersonId == person).OrderByDescending(a => a.ProposedAt).ToListAsync(cancellation);
        return TypedResults.Ok(new PayeeAccounts(personNo, [.. accounts.Select(PayeeAnswer.From)]));
    }
}

/// <summary>收款账户.</summary>
/// <param name="Holder">户名.</param>
/// <param name="Bank">开户行.</param>
/// <param name="AccountNumber">8 to 30 digits.</param>
internal sealed record ProposePayeeRequest(string Holder, string Bank, string AccountNumber);

internal sealed class ProposePayeeRequestValidator : AbstractValidator<ProposePayeeRequest>
{
    public ProposePayeeRequestValidator()
    {
        RuleFor(r => r.Holder).NotEmpty().MaximumLength(100).IsStorable();
        RuleFor(r => r.Bank).NotEmpty().MaximumLength(200).IsStorable();
        RuleFor(r => r.AccountNumber).Must(number => number is { Length: >= 8 and <= 30 } && number.All(char.IsAsciiDigit))
            .WithMessage(_ => new Text("应为8至30位数字", "Must be 8 to 30 digits").ToString());
    }
}

/// <param name="Confirm">Whether it is confirmed; else it is rejected.</param>
internal sealed record DecidePayeeRequest(bool Confirm);

internal sealed class DecidePayeeRequestValidator : AbstractValidator<DecidePayeeRequest>;

/// <summary>收款账户, masked.</summary>
/// <param name="Holder">The first character and stars.</param>
/// <param name="AccountNumber">Stars and the last four digits.</param>
internal sealed record PayeeAnswer(
    string ChangeNo, PayeeAccountState State, string Holder, string Bank, string AccountNumber, string ProposedBy, DateTimeOffset ProposedAt,
    string? DecidedBy, DateTimeOffset? DecidedAt)
{
    internal static PayeeAnswer From(PayeeAccountRecord a) => new(
        a.ChangeNo, a.State, MaskedName.Of(a.Holder), a.Bank, Masked(a.AccountNumber), a.ProposedBy, a.ProposedAt.InChina(), a.DecidedBy,
        a.DecidedAt?.InChina());

    internal static string Masked(string accountNumber) => new string('*', accountNumber.Length - 4) + accountNumber[^4..];
}

/// <summary>收款账户变更记录, newest first.</summary>
internal sealed record PayeeAccounts(string PersonNo, IReadOnlyList<PayeeAnswer> Items);
