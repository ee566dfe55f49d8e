-- Tables of the settlement path. Money is bigint fen; ranges of days include both ends; enums are stored as words.
-- A table that belongs to a person has person_id first in its keys (design: one person, one shard).
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- 就医地目录: national list (owner 000000) and each treatment province's own entries.
CREATE TABLE catalog_entry (
    owner                    char(6)       NOT NULL,
    item_code                varchar(50)   NOT NULL,
    catalog_version          varchar(60)   NOT NULL,
    name                     text          NOT NULL,
    kind                     varchar(40)   NOT NULL CHECK (kind IN ('WesternMedicine', 'ChineseMedicine', 'MedicalService')),
    item_class               varchar(1)    NOT NULL CHECK (item_class IN ('A', 'B', 'C')),
    first_self_paid_ratio    numeric(5, 4) CHECK (first_self_paid_ratio BETWEEN 0 AND 1),
    price_limit_community    numeric(16, 6),
    price_limit_primary      numeric(16, 6),
    price_limit_secondary    numeric(16, 6),
    price_limit_tertiary     numeric(16, 6),
    fee_category             varchar(2)    NOT NULL,
    payment_restriction      text,
    valid_from               date          NOT NULL,
    valid_through            date          CHECK (valid_through >= valid_from),
    source                   varchar(40)   NOT NULL CHECK (source IN ('national', 'provincial', 'demonstration')),
    recorded_at              timestamptz   NOT NULL DEFAULT now(),
    superseded_at            timestamptz,
    CONSTRAINT catalog_entry_key PRIMARY KEY (owner, item_code, valid_from, recorded_at),
    -- By the hash of owner and code, which loads three times as fast as by the texts; that two of them hash alike is beyond chance.
    CONSTRAINT catalog_entry_no_overlap EXCLUDE USING gist
        (hashtextextended(owner || item_code, 0) WITH =, daterange(valid_from, valid_through, '[]') WITH &&) WHERE (superseded_at IS NULL)
);

-- 参保地政策: one document per pooling region, scheme and version; published by a second person.
CREATE TABLE policy_version (
    policy_version  varchar(60)  NOT NULL CONSTRAINT policy_version_key PRIMARY KEY,
    insured_region  char(6)      NOT NULL,
    scheme          varchar(40)  NOT NULL CHECK (scheme IN ('Employee', 'Resident')),
    valid_from      date         NOT NULL,
    valid_through   date         CHECK (valid_through >= valid_from),
    state           varchar(40)  NOT NULL CHECK (state IN ('Draft', 'Published', 'Superseded')),
    document        jsonb        NOT NULL,
    drafted_by      varchar(100) NOT NULL,
    published_by    varchar(100),
    recorded_at     timestamptz  NOT NULL DEFAULT now(),
    published_at    timestamptz,
    superseded_at   timestamptz,
    CONSTRAINT policy_version_second_person CHECK (published_by <> drafted_by),
    CONSTRAINT policy_version_published CHECK ((state = 'Draft') = (published_at IS NULL) AND (published_by IS NULL) = (published_at IS NULL)),
    CONSTRAINT policy_version_no_overlap EXCLUDE USING gist
        (insured_region WITH =, scheme WITH =, daterange(valid_from, valid_through, '[]') WITH &&) WHERE (state = 'Published')
);

-- 定点医药机构
CREATE TABLE facility (
    facility_code      char(12)     NOT NULL CONSTRAINT facility_key PRIMARY KEY,
    name               varchar(200) NOT NULL,
    kind               varchar(40)  NOT NULL CHECK (kind IN ('Hospital', 'Pharmacy')),
    region             char(6)      NOT NULL,
    level              varchar(40)  NOT NULL CHECK (level IN ('Community', 'Primary', 'Secondary', 'Tertiary')),
    agreement_from     date         NOT NULL,
    agreement_through  date         CHECK (agreement_through >= agreement_from),
    source             varchar(40)  NOT NULL,
    recorded_at        timestamptz  NOT NULL DEFAULT now()
);
CREATE INDEX facility_region ON facility (region, facility_code);

