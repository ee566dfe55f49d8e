-- The decision on a payee account is a step like every other: it leads to the next version and is known by its content.
ALTER TABLE payee_account ADD version integer NOT NULL DEFAULT 1;
UPDATE payee_account SET version = 2 WHERE decided_by IS NOT NULL;

CREATE TABLE payee_account_event (
    person_id    uuid         NOT NULL,
    change_no    varchar(40)  NOT NULL,
    version      integer      NOT NULL,
    step         varchar(40)  NOT NULL CHECK (step IN ('Confirm', 'Reject')),
    request_hash bytea        NOT NULL,
    note         varchar(500),
    done_by      varchar(100) NOT NULL,
    done_at      timestamptz  NOT NULL,
    CONSTRAINT payee_account_event_key PRIMARY KEY (person_id, change_no, version),
    CONSTRAINT payee_account_event_account FOREIGN KEY (person_id, change_no) REFERENCES payee_account
);

-- A request said no more than whether the account is confirmed, so a repeat of an earlier decision is still known.
INSERT INTO payee_account_event (person_id, change_no, version, step, request_hash, done_by, done_at)
SELECT person_id, change_no, version, CASE WHEN state = 'Rejected' THEN 'Reject' ELSE 'Confirm' END,
    sha256(convert_to(CASE WHEN state = 'Rejected' THEN '{}' ELSE '{"confirm":true}' END, 'UTF8')), decided_by, decided_at
FROM payee_account WHERE decided_by IS NOT NULL;
