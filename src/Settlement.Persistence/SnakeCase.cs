using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Settlement.Domain;

namespace Settlement.Persistence;

/// <summary>Columns are named after their properties in snake case, where a mapping does not name them; an amount's name ends in <c>_fen</c>.</summary>
internal static class SnakeCase
{
    internal static void NameColumnsOf(ModelBuilder model)
    {
        var properties = model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties());
        foreach (var property in properties.Where(property => property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null))
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            property.SetColumnName(property.ClrType == typeof(Money) || property.ClrType == typeof(Money?) ? name + "_fen" : name);
        }
    }
}
