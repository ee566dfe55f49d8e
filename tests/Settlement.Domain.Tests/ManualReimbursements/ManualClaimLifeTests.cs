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
    };

    [Fact]
    public void A_step_leads_where_it_leads_and_nowhere_else()
    {
        foreach (var state in Enum.GetValues<ManualClaimState>())
            foreach (var step in Enum.GetValues<ManualClaimStep>())
                Assert.Equal(Allowed.TryGetValue((state, step), out var after) ? after : null, state.After(step, lacksNothing: true));
    }

    [Fact]
    public void Only_what_is_supplied_may_leave_something_missing()
    {
        foreach (var ((state, step), after) in Allowed)
            Assert.Equal(step == Supply ? Received : after, state.After(step, lacksNothing: false));
    }

    [Fact]
    public void Encounter_and_invoices_are_held_until_the_claim_is_refused_or_withdrawn()
    {
        foreach (var state in Enum.GetValues<ManualClaimState>())
            Assert.Equal(state is not (Refused or Withdrawn), state.IsLive());
    }

    /// <summary>From every state in which money was given the way to another payment leads over its recovery.</summary>
    [Fact]
    public void Nothing_is_paid_twice_without_having_come_back()
    {
        var reached = new HashSet<(ManualClaimState State, int Paid)>();
        Follow(Received, paid: 0);
        Assert.All(reached, at => Assert.InRange(at.Paid, 0, 1));
        Assert.Contains((ToRecover, 1), reached);

        void Follow(ManualClaimState state, int paid)
        {
            if (paid > 2 || !reached.Add((state, paid)))
                return;
            foreach (var step in Enum.GetValues<ManualClaimStep>())
                if (state.After(step, lacksNothing: true) is { } next)
                    Follow(next, paid + (step == Pay ? 1 : step == Recover ? -1 : 0));
        }
    }
}
