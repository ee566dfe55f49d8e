using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Http;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Http;

/// <summary>Validators are found in the assembly, not listed: one that is missing, or there twice, shows here.</summary>
public sealed class ValidatorTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public void Every_request_that_an_endpoint_checks_has_one_validator_for_the_whole_program()
    {
        var requests = api.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .SelectMany(e => e.Metadata.OfType<ValidatedRequest>()).Select(r => r.Type).Distinct().ToList();

        Assert.True(requests.Count > 50, $"{requests.Count} requests are checked");
        Assert.All(requests, request =>
        {
            var service = typeof(IValidator<>).MakeGenericType(request);
            var validator = Assert.Single(api.Services.GetServices(service));
            Assert.Same(validator, api.Services.GetRequiredService(service));
        });
    }
}
