using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Settlement.Domain;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>The invented special drug lists and approvals; one that is there already is left as it is.</summary>
internal static class SpecialDrugRows
{
    internal static readonly VersionedPart Part =
        new("demonstration_special_drugs", () => DemonstrationFiles.HashOf("special-drugs.json"), InsertAsync);

    private static async Task<int> InsertAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var drugs = DemonstrationFiles.SpecialDrugs();
        foreach (var drug in drugs)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO special_drug (province, listing_no, drug_code, valid_from, ratio_percent, yearly_ceiling_fen, basis, request_hash, listed_by, listed_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'demonstration', now())
                ON CONFLICT DO NOTHING
                """,
                cancellation, drug.Province, drug.ListingNo, drug.DrugCode, drug.ListedFrom, drug.RatioPercent,
                drug.YearlyCeilingYuan is { } yuan ? Money.FromYuan(yuan).Fen : null, drug.Basis, RequestHash(drug.ListingNo));
            foreach (var approval in drug.Approvals)
                await connection.ExecuteAsync(
                    """
                    INSERT INTO special_drug_approval (person_id, approval_no, drug_code, doctor_code, doctor, hospital, pharmacy,
                        valid_from, valid_through, request_hash, granted_by, granted_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::date, $10, 'demonstration', now())
                    ON CONFLICT DO NOTHING
                    """,
                    cancellation, PersonId.Of(RegionCode.Parse(approval.InsuredRegion), new(approval.PersonNo)).Value, approval.ApprovalNo,
                    drug.DrugCode, approval.DoctorCode, approval.Doctor, approval.Hospital, approval.Pharmacy,
                    approval.ValidFrom, approval.ValidThrough, RequestHash(approval.ApprovalNo));
        }
        return drugs.Count;
    }

    /// <summary>No request brought these, so no request can be a retry of one.</summary>
    private static byte[] RequestHash(string no) => SHA256.HashData(Encoding.UTF8.GetBytes($"demonstration special drug {no}"));
}
