using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Settlement.Domain;

namespace Settlement.Persistence;

/// <summary>Columns are named after their properties in snake case; an amount's name ends in <c>_fen</c>.</summary>
internal static class SnakeCase
{
    internal static void NameColumnsOf(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            property.SetColumnName(property.ClrType == typeof(Money) || property.ClrType == typeof(Money?) ? name + "_fen" : name);
        }
    }
}
