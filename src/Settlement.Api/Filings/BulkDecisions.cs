using Settlement.Api.Calls;
using Settlement.Domain;

namespace Settlement.Api.Filings;

/// <summary>批量审核: decides many filings in one call, each by itself as by a call of its own.</summary>
internal sealed class BulkDecisions(IServiceScopeFactory scopes)
{
    internal async Task<Outcome<BulkDecisionAnswer>> RunAsync(RegionCode insured, DecideFilingsRequest request, Call call)
    {
        var items = new List<DecidedFilingAnswer>(request.Decisions.Count);
        foreach (var decision in request.Decisions)
            items.Add(await DecideAsync(insured, decision, call));
        return new BulkDecisionAnswer(items);
    }

    /// <summary>Decides in a scope of its own, so that nothing of a filing that was refused is left behind for the next one.</summary>
    private async Task<DecidedFilingAnswer> DecideAsync(RegionCode insured, DecideFilingsRequest.One one, Call call)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var outcome = await scope.ServiceProvider.GetRequiredService<FilingSteps>()
                .DecideAsync(insured, one.FilingNo, new(one.Decision, one.Note, one.Version), call);
            return DecidedFilingAnswer.Of(one.FilingNo, outcome);
        }
        catch (Exception e) when (Failures.RefusalOf(e) is { } refusal)
        {
            return DecidedFilingAnswer.Of(one.FilingNo, refusal); // the others are decided all the same
        }
    }
}
