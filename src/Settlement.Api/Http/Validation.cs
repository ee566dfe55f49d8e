using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

internal static class Validation
{
    /// <summary>Checks the <typeparamref name="TRequest"/> of an operation before the handler runs; 400 where it is malformed.</summary>
    internal static RouteHandlerBuilder Validate<TRequest>(this RouteHandlerBuilder endpoint) where TRequest : notnull =>
        endpoint.ProducesProblem(400).WithMetadata(new ValidatedRequest(typeof(TRequest))).AddEndpointFilter(async (context, next) =>
        {
            var validator = context.HttpContext.RequestServices.GetRequiredService<IValidator<TRequest>>();
            var bodies = context.Arguments.OfType<IBodyOf<TRequest>>().Select(body => body.Content);
            var request = context.Arguments.OfType<TRequest>().Concat(bodies).Single();
            var result = await validator.ValidateAsync(request, context.HttpContext.RequestAborted);
            if (result.IsValid)
                return await next(context);

            var errors = result.Errors.Select(e => new FieldError(Pointer(e.PropertyName), e.ErrorMessage)).ToList();
            return ProblemKind.InvalidRequest.Refuse(errors[0].Message, errors[0].Pointer).With("errors", errors).ToResult();
        });

    /// <summary><c>Lines[0].ItemCode</c> becomes <c>/lines/0/itemCode</c>.</summary>
    internal static string Pointer(string property) => string.Concat(
        property.Split('.', '[').Select(part => "/" + JsonNamingPolicy.CamelCase.ConvertName(part.TrimEnd(']'))));

    private sealed record FieldError(string Pointer, string Message);
}

/// <summary>Says of an endpoint which request it checks, so that a test finds a request without a validator before a caller does.</summary>
internal sealed record ValidatedRequest(Type Type);
