-- 手工（零星）报销: what could not be settled directly is claimed at the insured place (R-MAN-01, R-MAN-02, rules.md 1.18).

-- 手工报销规则: one document per insured place and version; a place without one follows the national rules that ship with the product.
CREATE TABLE manual_reimbursement_rules (
    insured_region  varchar(6)   NOT NULL,
    rules_version   varchar(60)  NOT NULL,
    valid_from      date         NOT NULL,
    valid_through   date         CHECK (valid_through >= valid_from),
    document        jsonb        NOT NULL,
    recorded_by     varchar(100) NOT NULL,
    recorded_at     timestamptz  NOT NULL,
    CONSTRAINT manual_reimbursement_rules_key PRIMARY KEY (insured_region, rules_version),
    CONSTRAINT manual_reimbursement_rules_no_overlap EXCLUDE USING gist
        (insured_region WITH =, daterange(valid_from, valid_through, '[]') WITH &&)
);

-- How a settlement came about, and whose catalogue split it. Constant defaults: no row is rewritten, and direct settlements do not send them.
ALTER TABLE settlement
    ADD COLUMN channel      varchar(40) NOT NULL DEFAULT 'Direct',
    ADD COLUMN catalog_side varchar(40) NOT NULL DEFAULT 'TreatmentPlace',
    ADD CONSTRAINT settlement_channel CHECK (channel IN ('Direct', 'Manual')) NOT VALID,
    ADD CONSTRAINT settlement_catalog_side CHECK (catalog_side = 'TreatmentPlace' OR catalog_side = 'InsuredPlace' AND channel = 'Manual') NOT VALID,
    -- What the person paid is not paid again from the personal account.
    ADD CONSTRAINT settlement_manual_cash CHECK (channel = 'Direct' OR personal_account_fen = 0) NOT VALID;
CREATE INDEX settlement_manual ON settlement (person_id, encounter_id) WHERE channel = 'Manual';

-- An encounter under a claim is paid in full and stays so: it can neither be settled nor be opened again.
ALTER TABLE encounter
    ADD COLUMN manual_claim_id uuid,
    ADD CONSTRAINT encounter_under_claim CHECK (manual_claim_id IS NULL OR state = 'PaidInFull');
CREATE INDEX encounter_paid_in_full_on ON encounter (paid_in_full_on) WHERE state = 'PaidInFull';

-- Stands for whatever facility a claim with documents only is about; the claim says which. It is in no directory, and no token is bound to it.
INSERT INTO facility (facility_code, name, kind, region, level, agreement_from, agreement_through, source)
VALUES ('H10000000000', '经办机构录入', 'Hospital', '100000', 'Community', '2000-01-01', '2000-01-01', 'agency')
ON CONFLICT DO NOTHING;

-- 收款账户 of a person: proposed by one clerk, confirmed by another. Rows stay, so they are the history.
CREATE TABLE payee_account (
    person_id      uuid         NOT NULL REFERENCES person,
    change_no      varchar(40)  NOT NULL,
    holder         varchar(100) NOT NULL,
    bank           varchar(200) NOT NULL,
    account_number varchar(30)  NOT NULL,
    state          varchar(40)  NOT NULL CHECK (state IN ('Proposed', 'Confirmed', 'Superseded', 'Rejected')),
    request_hash   bytea        NOT NULL,
    proposed_by    varchar(100) NOT NULL,
    proposed_at    timestamptz  NOT NULL,
    decided_by     varchar(100),
    decided_at     timestamptz,
    CONSTRAINT payee_account_key PRIMARY KEY (person_id, change_no),
    CONSTRAINT payee_account_second_person CHECK (decided_by <> proposed_by),
    CONSTRAINT payee_account_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (state <> 'Confirmed' OR decided_by IS NOT NULL))
);
CREATE UNIQUE INDEX payee_account_one_confirmed ON payee_account (person_id) WHERE state = 'Confirmed';
CREATE UNIQUE INDEX payee_account_one_proposed ON payee_account (person_id) WHERE state = 'Proposed';

