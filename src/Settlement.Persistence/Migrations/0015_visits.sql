-- One visit, several settlements; what was declared for a chronic disease; which items and diagnoses belong to which disease.

-- 就诊: one person at one facility on one day, in parts that are settled alone.
CREATE TABLE visit (
    person_id     uuid         NOT NULL REFERENCES person,
    visit_id      uuid         NOT NULL,
    facility_code varchar(12)  NOT NULL REFERENCES facility,
    visit_no      varchar(40)  NOT NULL,
    started_on    date         NOT NULL,
    request_hash  bytea        NOT NULL,
    registered_by varchar(100) NOT NULL,
    registered_at timestamptz  NOT NULL,
    CONSTRAINT visit_key PRIMARY KEY (person_id, visit_id),
    CONSTRAINT visit_no_key UNIQUE (person_id, facility_code, visit_no)
);
CREATE INDEX visit_by_number ON visit (facility_code, visit_no);

ALTER TABLE encounter
    ADD COLUMN visit_id           uuid, -- the visit that it is a part of; null for an encounter by itself
    -- A line of it was declared for a disease at the same facility on the same day: the settlement asks what that means.
    ADD COLUMN has_declared_lines boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT encounter_visit FOREIGN KEY (person_id, visit_id) REFERENCES visit,
    ADD CONSTRAINT encounter_part_is_no_stay CHECK (visit_id IS NULL OR service <> 'Inpatient');
-- One part for each disease, and one for everything else.
CREATE UNIQUE INDEX encounter_part ON encounter (person_id, visit_id, coalesce(disease_code, '')) WHERE visit_id IS NOT NULL;

-- 病种申报: an item of a day that a facility declared for a disease. Written once and never deleted, also where the line itself goes.
CREATE TABLE disease_declaration (
    person_id     uuid         NOT NULL REFERENCES person,
    facility_code varchar(12)  NOT NULL REFERENCES facility,
    service_date  date         NOT NULL,
    item_code     varchar(50)  NOT NULL,
    disease_code  varchar(6)   NOT NULL,
    declared_by   varchar(100) NOT NULL,
    declared_at   timestamptz  NOT NULL,
    CONSTRAINT disease_declaration_key PRIMARY KEY (person_id, facility_code, service_date, item_code, disease_code)
);
-- What chronic encounters hold already.
INSERT INTO disease_declaration
SELECT l.person_id, e.facility_code, l.service_date, l.item_code, e.disease_code, e.registered_by, min(e.registered_at)
FROM fee_line l JOIN encounter e USING (person_id, encounter_id)
WHERE e.disease_code IS NOT NULL AND l.refunds_line_no IS NULL
GROUP BY 1, 2, 3, 4, 5, 6
ON CONFLICT DO NOTHING;
UPDATE encounter e SET has_declared_lines = true
WHERE e.service IN ('Outpatient', 'Pharmacy') AND EXISTS (
    SELECT FROM fee_line l JOIN disease_declaration d USING (person_id, service_date, item_code)
    WHERE l.person_id = e.person_id AND l.encounter_id = e.encounter_id AND d.facility_code = e.facility_code);

-- Which diagnoses and items belong to a chronic disease; the rows of a province stand in place of the national ones for that disease.
CREATE TABLE chronic_relevance (
    owner         varchar(6)  NOT NULL, -- 000000: national
    disease_code  varchar(6)  NOT NULL,
    kind          varchar(40) NOT NULL CHECK (kind IN ('Diagnosis', 'Item')),
    prefix        varchar(50) NOT NULL, -- first characters of the ICD-10 or item code
    valid_from    date        NOT NULL,
    valid_through date        CHECK (valid_through >= valid_from),
    source        text        NOT NULL,
    CONSTRAINT chronic_relevance_key PRIMARY KEY (owner, disease_code, kind, prefix, valid_from)
);
SELECT watch_reference_table('chronic_relevance', $$'national'$$);
