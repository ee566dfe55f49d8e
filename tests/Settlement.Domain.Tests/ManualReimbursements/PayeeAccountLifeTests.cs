using Settlement.Domain.ManualReimbursements;
using static Settlement.Domain.ManualReimbursements.PayeeAccountState;
using static Settlement.Domain.ManualReimbursements.PayeeAccountStep;

namespace Settlement.Domain.Tests.ManualReimbursements;

/// <summary>Every state × every step.</summary>
public sealed class PayeeAccountLifeTests
{
    private static readonly Dictionary<(PayeeAccountState, PayeeAccountStep), PayeeAccountState> Allowed = new()
    {
        [(Proposed, Confirm)] = Confirmed,
        [(Proposed, Reject)] = Rejected,
        [(Proposed, Supersede)] = Superseded,
        [(Confirmed, Supersede)] = Superseded,
    };

    [Fact]
    public void A_step_leads_where_it_leads_and_nowhere_else()
    {
        foreach (var state in Enum.GetValues<PayeeAccountState>())
            foreach (var step in Enum.GetValues<PayeeAccountStep>())
                Assert.Equal(Allowed.TryGetValue((state, step), out var after) ? after : null, state.After(step));
    }
}
