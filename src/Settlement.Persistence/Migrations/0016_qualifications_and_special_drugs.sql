-- 门诊慢特病资格 under numbers of the insured place: certificate, chosen facilities, revocation, history, uploads.

ALTER TABLE chronic_qualification
    DROP CONSTRAINT chronic_qualification_key,
    DROP CONSTRAINT chronic_qualification_no_overlap,
    ADD COLUMN qualification_no    varchar(40)   NOT NULL DEFAULT gen_random_uuid()::text,
    ADD COLUMN entry_no            bigint        GENERATED ALWAYS AS IDENTITY, -- the order of the lists
    ADD COLUMN insured_region      varchar(6),
    ADD COLUMN facilities          varchar(12)[] NOT NULL DEFAULT '{}', -- 选定医药机构; empty for every one (R-CHR-05)
    ADD COLUMN revoked_from        date          CHECK (revoked_from >= valid_from AND (valid_through IS NULL OR revoked_from <= valid_through)),
    ADD COLUMN doctor              varchar(100),  -- of the certificate; null where it is not known
    ADD COLUMN certified_on        date,
    ADD COLUMN certified_by        varchar(200),
    ADD COLUMN version             integer       NOT NULL DEFAULT 1,
    ADD COLUMN request_hash        bytea         NOT NULL DEFAULT '',
    ADD COLUMN granted_by          varchar(100)  NOT NULL DEFAULT 'reported',
    ADD CONSTRAINT chronic_qualification_certificate CHECK (num_nonnulls(doctor, certified_on, certified_by) IN (0, 3));

-- Those of before have numbers made of what they were known by.
UPDATE chronic_qualification q SET
    qualification_no = q.disease_code || '-' || to_char(q.valid_from, 'YYYYMMDD'),
    insured_region = person.insured_region
FROM person WHERE person.person_id = q.person_id;

ALTER TABLE chronic_qualification
    ALTER COLUMN insured_region SET NOT NULL,
    ADD CONSTRAINT chronic_qualification_key PRIMARY KEY (person_id, qualification_no);
-- Of one person and disease no two hold on one day. What was revoked from its first day on never held.
ALTER TABLE chronic_qualification ADD CONSTRAINT chronic_qualification_no_overlap EXCLUDE USING gist (
    person_id WITH =, disease_code WITH =,
    (CASE WHEN revoked_from = valid_from THEN 'empty'::daterange
          ELSE daterange(valid_from, least(valid_through, revoked_from - 1), '[]') END) WITH &&);
CREATE INDEX chronic_qualification_by_region ON chronic_qualification (insured_region, entry_no);
CREATE INDEX chronic_qualification_by_disease ON chronic_qualification (insured_region, disease_code, entry_no);
CREATE INDEX chronic_qualification_expiring ON chronic_qualification (insured_region, valid_through) WHERE revoked_from IS NULL;

-- What was done with a qualification, in the order of its versions, with what it came to.
CREATE TABLE chronic_qualification_event (
    person_id         uuid          NOT NULL,
    qualification_no  varchar(40)   NOT NULL,
    version           integer       NOT NULL,
    step              varchar(40)   NOT NULL CHECK (step IN ('Grant', 'Extend', 'ChangeFacilities', 'Revoke')),
    valid_through     date,
    revoked_from      date,
    facilities        varchar(12)[] NOT NULL,
    facilities_from   date          CHECK ((facilities_from IS NULL) = (step <> 'ChangeFacilities')), -- first day of a change
    request_hash      bytea         NOT NULL,
    note              varchar(500),
    done_by           varchar(100)  NOT NULL,
    done_at           timestamptz   NOT NULL,
    CONSTRAINT chronic_qualification_event_key PRIMARY KEY (person_id, qualification_no, version),
    CONSTRAINT chronic_qualification_event_of FOREIGN KEY (person_id, qualification_no) REFERENCES chronic_qualification
);
INSERT INTO chronic_qualification_event (person_id, qualification_no, version, step, valid_through, facilities, request_hash, done_by, done_at)
SELECT person_id, qualification_no, 1, 'Grant', valid_through, '{}', '', granted_by, recorded_at FROM chronic_qualification;

-- 选定医药机构 on a day: of what was granted or changed last among what had begun by then. A step that is taken later has the last word.
CREATE FUNCTION chosen_facilities(person uuid, qualification varchar, on_day date) RETURNS varchar[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT e.facilities FROM chronic_qualification_event e
         WHERE e.person_id = person AND e.qualification_no = qualification AND e.step IN ('Grant', 'ChangeFacilities')
           AND (e.facilities_from IS NULL OR e.facilities_from <= on_day)
         ORDER BY e.version DESC LIMIT 1),
        (SELECT q.facilities FROM chronic_qualification q WHERE q.person_id = person AND q.qualification_no = qualification))
$$;

-- 批量导入, taken as a whole or not at all.
CREATE TABLE chronic_qualification_upload (
    insured_region  varchar(6)   NOT NULL,
    upload_no       varchar(40)  NOT NULL,
    row_count       integer      NOT NULL CHECK (row_count > 0),
    granted         integer      NOT NULL CHECK (granted BETWEEN 0 AND row_count), -- the other rows were granted before, with the same content
    request_hash    bytea        NOT NULL,
    uploaded_by     varchar(100) NOT NULL,
    uploaded_at     timestamptz  NOT NULL,
    CONSTRAINT chronic_qualification_upload_key PRIMARY KEY (insured_region, upload_no)
);

