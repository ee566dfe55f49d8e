using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Persons;

namespace Settlement.Api.Persons;

/// <summary>个人账户划入 by the insured place's agency, under its own number.</summary>
internal static class PersonalAccountEndpoints
{
    internal static void MapPersonalAccount(this IEndpointRouteBuilder persons) =>
        persons.MapPut("/{personNo}/personal-account/credits/{creditNo}", Credit).WithName("CreditPersonalAccount")
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Validate<CreditRequest>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("个人账户划入 · Credits a person's account under the agency's own number; may be sent again");

    private static async Task<Results<Ok<CreditAnswer>, ProblemHttpResult>> Credit(
        string regionCode, string personNo, string creditNo, CreditRequest request, HttpContext context,
        SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(creditNo))
            return ProblemKind.InvalidRequest.ToResult(creditNo, "/creditNo");
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"credit/{person.Value}", creditNo, cancellation);
        if (await db.PersonalAccountCredits.AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == person && c.CreditNo == creditNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(creditNo);
            context.MarkReplayed();
            return TypedResults.Ok(CreditAnswer.From(earlier, personNo));
        }
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(personNo, "/personNo");

        var credit = new PersonalAccountCreditRecord
        {
            PersonId = person,
            CreditNo = creditNo,
            Amount = Money.FromYuan(request.Amount),
            RequestHash = hash,
            CreditedBy = context.Caller().Subject,
            CreditedAt = clock.Now(),
        };
        // The row stays locked to the end, so that credits and settlements of one person take turns.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO personal_account AS account (person_id, credited_fen) VALUES ({person.Value}, {credit.Amount.Fen})
            ON CONFLICT (person_id) DO UPDATE SET credited_fen = account.credited_fen + excluded.credited_fen
            """,
            cancellation);
        db.Add(credit);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(CreditAnswer.From(credit, personNo));
    }
}

/// <summary>个人账户划入.</summary>
/// <param name="Amount">Yuan, two decimals, above zero and below a hundred million.</param>
internal sealed record CreditRequest(decimal Amount);

internal sealed class CreditRequestValidator : AbstractValidator<CreditRequest>
{
    public CreditRequestValidator() => RuleFor(r => r.Amount).GreaterThan(0).LessThan(100_000_000m).IsDecimal(2);
}

/// <summary>A credit of the personal account.</summary>
/// <param name="Amount">Yuan.</param>
internal sealed record CreditAnswer(string PersonNo, string CreditNo, Money Amount, DateTimeOffset CreditedAt)
{
    internal static CreditAnswer From(PersonalAccountCreditRecord credit, string personNo) =>
        new(personNo, credit.CreditNo, credit.Amount, credit.CreditedAt.InChina());
}
