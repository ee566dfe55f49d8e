using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Recomputation;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Recomputation;

/// <summary>Verifies the books of one person: each settlement by itself, then the accounts and encounters that follow from all of them.</summary>
internal sealed class PersonRecomputation
{
    private readonly PersonBooks books;
    private readonly StoredVersions versions;
    private readonly RecomputationReport report;
    private readonly Dictionary<SettlementId, SettlementRecord> settlements;

    /// <summary>What each record adds to the account of each of its years; as stored, where it cannot be computed.</summary>
    private readonly Dictionary<(SettlementId Id, int Year), AccountChange> changes = [];

    private PersonRecomputation(PersonBooks books, StoredVersions versions, RecomputationReport report)
    {
        (this.books, this.versions, this.report) = (books, versions, report);
        settlements = books.Settlements.Where(s => s.Reverses is null).ToDictionary(s => s.SettlementId);
    }

    internal static void Run(PersonBooks books, StoredVersions versions, RecomputationReport report) =>
        new PersonRecomputation(books, versions, report).Run();

    private void Run()
    {
        foreach (var settlement in settlements.Values)
            VerifySettlement(settlement);
        var reversals = books.Settlements.Where(s => s.Reverses is not null).ToList();
        foreach (var (record, reason) in books.Unreadable)
            report.AddNotVerifiable(record, reason);
        if (books.Unreadable.Count == 0)
        {
            VerifyReversals(reversals);
            VerifyAccounts();
            VerifyPersonalAccount();
            VerifyEncounters(reversals);
            ManualClaimRecomputation.Run(books, report);
        }
        report.Add(new(
            settlements.Count, reversals.Count, books.Lines.Values.Sum(lines => lines.Count), books.Accounts.Count,
            books.PersonalAccount is null ? 0 : 1, books.Encounters.Count));
    }

    private void VerifySettlement(SettlementRecord settlement)
    {
        var name = NameOf(settlement);
        RecomputedSettlement? computed = null;
        try
        {
            var lines = books.LinesOf(settlement);
            computed = SettlementComparison.Of(Stored.Of(settlement), [.. lines.Select(Stored.Of)], versions.ClaimOf(settlement, lines));
            foreach (var difference in computed.Differences)
                report.AddDifference(name, difference);
        }
        catch (VersionLostException e)
        {
            report.AddNotVerifiable(name, e.Message);
        }
        catch (Exception e) when (e is ArithmeticException or ArgumentException or InvalidOperationException or NotSupportedException or KeyNotFoundException)
        {
            report.AddNotVerifiable(name, $"its computation fails ({e.Message})"); // values that no settlement can have
        }
        foreach (var (year, stored) in ChangesOf(settlement))
            changes[(settlement.SettlementId, year)] = computed?.ChangeOf(year) ?? stored;
    }

    private void VerifyReversals(List<SettlementRecord> reversals)
    {
        var named = new HashSet<SettlementId>();
        foreach (var reversal in reversals)
        {
            foreach (var (year, stored) in ChangesOf(reversal))
                changes[(reversal.SettlementId, year)] = changes.TryGetValue((reversal.Reverses!.Value, year), out var reversed) ? reversed.Reversed() : stored;
            var name = NameOf(reversal);
            if (!settlements.TryGetValue(reversal.Reverses!.Value, out var settlement))
            {
                report.AddDifference(name, new("reverses", $"{reversal.Reverses.Value.Value}", "a settlement of the same person"));
                continue;
            }
            if (!named.Add(settlement.SettlementId))
                report.AddDifference(name, new("reverses", NameOf(settlement), "a settlement that is not reversed already"));
            foreach (var difference in SettlementComparison.OfReversal(Stored.Of(reversal), Stored.Of(settlement)))
                report.AddDifference(name, difference);
        }
    }

    private void VerifyAccounts()
    {
        var entries = books.Accounts.Keys.ToDictionary(key => key, _ => new List<AccountEntry>());
        foreach (var record in books.Settlements)
        {
            Add(record.AccountYear, record.AccountSequence, record.AccountBefore, record);
            foreach (var year in record.EarlierYears)
                Add(year.AccountYear, year.AccountSequence, year.AccountBefore, record);
        }
        foreach (var (key, ofAccount) in entries)
        {
            ofAccount.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
            var account = $"account {books.PersonId.Value}/{key.Year}/{key.Scheme}";
            foreach (var (record, difference) in AccountComparison.Of(account, ofAccount, books.Accounts.GetValueOrDefault(key)))
                report.AddDifference(record, difference);
        }

        void Add(short year, int sequence, BenefitAccount before, SettlementRecord record)
        {
            if (!entries.TryGetValue((year, record.Scheme), out var ofAccount))
                entries.Add((year, record.Scheme), ofAccount = []);
            ofAccount.Add(new(NameOf(record), sequence, before, changes[(record.SettlementId, year)]));
        }
    }

    private void VerifyPersonalAccount()
    {
        var (uses, isOrderKnown) = PersonalAccountUses.Of(books.Settlements);
        var found = PersonalAccountComparison.Of(
            $"personal account {books.PersonId.Value}", books.PersonalAccount ?? default, [.. books.Credits.Select(credit => credit.Amount)],
            [.. uses.Select(use => new PersonalAccountUse(NameOf(use), use.PersonalAccountBefore, use.PersonalAccount))], isOrderKnown);
        foreach (var (record, difference) in found)
            report.AddDifference(record, difference);
    }

    /// <summary>
    /// An encounter is settled exactly where one direct settlement stands that no reversal takes back; where a manual reimbursement stands,
    /// it is paid in full. Never do two stand.
    /// </summary>
    private void VerifyEncounters(List<SettlementRecord> reversals)
    {
        const string settled = "Settled";
        const string paidInFull = "PaidInFull";
        var reversed = reversals.Select(reversal => reversal.Reverses!.Value).ToHashSet();
        var standing = settlements.Values.Where(s => !reversed.Contains(s.SettlementId)).ToLookup(s => s.EncounterId);
        foreach (var encounter in books.Encounters)
        {
            var count = standing[encounter.Id].Count();
            var direct = standing[encounter.Id].Count(s => s.Channel == SettlementChannel.Direct);
            if ((encounter.State == settled) != (direct > 0))
                report.AddDifference(encounter.Name, new("encounter state", encounter.State, direct > 0 ? settled : $"not {settled}"));
            else if (count > direct && encounter.State != paidInFull)
                report.AddDifference(encounter.Name, new("encounter state", encounter.State, paidInFull));
            if (count > 1)
                report.AddDifference(encounter.Name, new("settlements of the encounter", $"{count}", "1"));
        }
    }

    private static string NameOf(SettlementRecord settlement) => $"{settlement.FacilityCode}/{settlement.TransactionNo}";

    private static IEnumerable<(int Year, AccountChange Change)> ChangesOf(SettlementRecord settlement) =>
        settlement.EarlierYears.Select(year => ((int)year.AccountYear, year.AccountChange)).Append((settlement.AccountYear, settlement.AccountChange));
}
