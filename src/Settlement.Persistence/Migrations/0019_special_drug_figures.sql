-- 单药支付比例 and 单药年度限额 (R-DRG-01): an entry of the list may have figures of its own, in place of and beside those of the policies.
ALTER TABLE special_drug
    ADD COLUMN ratio_percent      numeric(7, 4) CHECK (ratio_percent BETWEEN 0 AND 100),
    ADD COLUMN yearly_ceiling_fen bigint        CHECK (yearly_ceiling_fen > 0),
    ADD COLUMN basis              varchar(500), -- 依据: the published document that sets the figures
    ADD CONSTRAINT special_drug_basis CHECK (basis IS NOT NULL OR num_nonnulls(ratio_percent, yearly_ceiling_fen) = 0);

-- 撤回: an entry that has not begun is taken back; it stays as history, and another one may have its days.
ALTER TABLE special_drug
    ADD COLUMN withdrawn_reason varchar(500),
    ADD COLUMN withdrawn_by     varchar(100),
    ADD COLUMN withdrawn_at     timestamptz,
    ADD CONSTRAINT special_drug_withdrawn CHECK (num_nonnulls(withdrawn_reason, withdrawn_by, withdrawn_at) IN (0, 3)),
    DROP CONSTRAINT special_drug_no_overlap,
    ADD CONSTRAINT special_drug_no_overlap EXCLUDE USING gist
        (province WITH =, drug_code WITH =, daterange(valid_from, valid_through, '[]') WITH &&) WHERE (withdrawn_at IS NULL);

-- The drug that was settled, with what the list said of it, so that the settlement computes again to the same whatever the list says now.
-- Settlements of before have none of these, and did not count by drug.
ALTER TABLE settlement
    ADD COLUMN drug_code          varchar(50),
    ADD COLUMN drug_listing_no    varchar(40),
    ADD COLUMN drug_ratio_percent numeric(7, 4),
    ADD COLUMN drug_ceiling_fen   bigint,
    ADD COLUMN drug_basis         varchar(500),
    ADD CONSTRAINT settlement_drug CHECK (
        num_nonnulls(drug_code, drug_listing_no) IN (0, 2)
        AND (drug_code IS NOT NULL OR drug_basis IS NULL)
        AND (drug_basis IS NOT NULL OR num_nonnulls(drug_ratio_percent, drug_ceiling_fen) = 0)
        AND (drug_code IS NULL OR service = 'SpecialDrug'));
