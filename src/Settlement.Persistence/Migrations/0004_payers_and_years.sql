-- Persons with entitlements, diseases of chronic care, injuries, every payer, the personal account, stays that are split over New Year.

-- 待遇身份 of a person: who is paid by which layer, and how.
ALTER TABLE person
    ADD COLUMN civil_servant         boolean     NOT NULL DEFAULT false,
    ADD COLUMN enterprise_supplement boolean     NOT NULL DEFAULT false,
    ADD COLUMN hardship              varchar(40) CHECK (hardship IN
        ('ExtremePoverty', 'MinimumLiving', 'MinimumLivingEdge', 'PovertyRisk', 'ImpoverishedByIllness'));

-- Chronic outpatient care is opened disease by disease. An older row without a disease opens none.
ALTER TABLE facility_opening
    DROP CONSTRAINT facility_opening_key,
    DROP CONSTRAINT facility_opening_no_overlap,
    DROP CONSTRAINT facility_opening_service_check,
    ADD COLUMN opening_id   bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT facility_opening_key PRIMARY KEY,
    ADD COLUMN disease_code varchar(6),
    ADD CONSTRAINT facility_opening_service_check CHECK (service IN ('Inpatient', 'Outpatient', 'ChronicOutpatient', 'Pharmacy')),
    ADD CONSTRAINT facility_opening_disease CHECK (disease_code IS NULL OR service = 'ChronicOutpatient');
ALTER TABLE facility_opening ADD CONSTRAINT facility_opening_no_overlap EXCLUDE USING gist
    (facility_code WITH =, service WITH =, (coalesce(disease_code, '')) WITH =, daterange(open_from, open_through, '[]') WITH &&);

-- A pharmacy sells without a diagnosis of its own.
ALTER TABLE encounter
    ADD COLUMN disease_code varchar(6),
    ADD COLUMN trauma       varchar(40) NOT NULL DEFAULT 'None' CHECK (trauma IN ('None', 'WithoutThirdParty', 'WithThirdParty')),
    ALTER COLUMN diagnosis_code DROP NOT NULL,
    DROP CONSTRAINT encounter_service_check,
    ADD CONSTRAINT encounter_service_check CHECK (service IN ('Inpatient', 'Outpatient', 'ChronicOutpatient', 'Pharmacy')),
    ADD CONSTRAINT encounter_diagnosis CHECK (diagnosis_code IS NOT NULL OR service = 'Pharmacy'),
    -- Not of older rows: chronic visits were registered without a disease, and none of them can be settled.
    ADD CONSTRAINT encounter_disease CHECK ((service = 'ChronicOutpatient') = (disease_code IS NOT NULL)) NOT VALID;

-- 个人账户 of a person: the balance is what was credited less what was spent.
CREATE TABLE personal_account (
    person_id     uuid   NOT NULL REFERENCES person CONSTRAINT personal_account_key PRIMARY KEY,
    credited_fen  bigint NOT NULL DEFAULT 0, -- sum of the credits
    spent_fen     bigint NOT NULL DEFAULT 0, -- sum of personal_account_fen of the settlements
    CONSTRAINT personal_account_covered CHECK (spent_fen BETWEEN 0 AND credited_fen)
);

-- 个人账户划入, under the agency's own number.
CREATE TABLE personal_account_credit (
    person_id     uuid         NOT NULL REFERENCES personal_account,
    credit_no     varchar(40)  NOT NULL,
    amount_fen    bigint       NOT NULL CHECK (amount_fen > 0),
    request_hash  bytea        NOT NULL,
    credited_by   varchar(100) NOT NULL,
    credited_at   timestamptz  NOT NULL,
    CONSTRAINT personal_account_credit_key PRIMARY KEY (person_id, credit_no)
);

-- What a settlement was computed from, and all who pay.
ALTER TABLE settlement
    DROP CONSTRAINT settlement_payers_add_up,
    DROP CONSTRAINT settlement_one_sign,
    ADD COLUMN disease_code                varchar(6),
    ADD COLUMN trauma                      varchar(40) NOT NULL DEFAULT 'None',
    ADD COLUMN birth_date                  date,
    ADD COLUMN sex                         varchar(40),
    ADD COLUMN is_civil_servant            boolean     NOT NULL DEFAULT false,
    ADD COLUMN has_enterprise_supplement   boolean     NOT NULL DEFAULT false,
    ADD COLUMN hardship                    varchar(40),
    ADD COLUMN qualified_diseases          text[]      NOT NULL DEFAULT '{}', -- for which the person was qualified on the first day
    ADD COLUMN civil_servant_fen           bigint      NOT NULL DEFAULT 0,
    ADD COLUMN enterprise_supplement_fen   bigint      NOT NULL DEFAULT 0,
    ADD COLUMN medical_aid_fen             bigint      NOT NULL DEFAULT 0,
    ADD COLUMN personal_account_fen        bigint      NOT NULL DEFAULT 0,
    ADD COLUMN cash_fen                    bigint,
    ADD COLUMN personal_account_before_fen bigint, -- balance before; null where the account was not used
    ALTER COLUMN working DROP NOT NULL; -- null in a reversal