-- 手工报销申请.
CREATE TABLE manual_claim (
    person_id              uuid          NOT NULL REFERENCES person,
    claim_id               uuid          NOT NULL,
    insured_region         varchar(6)    NOT NULL,
    claim_no               varchar(40)   NOT NULL,
    encounter_id           uuid          NOT NULL,
    is_uploaded            boolean       NOT NULL, -- by the facility; else the clerk entered the bill
    facility_code          varchar(12)   NOT NULL,
    facility_name          varchar(200)  NOT NULL,
    facility_region        varchar(6)    NOT NULL,
    facility_level         varchar(40)   NOT NULL CHECK (facility_level IN ('Community', 'Primary', 'Secondary', 'Tertiary')),
    service                varchar(40)   NOT NULL,
    ended_on               date          NOT NULL,
    total_fen              bigint        NOT NULL,
    state                  varchar(40)   NOT NULL CHECK (state IN
        ('Received', 'DocumentsComplete', 'Computed', 'Approved', 'Paid', 'Refused', 'Withdrawn')),
    version                integer       NOT NULL,
    shown                  varchar(40)[] NOT NULL,
    rules_version          varchar(60)   NOT NULL,
    catalog_side           varchar(40)   NOT NULL CHECK (catalog_side IN ('TreatmentPlace', 'InsuredPlace')),
    received_on            date          NOT NULL,
    due_on                 date,          -- null where the working days of the year are not known
    verification_proposed  boolean       NOT NULL,
    computation            jsonb,
    working                jsonb,
    computed_by            varchar(100),
    settlement_id          uuid,
    approved_by            varchar(100),
    refusal_reason         varchar(500),
    payee_change_no        varchar(40),
    bank_reference         varchar(60),
    paid_on                date,
    paid_by                varchar(100),
    request_hash           bytea         NOT NULL,
    opened_by              varchar(100)  NOT NULL,
    opened_at              timestamptz   NOT NULL,
    CONSTRAINT manual_claim_key PRIMARY KEY (person_id, claim_id),
    CONSTRAINT manual_claim_no_key UNIQUE (person_id, insured_region, claim_no),
    CONSTRAINT manual_claim_encounter FOREIGN KEY (person_id, encounter_id) REFERENCES encounter,
    CONSTRAINT manual_claim_settlement FOREIGN KEY (person_id, settlement_id) REFERENCES settlement,
    CONSTRAINT manual_claim_payee FOREIGN KEY (person_id, payee_change_no) REFERENCES payee_account,
    CONSTRAINT manual_claim_computed CHECK (
        num_nonnulls(computation, working, computed_by) IN (0, 3) AND (state NOT IN ('Computed', 'Approved', 'Paid') OR computation IS NOT NULL)),
    CONSTRAINT manual_claim_approved CHECK (
        (state IN ('Approved', 'Paid')) = (approved_by IS NOT NULL) AND (approved_by IS NULL) = (settlement_id IS NULL)),
    CONSTRAINT manual_claim_second_person CHECK (approved_by <> computed_by AND approved_by <> opened_by),
    CONSTRAINT manual_claim_paid CHECK (
        num_nonnulls(payee_change_no, bank_reference, paid_on, paid_by) = CASE WHEN state = 'Paid' THEN 4 ELSE 0 END),
    CONSTRAINT manual_claim_refused CHECK ((state IN ('Refused', 'Withdrawn')) = (refusal_reason IS NOT NULL))
);
CREATE INDEX manual_claim_by_number ON manual_claim (insured_region, claim_no);
CREATE INDEX manual_claim_due ON manual_claim (insured_region, due_on) WHERE state IN ('Received', 'DocumentsComplete', 'Computed', 'Approved');
CREATE UNIQUE INDEX manual_claim_one_live ON manual_claim (person_id, encounter_id) WHERE state NOT IN ('Refused', 'Withdrawn');
ALTER TABLE encounter ADD CONSTRAINT encounter_manual_claim FOREIGN KEY (person_id, manual_claim_id) REFERENCES manual_claim;

-- What was done with a claim, in the order of its versions.
CREATE TABLE manual_claim_event (
    person_id     uuid         NOT NULL,
    claim_id      uuid         NOT NULL,
    version       integer      NOT NULL,
    step          varchar(40)  NOT NULL CHECK (step IN ('Open', 'Supply', 'Compute', 'Approve', 'Refuse', 'Withdraw', 'Pay')),
    state         varchar(40)  NOT NULL,
    request_hash  bytea        NOT NULL,
    note          varchar(500),
    done_by       varchar(100) NOT NULL,
    done_at       timestamptz  NOT NULL,
    CONSTRAINT manual_claim_event_key PRIMARY KEY (person_id, claim_id, version),
    CONSTRAINT manual_claim_event_claim FOREIGN KEY (person_id, claim_id) REFERENCES manual_claim
);

