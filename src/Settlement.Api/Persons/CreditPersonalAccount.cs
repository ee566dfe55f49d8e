using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Persons;

namespace Settlement.Api.Persons;

/// <summary>个人账户划入 by the insured place's agency, under its own number.</summary>
internal sealed class CreditPersonalAccount(SettlementDbContext db, NumberedCall numbered)
{
    internal Task<Outcome<CreditAnswer>> RunAsync(PersonKey key, string creditNo, CreditRequest request, Call call)
    {
        var person = key.Id;
        var number = new CallNumber($"credit/{person.Value}", creditNo, "creditNo", Wire.Hash(request));
        return numbered.OnceAsync(
            number,
            () => db.PersonalAccountCredits.AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == person && c.CreditNo == creditNo, call.Cancellation),
            () => CreditAsync(key, number, request, call),
            credit => Task.FromResult(CreditAnswer.From(credit, key.PersonNo)),
            call.Cancellation);
    }

    private async Task<Outcome<PersonalAccountCreditRecord>> CreditAsync(PersonKey key, CallNumber number, CreditRequest request, Call call)
    {
        var person = key.Id;
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, call.Cancellation))
            return ProblemKind.PersonNotFound.Refuse(key.PersonNo, "/personNo");

        var credit = new PersonalAccountCreditRecord
        {
            PersonId = person,
            CreditNo = number.No,
            Amount = Money.FromYuan(request.Amount),
            RequestHash = number.Hash,
            CreditedBy = call.By,
            CreditedAt = call.Now,
        };
        // The row stays locked to the end, so that credits and settlements of one person take turns.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO personal_account AS account (person_id, credited_fen) VALUES ({person.Value}, {credit.Amount.Fen})
            ON CONFLICT (person_id) DO UPDATE SET credited_fen = account.credited_fen + excluded.credited_fen
            """,
            call.Cancellation);
        db.Add(credit);
        return credit;
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
