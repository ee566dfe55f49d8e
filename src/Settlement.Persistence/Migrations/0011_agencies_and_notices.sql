-- Agencies down to village windows, and what each insured place tells its people about care elsewhere.

-- 经办机构. The columns that are searched by digits are compared as bytes, so that one index serves key, order and prefix.
CREATE TABLE agency (
    region         varchar(6)   COLLATE "C" NOT NULL, -- province, city or county that keeps it
    agency_code    varchar(40)  COLLATE "C" NOT NULL,
    place          varchar(12)  COLLATE "C" NOT NULL, -- the region, or below it the code of township (9 digits) or village (12)
    level          varchar(40)  NOT NULL CHECK (level IN ('Province', 'City', 'County', 'Township', 'Village')),
    name           varchar(200) NOT NULL,
    parent_region  varchar(6)   COLLATE "C",
    parent_code    varchar(40)  COLLATE "C",
    address        varchar(300) NOT NULL,
    phones         varchar(30)[] NOT NULL,
    hours          varchar(300) NOT NULL, -- 办公时间, as words
    services       varchar(40)[] NOT NULL CHECK (services <@ ARRAY[
                   'Enquiry', 'Enrolment', 'Filing', 'ChronicQualification', 'ManualReimbursement', 'PersonalAccount']::varchar[]),
    longitude      numeric(9,6) CHECK (longitude BETWEEN -180 AND 180),
    latitude       numeric(8,6) CHECK (latitude BETWEEN -90 AND 90),
    valid_from     date         NOT NULL,
    valid_through  date         CHECK (valid_through >= valid_from),
    source         varchar(40)  NOT NULL, -- 'demonstration' for one that does not exist
    version        integer      NOT NULL CHECK (version >= 1),
    CONSTRAINT agency_key PRIMARY KEY (region, agency_code),
    CONSTRAINT agency_parent FOREIGN KEY (parent_region, parent_code) REFERENCES agency DEFERRABLE INITIALLY DEFERRED, -- an upload brings both
    CONSTRAINT agency_parent_whole CHECK ((parent_region IS NULL) = (parent_code IS NULL)),
    CONSTRAINT agency_place CHECK (starts_with(place, region) AND length(place) IN (6, 9, 12)),
    CONSTRAINT agency_position CHECK ((longitude IS NULL) = (latitude IS NULL))
);
CREATE INDEX agency_by_place ON agency (place, region, agency_code);

-- One entry per version; written once. A retried step is known by the version that it led to.
CREATE TABLE agency_event (
    region        varchar(6)   COLLATE "C" NOT NULL,
    agency_code   varchar(40)  COLLATE "C" NOT NULL,
    version       integer      NOT NULL,
    step          varchar(40)  NOT NULL CHECK (step IN ('Record', 'Change', 'Close')),
    content       jsonb        NOT NULL, -- the agency after the step
    request_hash  bytea        NOT NULL CHECK (length(request_hash) = 32),
    done_by       varchar(100) NOT NULL,
    done_at       timestamptz  NOT NULL,
    CONSTRAINT agency_event_key PRIMARY KEY (region, agency_code, version),
    CONSTRAINT agency_event_of FOREIGN KEY (region, agency_code) REFERENCES agency
);

CREATE TABLE agency_upload (
    region        varchar(6)   NOT NULL,
    upload_no     varchar(40)  NOT NULL,
    row_count     integer      NOT NULL CHECK (row_count > 0),
    request_hash  bytea        NOT NULL CHECK (length(request_hash) = 32),
    uploaded_by   varchar(100) NOT NULL,
    uploaded_at   timestamptz  NOT NULL,
    CONSTRAINT agency_upload_key PRIMARY KEY (region, upload_no)
);

-- 门慢特告知书 of an insured place. Its content never changes: a change is another notice.
CREATE TABLE benefit_notice (
    insured_region     varchar(6)    NOT NULL,
    notice_no          varchar(40)   NOT NULL,
    title              varchar(200)  NOT NULL,
    services           varchar(40)[] NOT NULL,
    diseases           varchar(6)[]  NOT NULL,
    policy             text          NOT NULL CHECK (length(policy) <= 20000),
    process            text          NOT NULL CHECK (length(process) <= 20000),
    contact_region     varchar(6)    COLLATE "C",
    contact_code       varchar(40)   COLLATE "C",
    valid_from         date          NOT NULL,
    valid_through      date          CHECK (valid_through >= valid_from), -- of a notice that another superseded, the day before that one begins
    drafted_through    date,
    source             varchar(300)  NOT NULL,
    state              varchar(40)   NOT NULL CHECK (state IN ('Draft', 'Published', 'Withdrawn', 'Ended')),
    superseded_by      varchar(40),
    request_hash       bytea         NOT NULL CHECK (length(request_hash) = 32),
    drafted_by         varchar(100)  NOT NULL,
    drafted_at         timestamptz   NOT NULL,
    published_by       varchar(100),
    published_at       timestamptz,
    withdrawn_by       varchar(100),
    withdrawn_at       timestamptz,
    withdrawal_reason  varchar(500),
    CONSTRAINT benefit_notice_key PRIMARY KEY (insured_region, notice_no),
    CONSTRAINT benefit_notice_contact FOREIGN KEY (contact_region, contact_code) REFERENCES agency,
    CONSTRAINT benefit_notice_contact_whole CHECK ((contact_region IS NULL) = (contact_code IS NULL)),
    CONSTRAINT benefit_notice_published CHECK (
        (published_by IS NULL) = (published_at IS NULL)
        AND (state <> 'Draft' OR published_by IS NULL) AND (state NOT IN ('Published', 'Ended') OR published_by IS NOT NULL)),
    CONSTRAINT benefit_notice_two_persons CHECK (published_by <> drafted_by),
    CONSTRAINT benefit_notice_withdrawn CHECK (
        (state IN ('Withdrawn', 'Ended')) = (withdrawn_by IS NOT NULL) AND (withdrawn_by IS NULL) = (withdrawn_at IS NULL)
        AND (withdrawn_by IS NULL) = (withdrawal_reason IS NULL)),
    CONSTRAINT benefit_notice_no_overlap EXCLUDE USING gist
        (insured_region WITH =, daterange(valid_from, valid_through, '[]') WITH &&) WHERE (state IN ('Published', 'Ended'))
);

SELECT watch_reference_table('pooling_region', $$'national'$$);
