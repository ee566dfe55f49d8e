using Settlement.Domain.ManualReimbursements;
using static Settlement.Domain.ManualReimbursements.ReversedPaymentState;
using static Settlement.Domain.ManualReimbursements.ReversedPaymentStep;

namespace Settlement.Domain.Tests.ManualReimbursements;

/// <summary>The money of an approval that was taken back.</summary>
public sealed class ReversedPaymentLifeTests
{
    private static readonly Dictionary<(ReversedPaymentState, ReversedPaymentStep), ReversedPaymentState> Allowed = new()
    {
        [(Unpaid, PayLate)] = Owed,
        [(Owed, Recover)] = Recovered,
        [(Owed, WriteOff)] = WrittenOff,
    };

    [Fact]
    public void A_step_leads_where_it_leads_and_nowhere_else()
    {
        foreach (var state in Enum.GetValues<ReversedPaymentState>())
            foreach (var step in Enum.GetValues<ReversedPaymentStep>())
                Assert.Equal(Allowed.TryGetValue((state, step), out var after) ? after : null, state.After(step));
    }

    [Theory]
    [InlineData(0, false, false, false, Nothing)]
    [InlineData(0, true, false, false, Nothing)] // a payment of 0.00
    [InlineData(1, false, false, false, Unpaid)]
    [InlineData(1, true, false, false, Owed)]
    [InlineData(1, true, true, false, Recovered)]
    [InlineData(1, true, false, true, WrittenOff)]
    public void Facts_say_the_state(long fen, bool isPaid, bool isRecovered, bool isWrittenOff, ReversedPaymentState state) =>
        Assert.Equal(state, ReversedPaymentLife.Of(new Money(fen), isPaid, isRecovered, isWrittenOff));
}
