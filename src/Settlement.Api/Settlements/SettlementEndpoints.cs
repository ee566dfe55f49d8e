using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>结算: what the feature needs and where it is reached.</summary>
internal static class SettlementEndpoints
{
    internal static void AddSettlements(this IServiceCollection services) => services
        .AddSingleton<SettlementStore>()
        .AddScoped<Reversing>();

    internal static void MapSettlements(this IEndpointRouteBuilder routes)
    {
        var facility = routes.MapGroup("/facilities/{facilityCode}").WithTags("Settlements 结算");
        facility.MapSettle();
        facility.MapReversals();
        facility.MapRefunds();
        facility.MapSettlementReads();
        facility.MapWhyNotMore();
        facility.MapStatements();
        routes.MapRegionSettlements();
        routes.MapRegionStatements();
    }
}