-- The qualification that a settlement found, with the facilities chosen then, so that it computes again to the same.
ALTER TABLE settlement
    ADD COLUMN qualification_no         varchar(40),
    ADD COLUMN qualification_facilities varchar(12)[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT settlement_qualification CHECK (qualification_no IS NULL OR disease_code IS NOT NULL);

-- 特药 (R-DRG-01): a service of its own, settled on a prescription.
ALTER TABLE facility_opening
    DROP CONSTRAINT facility_opening_service_check,
    ADD CONSTRAINT facility_opening_service_check CHECK (service IN ('Inpatient', 'Outpatient', 'ChronicOutpatient', 'Pharmacy', 'SpecialDrug'));

-- 特药目录 of an insured province, under its own numbers: which drugs fall under the special drug rules of its policies, and when.
CREATE TABLE special_drug (
    province       varchar(6)   NOT NULL CHECK (province LIKE '__0000'),
    listing_no     varchar(40)  NOT NULL,
    drug_code      varchar(50)  NOT NULL,
    valid_from     date         NOT NULL,
    valid_through  date         CHECK (valid_through >= valid_from),
    request_hash   bytea        NOT NULL,
    listed_by      varchar(100) NOT NULL,
    listed_at      timestamptz  NOT NULL,
    ended_by       varchar(100),
    ended_at       timestamptz,
    CONSTRAINT special_drug_key PRIMARY KEY (province, listing_no),
    CONSTRAINT special_drug_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_at IS NULL OR valid_through IS NOT NULL)),
    CONSTRAINT special_drug_no_overlap EXCLUDE USING gist
        (province WITH =, drug_code WITH =, daterange(valid_from, valid_through, '[]') WITH &&)
);

-- 特药使用备案: one person, one drug, with the doctor who prescribes, the hospital and the pharmacy.
CREATE TABLE special_drug_approval (
    person_id       uuid         NOT NULL REFERENCES person,
    approval_no     varchar(40)  NOT NULL,
    drug_code       varchar(50)  NOT NULL,
    doctor_code     varchar(40)  NOT NULL,
    doctor          varchar(100) NOT NULL,
    hospital        varchar(12)  NOT NULL REFERENCES facility CHECK (hospital LIKE 'H%'),
    pharmacy        varchar(12)  NOT NULL REFERENCES facility CHECK (pharmacy LIKE 'P%'),
    valid_from      date         NOT NULL,
    valid_through   date         CHECK (valid_through >= valid_from),
    revoked_from    date         CHECK (revoked_from >= valid_from AND (valid_through IS NULL OR revoked_from <= valid_through)),
    revoked_reason  varchar(500),
    revoked_by      varchar(100),
    revoked_at      timestamptz,
    request_hash    bytea        NOT NULL,
    granted_by      varchar(100) NOT NULL,
    granted_at      timestamptz  NOT NULL,
    CONSTRAINT special_drug_approval_key PRIMARY KEY (person_id, approval_no),
    CONSTRAINT special_drug_approval_revoked CHECK (num_nonnulls(revoked_from, revoked_reason, revoked_by, revoked_at) IN (0, 4)),
    CONSTRAINT special_drug_approval_no_overlap EXCLUDE USING gist (
        person_id WITH =, drug_code WITH =,
        (CASE WHEN revoked_from = valid_from THEN 'empty'::daterange
              ELSE daterange(valid_from, least(valid_through, revoked_from - 1), '[]') END) WITH &&)
);

-- 特药处方 of the hospital of the approval, under its own number.
CREATE TABLE special_drug_prescription (
    person_id        uuid           NOT NULL REFERENCES person,
    prescription_id  uuid           NOT NULL,
    hospital         varchar(12)    NOT NULL REFERENCES facility,
    prescription_no  varchar(40)    NOT NULL,
    drug_code        varchar(50)    NOT NULL,
    doctor_code      varchar(40)    NOT NULL,
    quantity         numeric(16, 4) NOT NULL CHECK (quantity > 0),
    prescribed_on    date           NOT NULL,
    valid_through    date           NOT NULL CHECK (valid_through >= prescribed_on),
    request_hash     bytea          NOT NULL,
    recorded_by      varchar(100)   NOT NULL,
    recorded_at      timestamptz    NOT NULL,
    CONSTRAINT special_drug_prescription_key PRIMARY KEY (person_id, prescription_id),
    CONSTRAINT special_drug_prescription_no_key UNIQUE (person_id, hospital, prescription_no)
);
CREATE INDEX special_drug_prescription_by_number ON special_drug_prescription (hospital, prescription_no);

ALTER TABLE encounter
    ADD COLUMN prescription_id uuid,
    DROP CONSTRAINT encounter_service_check,
    ADD CONSTRAINT encounter_service_check CHECK (service IN ('Inpatient', 'Outpatient', 'ChronicOutpatient', 'Pharmacy', 'SpecialDrug')),
    DROP CONSTRAINT encounter_diagnosis,
    ADD CONSTRAINT encounter_diagnosis CHECK (diagnosis_code IS NOT NULL OR service IN ('Pharmacy', 'SpecialDrug')),
    ADD CONSTRAINT encounter_prescription CHECK ((service = 'SpecialDrug') = (prescription_id IS NOT NULL)),
    ADD CONSTRAINT encounter_prescribed FOREIGN KEY (person_id, prescription_id) REFERENCES special_drug_prescription;

-- A prescription is used up by one settlement that stands; its reversal deletes the row. A table of its own, so that no other
-- service's settlement pays for it.
CREATE TABLE special_drug_use (
    person_id        uuid NOT NULL,
    prescription_id  uuid NOT NULL,
    encounter_id     uuid NOT NULL,
    CONSTRAINT special_drug_use_key PRIMARY KEY (person_id, prescription_id),
    CONSTRAINT special_drug_use_prescription FOREIGN KEY (person_id, prescription_id) REFERENCES special_drug_prescription,
    CONSTRAINT special_drug_use_encounter FOREIGN KEY (person_id, encounter_id) REFERENCES encounter
);
