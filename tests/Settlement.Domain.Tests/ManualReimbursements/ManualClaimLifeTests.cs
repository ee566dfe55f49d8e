using Settlement.Domain.ManualReimbursements;
using static Settlement.Domain.ManualReimbursements.ManualClaimState;
using static Settlement.Domain.ManualReimbursements.ManualClaimStep;

namespace Settlement.Domain.Tests.ManualReimbursements;

/// <summary>Every state × every step.</summary>
public sealed class ManualClaimLifeTests
{
    private static readonly Dictionary<(ManualClaimState, ManualClaimStep), ManualClaimState> Allowed = new()
    {
        [(Received, Supply)] = DocumentsComplete,
        [(Received, Refuse)] = Refused,
        [(Received, Withdraw)] = Withdrawn,
        [(DocumentsComplete, Supply)] = DocumentsComplete,
        [(DocumentsComplete, Compute)] = Computed,
        [(DocumentsComplete, Refuse)] = Refused,
        [(DocumentsComplete, Withdraw)] = Withdrawn,
        [(Computed, Supply)] = DocumentsComplete,
        [(Computed, Compute)] = Computed,
        [(Computed, Approve)] = Approved,
        [(Computed, Refuse)] = Refused,
        [(Computed, Withdraw)] = Withdrawn,
        [(Approved, Pay)] = Paid,
        [(Approved, Reverse)] = DocumentsComplete,
        [(Paid, Reverse)] = ToRecover,
        [(ToRecover, Recover)] = DocumentsComplete,
        [(ToRecover, WriteOff)] = Refused,
        [(Received, Pay)] = ToRecover, // late, on an approval that was taken back
        [(DocumentsComplete, Pay)] = ToRecover,
        [(Computed, Pay)] = ToRecover,
        [(Refused, Pay)] = Refused,
        [(Refused, Recover)] = Refused,
        [(Refused, WriteOff)] = Refused,
        [(Withdrawn, Pay)] = Withdrawn,
        [(Withdrawn, Recover)] = Withdrawn,
        [(Withdrawn, WriteOff)] = Withdrawn,
    };

    [Fact]
    public void A_step_leads_where_it_leads_and_nowhere_else()
    {
        foreach (var state in Enum.GetValues<ManualClaimState>())
            foreach (var step in Enum.GetValues<ManualClaimStep>())
                Assert.Equal(Allowed.TryGetValue((state, step), out var after) ? after : null, state.After(step, lacksNothing: true, isOwed: state == Paid));
    }

    [Fact]
    public void Only_what_is_supplied_or_recovered_may_leave_something_missing()
    {
        foreach (var ((state, step), after) in Allowed)
            Assert.Equal((state, step) is (_, Supply) or (ToRecover, Recover) ? Received : after, state.After(step, lacksNothing: false, isOwed: state == Paid));
    }

    [Fact]
    public void A_payment_of_nothing_is_not_recovered() =>
        Assert.Equal(DocumentsComplete, Paid.After(Reverse, lacksNothing: true, isOwed: false));

    [Fact]
    public void Encounter_and_invoices_are_held_until_the_claim_is_refused_or_withdrawn()
    {
        foreach (var state in Enum.GetValues<ManualClaimState>())
            Assert.Equal(state is not (Refused or Withdrawn), state.IsLive());
    }

    /// <summary>From every state in which money was given the way to another payment leads over its recovery, also where it was known late.</summary>
    [Fact]
    public void Nothing_is_paid_twice_without_having_come_back()
    {
        var reached = new HashSet<(ManualClaimState State, int Out, int Unpaid)>();
        Follow(Received, paid: 0, unpaid: 0);
        Assert.All(reached, at => Assert.InRange(at.Out, 0, 1));
        Assert.Contains((ToRecover, 1, 0), reached);
        Assert.Contains((Withdrawn, 1, 0), reached);

        void Follow(ManualClaimState state, int paid, int unpaid)
        {
            if (paid > 2 || unpaid > 2 || !reached.Add((state, paid, unpaid)))
                return;
            foreach (var step in Enum.GetValues<ManualClaimStep>())
            {
                var isLate = step == Pay && state != Approved;
                if (isLate && (unpaid == 0 || paid > 0) || step is Recover or WriteOff && paid == 0) // as the steps themselves look
                    continue;
                if (state.After(step, lacksNothing: true, isOwed: paid > 0) is { } next)
                    Follow(
                        next, paid + (step == Pay ? 1 : step is Recover ? -1 : 0),
                        unpaid + (isLate ? -1 : (state, step) is (Approved, Reverse) ? 1 : 0));
            }
        }
    }
}
