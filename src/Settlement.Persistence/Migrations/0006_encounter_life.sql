-- The life of an encounter: what was presented, changes, discharge, cancellation, payment in full, and what it continues.

ALTER TABLE encounter
    ADD COLUMN other_diagnoses        varchar(20)[] NOT NULL DEFAULT '{}',
    -- 就诊凭证: the kind and the last characters of what was shown; the number itself is not kept.
    ADD COLUMN credential_kind        varchar(40)   CHECK (credential_kind IN ('EVoucher', 'IdentityCard', 'SocialSecurityCard')),
    ADD COLUMN credential_ending      varchar(4),
    ADD COLUMN holder_id              uuid          REFERENCES person, -- 亲情账户: whose credential it was, if not the person's own
    ADD COLUMN holder_relation        varchar(40)   CHECK (holder_relation IN ('Parent', 'Child')),
    ADD COLUMN trauma_statement_on    date,
    ADD COLUMN trauma_statement       varchar(500),
    ADD COLUMN continuation           varchar(40)   CHECK (continuation IN ('Transfer', 'SameCourse')),
    ADD COLUMN continues_encounter_id uuid,
    ADD COLUMN discharged_on          date,
    ADD COLUMN discharge_manner       varchar(40)   CHECK (discharge_manner IN
        ('Ordered', 'TransferredToHospital', 'TransferredToCommunity', 'AgainstAdvice', 'Death', 'Other')),
    ADD COLUMN paid_in_full_on        date,
    ADD COLUMN paid_in_full_fen       bigint,
    ADD COLUMN self_payment_reason    varchar(40)   CHECK (self_payment_reason IN ('Refused', 'Fault', 'Chosen')),
    DROP CONSTRAINT encounter_state_check,
    ADD CONSTRAINT encounter_state_check CHECK (state IN ('Open', 'Settled', 'Cancelled', 'PaidInFull')),
    ADD CONSTRAINT encounter_credential CHECK ((credential_kind IS NULL) = (credential_ending IS NULL)),
    ADD CONSTRAINT encounter_holder CHECK (
        (holder_id IS NULL) = (holder_relation IS NULL) AND (holder_id IS NULL OR credential_kind IS NOT NULL) AND holder_id <> person_id),
    ADD CONSTRAINT encounter_trauma_statement CHECK (
        (trauma_statement_on IS NULL) = (trauma_statement IS NULL) AND (trauma_statement IS NULL OR trauma = 'WithoutThirdParty')),
    ADD CONSTRAINT encounter_continues CHECK (
        (continuation IS NULL) = (continues_encounter_id IS NULL) AND continues_encounter_id <> encounter_id),
    ADD CONSTRAINT encounter_continued FOREIGN KEY (person_id, continues_encounter_id) REFERENCES encounter,
    ADD CONSTRAINT encounter_discharge CHECK (
        (discharged_on IS NULL) = (discharge_manner IS NULL) AND (discharged_on IS NULL OR service = 'Inpatient' AND discharged_on >= started_on)),
    ADD CONSTRAINT encounter_paid_in_full CHECK (
        (state = 'PaidInFull') = (paid_in_full_on IS NOT NULL) AND num_nonnulls(paid_in_full_on, paid_in_full_fen, self_payment_reason) IN (0, 3));

-- An encounter that continues another one is found from that one.
CREATE INDEX encounter_continuing ON encounter (person_id, continues_encounter_id) WHERE continues_encounter_id IS NOT NULL;

-- 电子凭证令牌: one token, one visit. Not of one person's table, since the same token must be refused for everybody else.
CREATE TABLE credential_token (
    token_hash    bytea       NOT NULL CONSTRAINT credential_token_key PRIMARY KEY,
    facility_code varchar(12) NOT NULL,
    encounter_no  varchar(40) NOT NULL,
    used_at       timestamptz NOT NULL
);

-- What was done to an encounter after its registration, by whom and when.
CREATE TABLE encounter_event (
    person_id     uuid         NOT NULL,
    encounter_id  uuid         NOT NULL,
    event_id      uuid         NOT NULL,
    kind          varchar(40)  NOT NULL CHECK (kind IN
        ('Changed', 'Cancelled', 'Discharged', 'DischargeCancelled', 'PaidInFull', 'SelfPaymentCancelled', 'LinesDeleted')),
    request_hash  bytea        NOT NULL,
    note          varchar(500),
    done_by       varchar(100) NOT NULL,
    done_at       timestamptz  NOT NULL,
    CONSTRAINT encounter_event_key PRIMARY KEY (person_id, encounter_id, event_id),
    CONSTRAINT encounter_event_encounter FOREIGN KEY (person_id, encounter_id) REFERENCES encounter
);

-- The hospital's own code 医疗机构目录编码, and where an item of a stay was done or bought if not in the hospital 外检外购.
ALTER TABLE fee_line
    ADD COLUMN hospital_item_code varchar(150),
    ADD COLUMN outside_facility   varchar(200);
ALTER TABLE settlement_line
    ADD COLUMN hospital_item_code varchar(150),
    ADD COLUMN outside_facility   varchar(200);

-- What a continuing encounter was computed from.
ALTER TABLE settlement
    ADD COLUMN continuation               varchar(40) CHECK (continuation IN ('Transfer', 'SameCourse')),
    ADD COLUMN deductible_paid_before_fen bigint,
    ADD CONSTRAINT settlement_continuation CHECK ((continuation IS NULL) = (deductible_paid_before_fen IS NULL));
