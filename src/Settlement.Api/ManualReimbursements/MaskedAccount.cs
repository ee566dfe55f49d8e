namespace Settlement.Api.ManualReimbursements;

/// <summary>An account number as people see it: stars and the last four digits.</summary>
internal static class MaskedAccount
{
    internal static string Of(string accountNumber) => new string('*', accountNumber.Length - 4) + accountNumber[^4..];
}