-- 材料附件 of a claim. The content lies in the document store under its hash.
CREATE TABLE manual_claim_document (
    person_id    uuid         NOT NULL,
    claim_id     uuid         NOT NULL,
    kind         varchar(40)  NOT NULL CHECK (kind IN ('Invoice', 'FeeList', 'DiagnosisCertificate', 'MedicalRecord')),
    sha256       bytea        NOT NULL CHECK (length(sha256) = 32),
    file_name    varchar(200) NOT NULL,
    media_type   varchar(100) NOT NULL,
    size_bytes   integer      NOT NULL CHECK (size_bytes > 0),
    supplied_by  varchar(100) NOT NULL,
    supplied_at  timestamptz  NOT NULL,
    CONSTRAINT manual_claim_document_key PRIMARY KEY (person_id, claim_id, kind, sha256),
    CONSTRAINT manual_claim_document_claim FOREIGN KEY (person_id, claim_id) REFERENCES manual_claim
);

-- 票据 that a claim is about; stays whatever becomes of the claim.
CREATE TABLE manual_claim_invoice (
    person_id     uuid        NOT NULL,
    claim_id      uuid        NOT NULL,
    invoice_code  varchar(20) NOT NULL,
    invoice_no    varchar(20) NOT NULL,
    CONSTRAINT manual_claim_invoice_key PRIMARY KEY (person_id, claim_id, invoice_code, invoice_no),
    CONSTRAINT manual_claim_invoice_claim FOREIGN KEY (person_id, claim_id) REFERENCES manual_claim
);

-- Which invoice is used, by a direct settlement or by a claim: never by two (R1.18.3). Keyed by the invoice, since whoever else brings the
-- same one must be refused. A reversal, a refusal or a withdrawal deletes the row.
CREATE TABLE invoice_use (
    invoice_code   varchar(20) NOT NULL, -- empty where the invoice has none
    invoice_no     varchar(20) NOT NULL,
    used_for       uuid        NOT NULL, -- the person
    settlement_id  uuid,
    claim_id       uuid,
    used_by        varchar(100) NOT NULL,
    used_at        timestamptz NOT NULL,
    CONSTRAINT invoice_use_key PRIMARY KEY (invoice_code, invoice_no),
    -- One bill has one key: the code is missing exactly where the number has twenty characters.
    CONSTRAINT invoice_use_code CHECK ((invoice_code = '') = (length(invoice_no) = 20)),
    CONSTRAINT invoice_use_once CHECK (num_nonnulls(settlement_id, claim_id) = 1),
    CONSTRAINT invoice_use_settlement FOREIGN KEY (used_for, settlement_id) REFERENCES settlement,
    CONSTRAINT invoice_use_claim FOREIGN KEY (used_for, claim_id) REFERENCES manual_claim
);
CREATE INDEX invoice_use_of_settlement ON invoice_use (used_for, settlement_id) WHERE settlement_id IS NOT NULL;
CREATE INDEX invoice_use_of_claim ON invoice_use (used_for, claim_id) WHERE claim_id IS NOT NULL;

-- 费用协查: a question to the treatment place's agency about the bill of a claim (R1.17.1, R1.17.2).
CREATE TABLE fee_verification (
    person_id        uuid          NOT NULL,
    claim_id         uuid          NOT NULL,
    insured_region   varchar(6)    NOT NULL,
    verification_no  varchar(40)   NOT NULL,
    treatment_region varchar(6)    NOT NULL,
    question         varchar(1000) NOT NULL,
    due_on           date,
    request_hash     bytea         NOT NULL,
    requested_by     varchar(100)  NOT NULL,
    requested_at     timestamptz   NOT NULL,
    finding          varchar(40)   CHECK (finding IN ('Confirmed', 'PartlyConfirmed', 'NotConfirmed')),
    answer           varchar(1000),
    answer_hash      bytea,
    answered_by      varchar(100),
    answered_at      timestamptz,
    CONSTRAINT fee_verification_key PRIMARY KEY (person_id, claim_id, verification_no),
    CONSTRAINT fee_verification_no_key UNIQUE (person_id, insured_region, verification_no),
    CONSTRAINT fee_verification_claim FOREIGN KEY (person_id, claim_id) REFERENCES manual_claim,
    CONSTRAINT fee_verification_answered CHECK (num_nonnulls(finding, answer, answer_hash, answered_by, answered_at) IN (0, 5))
);
CREATE INDEX fee_verification_by_number ON fee_verification (insured_region, verification_no);
CREATE INDEX fee_verification_at_treatment_place ON fee_verification (treatment_region, insured_region, verification_no);
CREATE INDEX fee_verification_open ON fee_verification (insured_region, due_on) WHERE answered_at IS NULL;
