-- 撤销处方: the hospital takes a prescription back that no settlement has used.
ALTER TABLE special_drug_prescription
    ADD COLUMN cancelled_reason varchar(500),
    ADD COLUMN cancelled_by varchar(100),
    ADD COLUMN cancelled_at timestamptz,
    ADD CONSTRAINT special_drug_prescription_cancelled CHECK (num_nonnulls(cancelled_reason, cancelled_by, cancelled_at) IN (0, 3));

-- A cancellation takes the one use of the prescription, for no encounter: the key that forbids a second use forbids one of the two.
ALTER TABLE special_drug_use ALTER COLUMN encounter_id DROP NOT NULL;