CREATE TABLE facility_opening (
    facility_code  char(12)    NOT NULL REFERENCES facility,
    service        varchar(40) NOT NULL CHECK (service IN ('Inpatient', 'Outpatient', 'ChronicOutpatient')),
    open_from      date        NOT NULL,
    open_through   date        CHECK (open_through >= open_from),
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT facility_opening_key PRIMARY KEY (facility_code, service, open_from),
    CONSTRAINT facility_opening_no_overlap EXCLUDE USING gist
        (facility_code WITH =, service WITH =, daterange(open_from, open_through, '[]') WITH &&)
);

-- 参保人. person_id is made from insured region and person number, so the key guards both.
CREATE TABLE person (
    person_id        uuid         NOT NULL CONSTRAINT person_key PRIMARY KEY,
    insured_region   char(6)      NOT NULL,
    person_no        varchar(30)  NOT NULL,
    name             varchar(100) NOT NULL,
    identity_number  char(18)     NOT NULL,
    scheme           varchar(40)  NOT NULL CHECK (scheme IN ('Employee', 'Resident')),
    category         varchar(40)  NOT NULL CHECK (category IN ('Active', 'Retired', 'AdultResident', 'MinorResident')),
    status           varchar(40)  NOT NULL CHECK (status IN ('Normal', 'Suspended', 'Terminated')),
    source           varchar(40)  NOT NULL,
    recorded_at      timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT person_category_of_scheme CHECK ((scheme = 'Employee') = (category IN ('Active', 'Retired')))
);

-- 门诊慢特病资格, granted by the insured place.
CREATE TABLE chronic_qualification (
    person_id      uuid        NOT NULL REFERENCES person,
    disease_code   varchar(6)  NOT NULL,
    valid_from     date        NOT NULL,
    valid_through  date        CHECK (valid_through >= valid_from),
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT chronic_qualification_key PRIMARY KEY (person_id, disease_code, valid_from),
    CONSTRAINT chronic_qualification_no_overlap EXCLUDE USING gist
        (person_id WITH =, disease_code WITH =, daterange(valid_from, valid_through, '[]') WITH &&)
);