-- The identity number says birth date and sex: seven to fourteen, and the seventeenth character.
UPDATE settlement SET
    cash_fen = personal_fen,
    birth_date = to_date(substr(person.identity_number, 7, 8), 'YYYYMMDD'),
    sex = CASE WHEN substr(person.identity_number, 17, 1)::int % 2 = 1 THEN 'Male' ELSE 'Female' END,
    working = CASE WHEN settlement.reverses IS NULL THEN working END
FROM person WHERE person.person_id = settlement.person_id;

ALTER TABLE settlement
    ALTER COLUMN trauma DROP DEFAULT,
    ALTER COLUMN birth_date SET NOT NULL,
    ALTER COLUMN sex SET NOT NULL,
    ALTER COLUMN is_civil_servant DROP DEFAULT,
    ALTER COLUMN has_enterprise_supplement DROP DEFAULT,
    ALTER COLUMN qualified_diseases DROP DEFAULT,
    ALTER COLUMN civil_servant_fen DROP DEFAULT,
    ALTER COLUMN enterprise_supplement_fen DROP DEFAULT,
    ALTER COLUMN medical_aid_fen DROP DEFAULT,
    ALTER COLUMN personal_account_fen DROP DEFAULT,
    ALTER COLUMN cash_fen SET NOT NULL,
    ADD CONSTRAINT settlement_disease CHECK ((service = 'ChronicOutpatient') = (disease_code IS NOT NULL)),
    ADD CONSTRAINT settlement_payers_add_up CHECK (total_fen = pooled_fund_fen + large_amount_fen + large_illness_fen
        + civil_servant_fen + enterprise_supplement_fen + medical_aid_fen + personal_fen),
    ADD CONSTRAINT settlement_person_adds_up CHECK (personal_fen = personal_account_fen + cash_fen),
    ADD CONSTRAINT settlement_account_covered CHECK
        (reverses IS NOT NULL OR personal_account_fen <= coalesce(personal_account_before_fen, 0)),
    ADD CONSTRAINT settlement_one_sign CHECK (
        CASE WHEN reverses IS NULL
            THEN least(full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, up_front_share_fen, deductible_fen,
                       pooled_fund_fen, large_amount_fen, large_illness_fen, civil_servant_fen, enterprise_supplement_fen,
                       medical_aid_fen, personal_fen, personal_account_fen, cash_fen) >= 0
            ELSE greatest(full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, up_front_share_fen, deductible_fen,
                          pooled_fund_fen, large_amount_fen, large_illness_fen, civil_servant_fen, enterprise_supplement_fen,
                          medical_aid_fen, personal_fen, personal_account_fen, cash_fen) <= 0
        END);

-- 跨年度住院: what the years before the discharge take of a stay that the insured place splits by days (R1.12.3). The year of the
-- discharge takes the rest, and stands in settlement itself.
CREATE TABLE settlement_earlier_year (
    person_id           uuid        NOT NULL,
    settlement_id       uuid        NOT NULL,
    account_year        smallint    NOT NULL,
    scheme              varchar(40) NOT NULL,
    account_sequence    integer     NOT NULL CHECK (account_sequence > 0),
    account_before      jsonb       NOT NULL,
    account_change      jsonb       NOT NULL,
    total_fen           bigint      NOT NULL,
    in_scope_fen        bigint      NOT NULL,
    up_front_share_fen  bigint      NOT NULL,
    deductible_fen      bigint      NOT NULL,
    pooled_fund_fen     bigint      NOT NULL,
    fund_total_fen      bigint      NOT NULL,
    CONSTRAINT settlement_earlier_year_key PRIMARY KEY (person_id, settlement_id, account_year),
    -- One number is one record: of settlement or of this table, both counted by benefit_account.last_sequence.
    CONSTRAINT settlement_earlier_year_sequence_key UNIQUE (person_id, account_year, scheme, account_sequence),
    CONSTRAINT settlement_earlier_year_settlement FOREIGN KEY (person_id, settlement_id) REFERENCES settlement,
    CONSTRAINT settlement_earlier_year_within CHECK (
        abs(up_front_share_fen + deductible_fen + pooled_fund_fen) <= abs(in_scope_fen) AND abs(in_scope_fen) <= abs(total_fen)
        AND abs(pooled_fund_fen) <= abs(fund_total_fen) AND abs(fund_total_fen) <= abs(total_fen))
);
