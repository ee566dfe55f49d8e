-- The life of a filing: channel, documents, what ended it, and how an insured place handles filings.

-- 备案规则: one document per insured place and version; a place without one follows the national rules that ship with the product.
CREATE TABLE filing_rules (
    insured_region  varchar(6)   NOT NULL,
    rules_version   varchar(60)  NOT NULL,
    valid_from      date         NOT NULL,
    valid_through   date         CHECK (valid_through >= valid_from),
    document        jsonb        NOT NULL,
    recorded_by     varchar(100) NOT NULL,
    recorded_at     timestamptz  NOT NULL,
    CONSTRAINT filing_rules_key PRIMARY KEY (insured_region, rules_version),
    CONSTRAINT filing_rules_no_overlap EXCLUDE USING gist
        (insured_region WITH =, daterange(valid_from, valid_through, '[]') WITH &&)
);

ALTER TABLE filing
    ADD COLUMN channel            varchar(40)   NOT NULL DEFAULT 'Window' CHECK (channel IN
        ('Window', 'Phone', 'Fax', 'Web', 'App', 'MiniProgram', 'Employer')),
    ADD COLUMN version            integer       NOT NULL DEFAULT 1,
    ADD COLUMN facilities         varchar(12)[] NOT NULL DEFAULT '{}',
    ADD COLUMN shown              varchar(40)[] NOT NULL DEFAULT '{}', -- documents that the agency saw or was sent
    ADD COLUMN promised           boolean       NOT NULL DEFAULT false, -- 个人承诺书
    ADD COLUMN complete_from      date,          -- first day on which no document was owed
    ADD COLUMN ended_on           date,          -- last day of a filing that something ended; before valid_from it never held
    ADD COLUMN slot               smallint,      -- 1 to the number of filings of its class at once; null where there is no limit
    ADD COLUMN due_on             date,          -- 办结期限 of an online filing
    ADD COLUMN replaces_filing_id uuid,
    ADD COLUMN phone              varchar(30),
    ADD COLUMN address            varchar(200),
    ADD COLUMN rules_version      varchar(60),
    DROP CONSTRAINT filing_state_check,
    DROP CONSTRAINT filing_decided,
    DROP CONSTRAINT filing_one_long_term,
    ADD CONSTRAINT filing_state_check CHECK (state IN
        ('Submitted', 'Returned', 'Withdrawn', 'Rejected', 'Accepted', 'Changed', 'Cancelled', 'Ended')),
    ADD CONSTRAINT filing_decided CHECK (
        (state IN ('Submitted', 'Returned', 'Withdrawn')) = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    ADD CONSTRAINT filing_ended CHECK ((state IN ('Changed', 'Cancelled', 'Ended')) = (ended_on IS NOT NULL)),
    ADD CONSTRAINT filing_replaces FOREIGN KEY (person_id, replaces_filing_id) REFERENCES filing,
    ADD CONSTRAINT filing_replaces_another CHECK (replaces_filing_id <> filing_id);

-- Filings of before owed nothing that anybody knows of.
UPDATE filing SET complete_from = valid_from, version = 2 WHERE state = 'Accepted';
UPDATE filing SET version = 2 WHERE state = 'Rejected';
UPDATE filing SET slot = 1 WHERE state = 'Accepted' AND type IN ('RelocatedRetiree', 'LongTermResident', 'PostedWorker');

-- No more filings of one class at once than the insured place allows (R1.4.8): two of them never share a slot.
ALTER TABLE filing ADD CONSTRAINT filing_slot EXCLUDE USING gist (
    person_id WITH =,
    (type IN ('RelocatedRetiree', 'LongTermResident', 'PostedWorker')) WITH =,
    slot WITH =,
    (CASE WHEN least(valid_through, ended_on) < valid_from THEN 'empty'::daterange
          ELSE daterange(valid_from, least(valid_through, ended_on), '[]') END) WITH &&)
    WHERE (slot IS NOT NULL AND state IN ('Accepted', 'Changed', 'Cancelled', 'Ended'));

CREATE INDEX filing_due ON filing (insured_region, due_on) WHERE state = 'Submitted';
CREATE INDEX filing_waiting ON filing (insured_region, filing_no) WHERE state IN ('Submitted', 'Returned');
CREATE INDEX filing_by_state ON filing (insured_region, state, filing_no);
CREATE INDEX filing_by_destination ON filing (insured_region, destination, filing_no);
CREATE INDEX filing_by_submission ON filing (insured_region, submitted_at);
CREATE INDEX filing_by_first_day ON filing (insured_region, valid_from) WHERE state = 'Accepted';

-- What was done with a filing, in the order of its versions.
CREATE TABLE filing_event (
    person_id     uuid         NOT NULL,
    filing_id     uuid         NOT NULL,
    version       integer      NOT NULL,
    step          varchar(40)  NOT NULL CHECK (step IN
        ('Submit', 'Return', 'Resubmit', 'Withdraw', 'Reject', 'Accept', 'Replace', 'Cancel', 'End', 'SupplyDocument', 'ChangeContact')),
    state         varchar(40)  NOT NULL,
    request_hash  bytea        NOT NULL,
    note          varchar(500),
    done_by       varchar(100) NOT NULL,
    done_at       timestamptz  NOT NULL,
    CONSTRAINT filing_event_key PRIMARY KEY (person_id, filing_id, version),
    CONSTRAINT filing_event_filing FOREIGN KEY (person_id, filing_id) REFERENCES filing
);
INSERT INTO filing_event (person_id, filing_id, version, step, state, request_hash, done_by, done_at)
SELECT person_id, filing_id, 1, 'Submit', 'Submitted', request_hash, submitted_by, submitted_at FROM filing;
INSERT INTO filing_event (person_id, filing_id, version, step, state, request_hash, note, done_by, done_at)
SELECT person_id, filing_id, 2, CASE state WHEN 'Accepted' THEN 'Accept' ELSE 'Reject' END, state, '', decision_note, decided_by, decided_at
FROM filing WHERE state <> 'Submitted';

-- 材料附件: what was uploaded. The content lies in the document store under its hash.
CREATE TABLE filing_document (
    person_id    uuid         NOT NULL,
    filing_id    uuid         NOT NULL,
    kind         varchar(40)  NOT NULL,
    sha256       bytea        NOT NULL CHECK (length(sha256) = 32),
    file_name    varchar(200) NOT NULL,
    media_type   varchar(100) NOT NULL,
    size_bytes   integer      NOT NULL CHECK (size_bytes > 0),
    supplied_by  varchar(100) NOT NULL,
    supplied_at  timestamptz  NOT NULL,
    CONSTRAINT filing_document_key PRIMARY KEY (person_id, filing_id, kind, sha256),
    CONSTRAINT filing_document_filing FOREIGN KEY (person_id, filing_id) REFERENCES filing
);

-- 单位集体申报: one call of an employer; its rows become filings one after the other.
CREATE TABLE filing_batch (
    insured_region  varchar(6)   NOT NULL,
    batch_no        varchar(30)  NOT NULL,
    employer        varchar(200) NOT NULL,
    row_count       integer      NOT NULL CHECK (row_count > 0),
    request_hash    bytea        NOT NULL,
    submitted_by    varchar(100) NOT NULL,
    submitted_at    timestamptz  NOT NULL,
    finished_at     timestamptz,
    CONSTRAINT filing_batch_key PRIMARY KEY (insured_region, batch_no)
);
CREATE INDEX filing_batch_unfinished ON filing_batch (submitted_at) WHERE finished_at IS NULL;

CREATE TABLE filing_batch_row (
    insured_region  varchar(6)  NOT NULL,
    batch_no        varchar(30) NOT NULL,
    row_no          integer     NOT NULL CHECK (row_no > 0),
    content         jsonb       NOT NULL,
    outcome         varchar(40) NOT NULL DEFAULT 'Waiting' CHECK (outcome IN ('Waiting', 'Filed', 'Refused')),
    problem_code    varchar(60),
    problem_detail  varchar(500),
    CONSTRAINT filing_batch_row_key PRIMARY KEY (insured_region, batch_no, row_no),
    CONSTRAINT filing_batch_row_batch FOREIGN KEY (insured_region, batch_no) REFERENCES filing_batch,
    CONSTRAINT filing_batch_row_problem CHECK ((problem_code IS NOT NULL) = (outcome = 'Refused'))
);
CREATE INDEX filing_batch_row_waiting ON filing_batch_row (insured_region, batch_no, row_no) WHERE outcome = 'Waiting';

-- 参保状态变更, reported by the insured place under its own number.
CREATE TABLE insured_status_change (
    person_id     uuid         NOT NULL REFERENCES person,
    change_no     varchar(40)  NOT NULL,
    status        varchar(40)  NOT NULL CHECK (status IN ('Normal', 'Suspended', 'Terminated')),
    effective_on  date         NOT NULL,
    moved_to      varchar(6),
    reason        varchar(500) NOT NULL,
    request_hash  bytea        NOT NULL,
    reported_by   varchar(100) NOT NULL,
    reported_at   timestamptz  NOT NULL,
    CONSTRAINT insured_status_change_key PRIMARY KEY (person_id, change_no),
    CONSTRAINT insured_status_moved CHECK (moved_to IS NULL OR status = 'Terminated')
);

-- 告知: what the insured place did that concerns an encounter under way, for the facility to read in order.
CREATE TABLE facility_notice (
    facility_code  varchar(12)  NOT NULL REFERENCES facility,
    notice_id      uuid         NOT NULL,
    kind           varchar(40)  NOT NULL CHECK (kind IN ('InsuredStatusChanged', 'FilingChanged', 'FilingCancelled', 'FilingEnded')),
    person_id      uuid         NOT NULL,
    encounter_id   uuid         NOT NULL,
    effective_on   date         NOT NULL,
    status         varchar(40),
    filing_id      uuid,
    created_at     timestamptz  NOT NULL,
    CONSTRAINT facility_notice_key PRIMARY KEY (person_id, notice_id),
    CONSTRAINT facility_notice_encounter FOREIGN KEY (person_id, encounter_id) REFERENCES encounter
);
CREATE INDEX facility_notice_by_facility ON facility_notice (facility_code, notice_id);

-- The order of an encounter's events, which the clocks of several instances do not give.
ALTER TABLE encounter_event ADD COLUMN event_no bigint GENERATED ALWAYS AS IDENTITY;

-- Locks an encounter that another one continues, and all that it continues itself, so that nobody opens one again under a settlement
-- that counts on it. A function, so that a settlement of an encounter that continues nothing, nearly every one, does not pay for it.
CREATE FUNCTION lock_earlier_parts(person uuid, continued uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM encounter e
    WHERE e.person_id = person AND e.encounter_id IN (
        WITH RECURSIVE part AS (
            SELECT continued AS id
            UNION
            SELECT p.continues_encounter_id FROM part JOIN encounter p ON p.person_id = person AND p.encounter_id = part.id
            WHERE p.continues_encounter_id IS NOT NULL)
        SELECT id FROM part)
    ORDER BY e.encounter_id DESC FOR SHARE;
    RETURN true;
END $$;
