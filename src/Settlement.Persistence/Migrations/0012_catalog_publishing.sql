-- 就医地目录: versions that a treatment province uploads, what they say of each item, and the order in which entries changed.
CREATE TABLE catalog_version (
    owner           varchar(6)    NOT NULL CHECK (owner ~ '^[1-9][0-9]0000$'),
    version         varchar(40)   NOT NULL,
    valid_from      date          NOT NULL,
    basis           varchar(500)  NOT NULL,
    state           varchar(40)   NOT NULL CHECK (state IN ('Draft', 'Published', 'Withdrawn', 'Discarded')),
    revision        integer       NOT NULL CHECK (revision > 0), -- rises with every draft of other content
    row_count       integer       NOT NULL CHECK (row_count > 0),
    request_hash    bytea         NOT NULL,
    uploaded_by     varchar(100)  NOT NULL,
    uploaded_at     timestamptz   NOT NULL,
    publication_no  bigint        CONSTRAINT catalog_version_publication_no_key UNIQUE, -- the order in which versions were published
    published_by    varchar(100),
    published_at    timestamptz,
    CONSTRAINT catalog_version_key PRIMARY KEY (owner, version),
    CONSTRAINT catalog_version_two_persons CHECK (published_by <> uploaded_by),
    CONSTRAINT catalog_version_published CHECK (
        CASE WHEN state IN ('Published', 'Withdrawn') THEN 3 ELSE 0 END = num_nonnulls(publication_no, published_by, published_at))
);
CREATE SEQUENCE catalog_publication_no;

-- What a version says of an item; a row that removes the province's own entry has no terms.
CREATE TABLE catalog_version_row (
    owner                        varchar(6)    NOT NULL,
    version                      varchar(40)   NOT NULL,
    item_code                    varchar(50)   NOT NULL,
    operation                    varchar(40)   NOT NULL CHECK (operation IN ('Set', 'Remove')),
    name                         text,
    kind                         varchar(40)   CHECK (kind IN ('WesternMedicine', 'ChineseMedicine', 'MedicalService')),
    item_class                   varchar(1)    CHECK (item_class IN ('A', 'B', 'C')),
    first_self_paid_ratio        numeric(5, 4) CHECK (first_self_paid_ratio BETWEEN 0 AND 1),
    price_limit_community        numeric(16, 6),
    price_limit_primary          numeric(16, 6),
    price_limit_secondary        numeric(16, 6),
    price_limit_tertiary         numeric(16, 6),
    fee_category                 varchar(2),
    payment_restriction          text,
    restriction_only_age         varchar(40)   CHECK (restriction_only_age IN ('Newborn', 'Infant', 'Child')),
    restriction_only_sex         varchar(40)   CHECK (restriction_only_sex IN ('Male', 'Female')),
    restriction_from_level       varchar(40)   CHECK (restriction_from_level IN ('Primary', 'Secondary', 'Tertiary')),
    restriction_only_care        varchar(40)   CHECK (restriction_only_care IN ('Inpatient', 'Emergency', 'InpatientOrEmergency')),
    restriction_second_line      boolean       NOT NULL,
    restriction_other_insurance  boolean       NOT NULL,
    restriction_says_all         boolean       NOT NULL,
    CONSTRAINT catalog_version_row_key PRIMARY KEY (owner, version, item_code),
    CONSTRAINT catalog_version_row_version FOREIGN KEY (owner, version) REFERENCES catalog_version,
    CONSTRAINT catalog_version_row_terms CHECK (num_nonnulls(name, kind, item_class, fee_category) = CASE operation WHEN 'Set' THEN 4 ELSE 0 END)
);
CREATE INDEX catalog_version_row_by_item ON catalog_version_row (owner, item_code);

-- Who did what with a version, and when.
CREATE TABLE catalog_version_event (
    owner     varchar(6)    NOT NULL,
    version   varchar(40)   NOT NULL,
    event_no  integer       NOT NULL,
    step      varchar(40)   NOT NULL CHECK (step IN ('Upload', 'Publish', 'Withdraw', 'Discard')),
    revision  integer       NOT NULL,
    by        varchar(100)  NOT NULL,
    at        timestamptz   NOT NULL,
    note      varchar(500),
    CONSTRAINT catalog_version_event_key PRIMARY KEY (owner, version, event_no),
    CONSTRAINT catalog_version_event_version FOREIGN KEY (owner, version) REFERENCES catalog_version
);

-- The version whose publication or withdrawal recorded an entry, or superseded it; null where that came otherwise.
ALTER TABLE catalog_entry
    ADD recorded_with    varchar(40),
    ADD superseded_with  varchar(40) CHECK (superseded_with IS NULL OR superseded_at IS NOT NULL);

-- 增量下载: each owner, code and first day once, under the number of its latest change. Whatever writes entries is found here.
CREATE TABLE catalog_change (
    owner       varchar(6)   NOT NULL,
    item_code   varchar(50)  NOT NULL,
    valid_from  date         NOT NULL,
    change_no   bigint       NOT NULL,
    changed_at  timestamptz  NOT NULL,
    CONSTRAINT catalog_change_key PRIMARY KEY (owner, item_code, valid_from),
    CONSTRAINT catalog_change_no_key UNIQUE (owner, change_no)
);

INSERT INTO catalog_change
SELECT owner, item_code, valid_from, row_number() OVER (PARTITION BY owner ORDER BY item_code, valid_from), now()
FROM catalog_entry GROUP BY owner, item_code, valid_from;

-- The numbers of an owner follow the order of the commits: reference_rows_changed runs before this (triggers run in the order of their
-- names) and holds the row of the owner's part to the end of the transaction.
CREATE FUNCTION catalog_entries_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The last number once per owner: read for each row, it would pass over all rows that this very statement has added.
    WITH entry AS MATERIALIZED (SELECT DISTINCT owner, item_code, valid_from FROM changed),
    last AS MATERIALIZED (
        SELECT owner, (SELECT coalesce(max(c.change_no), 0) FROM catalog_change c WHERE c.owner = o.owner) AS change_no
        FROM (SELECT DISTINCT owner FROM entry) o)
    INSERT INTO catalog_change AS known (owner, item_code, valid_from, change_no, changed_at)
    SELECT owner, item_code, valid_from, last.change_no + row_number() OVER (PARTITION BY owner ORDER BY item_code, valid_from), clock_timestamp()
    FROM entry JOIN last USING (owner)
    ON CONFLICT (owner, item_code, valid_from) DO UPDATE SET change_no = excluded.change_no, changed_at = excluded.changed_at;
    RETURN NULL;
END $$;

CREATE TRIGGER then_number_insert AFTER INSERT ON catalog_entry REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalog_entries_changed();
CREATE TRIGGER then_number_update AFTER UPDATE ON catalog_entry REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalog_entries_changed();
CREATE TRIGGER then_number_delete AFTER DELETE ON catalog_entry REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalog_entries_changed();
