-- The steps of entries of the special drug list, of approvals and of prescriptions are kept as those of every other record: each leads
-- to the next version and is known by its content.
ALTER TABLE special_drug ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE special_drug_approval ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE special_drug_prescription ADD COLUMN version integer NOT NULL DEFAULT 1;

CREATE TABLE special_drug_event (
    province      varchar(6)   NOT NULL,
    listing_no    varchar(40)  NOT NULL,
    version       integer      NOT NULL,
    step          varchar(40)  NOT NULL CHECK (step IN ('End', 'Withdraw')),
    request_hash  bytea        NOT NULL,
    note          varchar(500),
    done_by       varchar(100) NOT NULL,
    done_at       timestamptz  NOT NULL,
    CONSTRAINT special_drug_event_key PRIMARY KEY (province, listing_no, version),
    CONSTRAINT special_drug_event_of FOREIGN KEY (province, listing_no) REFERENCES special_drug
);

CREATE TABLE special_drug_approval_event (
    person_id     uuid         NOT NULL,
    approval_no   varchar(40)  NOT NULL,
    version       integer      NOT NULL,
    step          varchar(40)  NOT NULL CHECK (step = 'Revoke'),
    request_hash  bytea        NOT NULL,
    note          varchar(500),
    done_by       varchar(100) NOT NULL,
    done_at       timestamptz  NOT NULL,
    CONSTRAINT special_drug_approval_event_key PRIMARY KEY (person_id, approval_no, version),
    CONSTRAINT special_drug_approval_event_of FOREIGN KEY (person_id, approval_no) REFERENCES special_drug_approval
);

CREATE TABLE special_drug_prescription_event (
    person_id        uuid         NOT NULL,
    prescription_id  uuid         NOT NULL,
    version          integer      NOT NULL,
    step             varchar(40)  NOT NULL CHECK (step = 'Cancel'),
    request_hash     bytea        NOT NULL,
    note             varchar(500),
    done_by          varchar(100) NOT NULL,
    done_at          timestamptz  NOT NULL,
    CONSTRAINT special_drug_prescription_event_key PRIMARY KEY (person_id, prescription_id, version),
    CONSTRAINT special_drug_prescription_event_of FOREIGN KEY (person_id, prescription_id) REFERENCES special_drug_prescription
);

-- Of earlier steps the content was not kept: no repeat of them is known any more.
INSERT INTO special_drug_event (province, listing_no, version, step, request_hash, note, done_by, done_at)
SELECT province, listing_no, 2, 'End', '', NULL, ended_by, ended_at FROM special_drug WHERE ended_at IS NOT NULL
UNION ALL
SELECT province, listing_no, CASE WHEN ended_at IS NULL THEN 2 ELSE 3 END, 'Withdraw', '', withdrawn_reason, withdrawn_by, withdrawn_at
FROM special_drug WHERE withdrawn_at IS NOT NULL;
UPDATE special_drug SET version = 1 + num_nonnulls(ended_at, withdrawn_at) WHERE num_nonnulls(ended_at, withdrawn_at) > 0;

INSERT INTO special_drug_approval_event (person_id, approval_no, version, step, request_hash, note, done_by, done_at)
SELECT person_id, approval_no, 2, 'Revoke', '', revoked_reason, revoked_by, revoked_at FROM special_drug_approval WHERE revoked_at IS NOT NULL;
UPDATE special_drug_approval SET version = 2 WHERE revoked_at IS NOT NULL;

INSERT INTO special_drug_prescription_event (person_id, prescription_id, version, step, request_hash, note, done_by, done_at)
SELECT person_id, prescription_id, 2, 'Cancel', '', cancelled_reason, cancelled_by, cancelled_at
FROM special_drug_prescription WHERE cancelled_at IS NOT NULL;
UPDATE special_drug_prescription SET version = 2 WHERE cancelled_at IS NOT NULL;