-- 备案
CREATE TABLE filing (
    person_id      uuid         NOT NULL REFERENCES person,
    filing_id      uuid         NOT NULL,
    insured_region char(6)      NOT NULL,
    filing_no      varchar(40)  NOT NULL,
    type           varchar(40)  NOT NULL CHECK (type IN
        ('RelocatedRetiree', 'LongTermResident', 'PostedWorker', 'Referral', 'Emergency', 'OtherTemporary')),
    destination    char(6)      NOT NULL,
    valid_from     date         NOT NULL,
    valid_through  date         CHECK (valid_through >= valid_from),
    state          varchar(40)  NOT NULL CHECK (state IN ('Submitted', 'Accepted', 'Rejected')),
    request_hash   bytea        NOT NULL,
    submitted_by   varchar(100) NOT NULL,
    submitted_at   timestamptz  NOT NULL,
    decided_by     varchar(100),
    decided_at     timestamptz,
    decision_note  varchar(500),
    CONSTRAINT filing_key PRIMARY KEY (person_id, filing_id),
    CONSTRAINT filing_no_key UNIQUE (person_id, insured_region, filing_no),
    CONSTRAINT filing_decided CHECK ((state = 'Submitted') = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CONSTRAINT filing_temporary_ends CHECK (type IN ('RelocatedRetiree', 'LongTermResident', 'PostedWorker') OR valid_through IS NOT NULL),
    CONSTRAINT filing_one_long_term EXCLUDE USING gist
        (person_id WITH =, daterange(valid_from, valid_through, '[]') WITH &&)
        WHERE (state = 'Accepted' AND type IN ('RelocatedRetiree', 'LongTermResident', 'PostedWorker'))
);
CREATE INDEX filing_by_number ON filing (insured_region, filing_no);

-- 就诊
CREATE TABLE encounter (
    person_id       uuid         NOT NULL REFERENCES person,
    encounter_id    uuid         NOT NULL,
    facility_code   char(12)     NOT NULL REFERENCES facility,
    encounter_no    varchar(40)  NOT NULL,
    service         varchar(40)  NOT NULL CHECK (service IN ('Inpatient', 'Outpatient', 'ChronicOutpatient')),
    is_emergency    boolean      NOT NULL,
    started_on      date         NOT NULL,
    diagnosis_code  varchar(20)  NOT NULL,
    state           varchar(40)  NOT NULL CHECK (state IN ('Open', 'Settled')),
    request_hash    bytea        NOT NULL,
    registered_by   varchar(100) NOT NULL,
    registered_at   timestamptz  NOT NULL,
    CONSTRAINT encounter_key PRIMARY KEY (person_id, encounter_id),
    CONSTRAINT encounter_no_key UNIQUE (person_id, facility_code, encounter_no)
);
CREATE INDEX encounter_by_number ON encounter (facility_code, encounter_no);

-- 费用明细 of an encounter that is not settled yet may be replaced; settlement_line keeps what was settled.
CREATE TABLE fee_line (
    person_id     uuid           NOT NULL,
    encounter_id  uuid           NOT NULL,
    line_no       varchar(40)    NOT NULL,
    item_code     varchar(50)    NOT NULL,
    service_date  date           NOT NULL,
    quantity      numeric(16, 4) NOT NULL CHECK (quantity > 0),
    unit_price    numeric(16, 6) NOT NULL CHECK (unit_price >= 0),
    amount_fen    bigint         NOT NULL CHECK (amount_fen >= 0),
    CONSTRAINT fee_line_key PRIMARY KEY (person_id, encounter_id, line_no),
    CONSTRAINT fee_line_encounter FOREIGN KEY (person_id, encounter_id) REFERENCES encounter
);

-- 结算: written once. A reversal has negative amounts and names the settlement that it reverses.
CREATE TABLE settlement (
    person_id            uuid         NOT NULL,
    settlement_id        uuid         NOT NULL,
    facility_code        char(12)     NOT NULL,
    transaction_no       varchar(40)  NOT NULL,
    encounter_id         uuid         NOT NULL,
    reverses             uuid,
    reason               varchar(200),
    insured_region       char(6)      NOT NULL,
    scheme               varchar(40)  NOT NULL,
    service              varchar(40)  NOT NULL,
    person_category      varchar(40)  NOT NULL,
    facility_level       varchar(40)  NOT NULL,
    facility_region      char(6)      NOT NULL,
    is_emergency         boolean      NOT NULL,
    started_on           date         NOT NULL,
    ended_on             date         NOT NULL,
    account_year         smallint     NOT NULL,
    account_sequence     integer      NOT NULL CHECK (account_sequence > 0),
    treatment_class      varchar(40)  NOT NULL,
    filing_id            uuid,
    policy_version       varchar(60)  NOT NULL REFERENCES policy_version,
    total_fen            bigint       NOT NULL,
    full_self_pay_fen    bigint       NOT NULL,
    over_limit_fen       bigint       NOT NULL,
    first_self_paid_fen  bigint       NOT NULL,
    in_scope_fen         bigint       NOT NULL,
    up_front_share_fen   bigint       NOT NULL,
    deductible_fen       bigint       NOT NULL,
    pooled_fund_fen      bigint       NOT NULL,
    large_amount_fen     bigint       NOT NULL,
    large_illness_fen    bigint       NOT NULL,
    personal_fen         bigint       NOT NULL,
    account_before       jsonb        NOT NULL,
    account_change       jsonb        NOT NULL,
    working              jsonb        NOT NULL,
    request_hash         bytea        NOT NULL,
    settled_by           varchar(100) NOT NULL,
    settled_at           timestamptz  NOT NULL,
    CONSTRAINT settlement_key PRIMARY KEY (person_id, settlement_id),
    CONSTRAINT settlement_transaction_no_key UNIQUE (person_id, facility_code, transaction_no),
    CONSTRAINT settlement_reversed_once UNIQUE (person_id, reverses),
    CONSTRAINT settlement_account_sequence_key UNIQUE (person_id, account_year, scheme, account_sequence),
    CONSTRAINT settlement_encounter FOREIGN KEY (person_id, encounter_id) REFERENCES encounter,
    CONSTRAINT settlement_reverses FOREIGN KEY (person_id, reverses) REFERENCES settlement,
    CONSTRAINT settlement_scope_adds_up CHECK
        (total_fen = full_self_pay_fen + over_limit_fen + first_self_paid_fen + in_scope_fen),
    CONSTRAINT settlement_payers_add_up CHECK
        (total_fen = pooled_fund_fen + large_amount_fen + large_illness_fen + personal_fen),
    CONSTRAINT settlement_one_sign CHECK (
        CASE WHEN reverses IS NULL
            THEN least(full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, up_front_share_fen, deductible_fen,
                       pooled_fund_fen, large_amount_fen, large_illness_fen, personal_fen) >= 0
            ELSE greatest(full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, up_front_share_fen, deductible_fen,
                          pooled_fund_fen, large_amount_fen, large_illness_fen, personal_fen) <= 0
        END)
);
CREATE INDEX settlement_by_number ON settlement (facility_code, transaction_no);

CREATE TABLE settlement_line (
    person_id            uuid           NOT NULL,
    settlement_id        uuid           NOT NULL,
    line_no              varchar(40)    NOT NULL,
    item_code            varchar(50)    NOT NULL,
    service_date         date           NOT NULL,
    quantity             numeric(16, 4) NOT NULL,
    unit_price           numeric(16, 6) NOT NULL,
    amount_fen           bigint         NOT NULL,
    full_self_pay_fen    bigint         NOT NULL,
    over_limit_fen       bigint         NOT NULL,
    first_self_paid_fen  bigint         NOT NULL,
    in_scope_fen         bigint         NOT NULL,
    item_class           varchar(1)     NOT NULL,
    fee_category         varchar(2)     NOT NULL,
    catalog_version      varchar(60)    NOT NULL,
    CONSTRAINT settlement_line_key PRIMARY KEY (person_id, settlement_id, line_no),
    CONSTRAINT settlement_line_settlement FOREIGN KEY (person_id, settlement_id) REFERENCES settlement,
    CONSTRAINT settlement_line_adds_up CHECK (amount_fen = full_self_pay_fen + over_limit_fen + first_self_paid_fen + in_scope_fen)
);

-- 年度台账: the fold of a person's settlements of one year and scheme; locked by whoever settles.
CREATE TABLE benefit_account (
    person_id     uuid        NOT NULL REFERENCES person,
    account_year  smallint    NOT NULL,
    scheme        varchar(40) NOT NULL,
    last_sequence integer     NOT NULL DEFAULT 0, -- settlement.account_sequence of the latest record
    encounters    jsonb       NOT NULL DEFAULT '{}',
    amounts       jsonb       NOT NULL DEFAULT '{}',
    CONSTRAINT benefit_account_key PRIMARY KEY (person_id, account_year, scheme)
);

-- Every read of a person by staff of the insured place.
CREATE TABLE person_access (
    person_id   uuid         NOT NULL,
    access_id   uuid         NOT NULL,
    read_at     timestamptz  NOT NULL,
    read_by     varchar(100) NOT NULL,
    operation   varchar(100) NOT NULL,
    trace_id    varchar(64)  NOT NULL,
    CONSTRAINT person_access_key PRIMARY KEY (person_id, access_id)
);
