using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Persistence;

namespace Settlement.Api.Persons;

/// <summary>A person of the insured place with qualifications, personal account and benefit accounts.</summary>
internal sealed class ReadPerson(SettlementDbContext db)
{
    internal async Task<Outcome<PersonAnswer>> RunAsync(PersonKey key, Call call)
    {
        var (id, cancellation) = (key.Id, call.Cancellation);
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, cancellation);
        if (person is null)
            return ProblemKind.PersonNotFound.Refuse();

        // An account that was locked for a settlement that did not count into it has no record yet.
        var accounts = await db.BenefitAccounts.AsNoTracking().Where(a => a.PersonId == id && a.LastSequence > 0)
            .OrderBy(a => a.AccountYear).ToListAsync(cancellation);
        var qualifications = await db.ChronicQualifications.AsNoTracking().Where(q => q.PersonId == id)
            .OrderBy(q => q.DiseaseCode).ThenBy(q => q.ValidFrom).ToListAsync(cancellation);
        var personalAccount = await db.PersonalAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == id, cancellation);
        await db.RecordReadsAsync(call, [id]);
        return PersonAnswer.From(person, qualifications, personalAccount, accounts);
    }
}
