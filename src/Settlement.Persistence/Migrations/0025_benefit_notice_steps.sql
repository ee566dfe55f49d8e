-- The steps of a benefit notice are kept as those of every other record: each leads to the next version and is known by its content.
ALTER TABLE benefit_notice ADD version integer NOT NULL DEFAULT 1 CHECK (version >= 1);
ALTER TABLE benefit_notice ALTER version DROP DEFAULT;
CREATE TABLE benefit_notice_event (
    insured_region  varchar(6)    NOT NULL,
    notice_no       varchar(40)   NOT NULL,
    version         integer       NOT NULL CHECK (version >= 1),
    step            varchar(40)   NOT NULL CHECK (step IN ('Draft', 'Publish', 'Withdraw')),
    request_hash    bytea         NOT NULL,
    note            varchar(500),
    done_by         varchar(100)  NOT NULL,
    done_at         timestamptz   NOT NULL,
    CONSTRAINT benefit_notice_event_key PRIMARY KEY (insured_region, notice_no, version),
    CONSTRAINT benefit_notice_event_of FOREIGN KEY (insured_region, notice_no) REFERENCES benefit_notice
);

-- What was done so far stands in the notices themselves. A publication has no content; of withdrawals the content was not kept, so no repeat
-- of them is known any more.
INSERT INTO benefit_notice_event (insured_region, notice_no, version, step, request_hash, note, done_by, done_at)
SELECT insured_region, notice_no, row_number() OVER (PARTITION BY insured_region, notice_no ORDER BY nr), step, request_hash, note, done_by, done_at
FROM (
    SELECT insured_region, notice_no, 1 AS nr, 'Draft' AS step, request_hash, NULL AS note, drafted_by AS done_by, drafted_at AS done_at
    FROM benefit_notice
    UNION ALL
    SELECT insured_region, notice_no, 2, 'Publish', sha256('{}'), NULL, published_by, published_at FROM benefit_notice WHERE published_by IS NOT NULL
    UNION ALL
    SELECT insured_region, notice_no, 3, 'Withdraw', '', withdrawal_reason, withdrawn_by, withdrawn_at FROM benefit_notice WHERE withdrawn_by IS NOT NULL
) AS done;
UPDATE benefit_notice n
SET version = (SELECT max(e.version) FROM benefit_notice_event e WHERE (e.insured_region, e.notice_no) = (n.insured_region, n.notice_no));
