using FluentValidation;
using Settlement.Api.Access;
using Settlement.Api.Catalogs;
using Settlement.Api.Encounters;
using Settlement.Api.Facilities;
using Settlement.Api.Filings;
using Settlement.Api.Http;
using Settlement.Api.OpenApi;
using Settlement.Api.Persons;
using Settlement.Api.Policies;
using Settlement.Api.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Hosting;

/// <summary>Composes the program: configuration, database, services, routes.</summary>
internal static class SettlementApi
{
    /// <exception cref="StartupException">The configuration cannot work.</exception>
    internal static async Task<WebApplication> CreateAsync(string[] args, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddSerilog();
        builder.AddAccessControl();
        builder.AddFeatures();
        builder.Services.AddSwagger();

        using var logs = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")));
        var database = await RunningDatabase.StartAsync(
            builder.Configuration, builder.WithDemonstration(), logs.CreateLogger("Settlement.Startup"), cancellation);
        builder.Services.AddDatabase(database);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseRequestLanguage();
        app.UseSwaggerPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapGroup("/v1").MapFeatures();
        app.MapFallback(() => ProblemKind.NotFound.ToResult()).AllowAnonymous();
        return app;
    }

    /// <summary>Demonstration data are loaded in Development, elsewhere only where <c>Demonstration:Load</c> says so.</summary>
    internal static bool WithDemonstration(this WebApplicationBuilder builder) =>
        builder.Configuration.GetValue("Demonstration:Load", builder.Environment.IsDevelopment());

    private static void AddFeatures(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddProblemDetails();
        services.AddExceptionHandler<ExceptionAnswer>();
        services.ConfigureHttpJsonOptions(Wire.Configure);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton<SettlementStore>();
        services.AddSingleton<FeeLineStore>();
        services.AddSingleton<IValidator<SubmitFilingRequest>, SubmitFilingRequestValidator>();
        services.AddSingleton<IValidator<DecideFilingRequest>, DecideFilingRequestValidator>();
        services.AddSingleton<IValidator<RegisterEncounterRequest>, RegisterEncounterRequestValidator>();
        services.AddSingleton<IValidator<UploadFeeLinesRequest>, UploadFeeLinesRequestValidator>();
        services.AddSingleton<IValidator<PreviewRequest>, PreviewRequestValidator>();
        services.AddSingleton<IValidator<SettleRequest>, SettleRequestValidator>();
        services.AddSingleton<IValidator<ReverseRequest>, ReverseRequestValidator>();
    }

    private static void AddDatabase(this IServiceCollection services, RunningDatabase database)
    {
        services.AddSingleton(_ => database); // made by a factory so that the container disposes of it, last of all
        services.AddSingleton(database.Source);
        services.AddSingleton(database.Reference);
        services.AddDbContext<SettlementDbContext>(options => options.UseSettlementDatabase(database.Source));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }

    private static void MapFeatures(this RouteGroupBuilder v1)
    {
        v1.MapFilings();
        v1.MapFacilities();
        v1.MapPersons();
        v1.MapPolicies();
        v1.MapCatalogs();
        v1.MapEncounters();
        v1.MapRegionSettlements();
        var settlements = v1.MapGroup("/facilities/{facilityCode}").WithTags("Settlements 结算");
        settlements.MapSettle();
        settlements.MapReversals();
        settlements.MapSettlementReads();
    }

    private static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
