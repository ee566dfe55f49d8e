using System.Diagnostics;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Serilog.Extensions.Hosting;
using Settlement.Api.Access;
using Settlement.Api.Agencies;
using Settlement.Api.BenefitNotices;
using Settlement.Api.Calendars;
using Settlement.Api.Calls;
using Settlement.Api.Catalogs;
using Settlement.Api.Chronic;
using Settlement.Api.Documents;
using Settlement.Api.Encounters;
using Settlement.Api.Facilities;
using Settlement.Api.FacilityImports;
using Settlement.Api.FilingBatches;
using Settlement.Api.Filings;
using Settlement.Api.Http;
using Settlement.Api.ManualReimbursements;
using Settlement.Api.Notices;
using Settlement.Api.OpenApi;
using Settlement.Api.Openness;
using Settlement.Api.Persons;
using Settlement.Api.Policies;
using Settlement.Api.PolicyTrials;
using Settlement.Api.Reconciliations;
using Settlement.Api.RulesVersions;
using Settlement.Api.Settlements;
using Settlement.Api.SpecialDrugs;
using Settlement.Api.Statistics;
using Settlement.Api.Visits;
using Settlement.Persistence;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Hosting;

/// <summary>Composes the program: configuration, database, services, routes.</summary>
internal static class SettlementApi
{
    /// <param name="firstLog">The first stage of the log, whose owner disposes of it; without one the program has its own.</param>
    /// <exception cref="StartupException">The configuration cannot work.</exception>
    internal static async Task<WebApplication> CreateAsync(string[] args, CancellationToken cancellation, ReloadableLogger? firstLog = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var startupLog = builder.AddSerilog(firstLog);
        builder.Configuration.CheckUrls();
        builder.AddAccessControl();
        builder.AddFeatures();
        builder.Services.AddSwagger();

        var database = await RunningDatabase.StartAsync(
            builder.Configuration, WithDemonstration(builder.Configuration, builder.Environment), startupLog, cancellation);
        try
        {
            builder.Services.AddDatabase(database);
            return Compose(builder.Build());
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Compose(WebApplication app)
    {
        app.Services.GetRequiredService<RunningDatabase>(); // from here on the container owns it and disposes of it
        app.UseRequestLog(); // outermost, so that it sees what the caller is answered
        app.UseRequestLanguage();
        app.UseWhen(request => request.Request.Path.Value?.EndsWith("/catalog/changes", StringComparison.Ordinal) == true, changes => changes.UseResponseCompression());
        app.UseExceptionHandler();
        app.UseRequestHygiene();
        app.UseStatusCodePages(context => Problems.WriteAsync(context.HttpContext));
        app.UseSwaggerPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapGet("/", () => TypedResults.Redirect("/swagger")).ExcludeFromDescription().AllowAnonymous();
        app.MapDevelopmentTokens();
        app.MapGroup("/v1").ProducesProblem(401).ProducesProblem(403).MapFeatures();
        return app;
    }

    /// <summary>What a command is configured by: the same settings as the program that serves.</summary>
    internal static IConfiguration Configuration() =>
        WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }).Configuration;

    /// <summary>Demonstration data are loaded in Development, elsewhere only where <c>Demonstration:Load</c> says so.</summary>
    internal static bool WithDemonstration(IConfiguration configuration, IHostEnvironment environment) => configuration["Demonstration:Load"] switch
    {
        null or "" => environment.IsDevelopment(),
        var text when bool.TryParse(text, out var load) => load,
        var text => throw new StartupException($"Demonstration__Load is '{text}': set it to true or false, or leave it out."),
    };

    private static void AddFeatures(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        ValidatorOptions.Global.LanguageManager = new ValidationMessages();
        services.AddValidatorsFromAssembly(typeof(SettlementApi).Assembly, ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddSingleton(TimeProvider.System);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? problem.HttpContext.TraceIdentifier);
        services.AddCall();
        services.AddScoped<NumberedCall>();
        services.AddScoped(typeof(DatedRules<>));
        services.AddExceptionHandler<ExceptionAnswer>();
        services.ConfigureHttpJsonOptions(json => Wire.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddFilings();
        services.AddDocuments(builder.Configuration);
        services.AddFilingBatches();
        services.AddPersons();
        services.AddFacilities();
        services.AddFacilityImports();
        services.AddCalendars();
        services.AddNotices();
        services.AddChronic();
        services.AddSpecialDrugs();
        services.AddEncounters();
        services.AddSettlements();
        services.AddVisits();
        services.AddReconciliations();
        services.AddManualReimbursements();
        services.AddStatistics();
        services.AddOpenness();
        services.AddAgencies();
        services.AddBenefitNotices();
        services.AddCatalogs();
        services.AddResponseCompression(options => options.MimeTypes = ["application/json"]);
        services.AddPolicies();
        services.AddPolicyTrials();
    }

    private static void AddDatabase(this IServiceCollection services, RunningDatabase database)
    {
        services.AddSingleton(_ => database);
        services.AddSingleton(database.Source);
        services.AddSingleton(database.Reference);
        services.AddScoped(provider => provider.GetRequiredService<CurrentReference>().Snapshot); // one for the whole of a request
        services.AddSingleton<ReferenceRefresh>().AddHostedService(provider => provider.GetRequiredService<ReferenceRefresh>());
        services.AddDbContextFactory<SettlementDbContext>(options => options.UseSettlementDatabase(database.Source));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<ReferenceHealth>("reference");
    }

    private static void MapFeatures(this RouteGroupBuilder v1)
    {
        v1.MapFilings();
        v1.MapFilingRules();
        v1.MapCalendars();
        v1.MapFilingBatches();
        v1.MapFacilities();
        v1.MapFacilityImports();
        v1.MapPersons();
        v1.MapChronic();
        v1.MapSpecialDrugs();
        v1.MapNotices();
        v1.MapPolicies();
        v1.MapPolicyVersions();
        v1.MapPolicyTrials();
        v1.MapCatalogs();
        v1.MapCatalogVersions();
        v1.MapEncounters();
        v1.MapSettlements();
        v1.MapReconciliations();
        v1.MapManualReimbursements();
        v1.MapStatistics();
        v1.MapVisits();
        v1.MapOpenness();
        v1.MapAgencies();
        v1.MapBenefitNotices();
    }

    private static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
