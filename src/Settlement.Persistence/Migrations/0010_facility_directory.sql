-- 定点医药机构名录: what a search shows of a facility, the lists by which provinces keep it, and who changed what.
ALTER TABLE facility
    ADD COLUMN former_names  text[]        NOT NULL DEFAULT '{}', -- 曾用名, the latest first
    ADD COLUMN grade         varchar(40)   CHECK (grade IN ('Special', 'A', 'B', 'C')), -- 特等、甲等、乙等、丙等; null where not graded
    ADD COLUMN address       varchar(300),
    ADD COLUMN latitude      numeric(8, 6) CHECK (latitude BETWEEN -90 AND 90), -- degrees, WGS 84
    ADD COLUMN longitude     numeric(9, 6) CHECK (longitude BETWEEN -180 AND 180),
    ADD COLUMN phone         varchar(30),
    ADD CONSTRAINT facility_coordinates CHECK ((latitude IS NULL) = (longitude IS NULL)),
    ADD CONSTRAINT facility_kind_of_code CHECK ((kind = 'Pharmacy') = (facility_code LIKE 'P%'));

-- 名录导入: a list as it was checked, and whether it was applied. No row of it is ever deleted.
CREATE TABLE facility_import (
    province        varchar(6)   NOT NULL CHECK (province LIKE '__0000'),
    import_no       varchar(40)  NOT NULL,
    request_hash    bytea        NOT NULL,
    valid_from      date         NOT NULL, -- first day on which what the list closes is closed
    complete_list   boolean      NOT NULL, -- whether facilities that it lacks are closed
    source          varchar(40)  NOT NULL CHECK (source IN ('provincial', 'demonstration')),
    row_count       integer      NOT NULL CHECK (row_count > 0),
    added           integer      NOT NULL,
    changed         integer      NOT NULL,
    closed          integer      NOT NULL,
    unchanged       integer      NOT NULL,
    based_on        bigint       NOT NULL, -- state of the province's directory with which it was compared
    checked_by      varchar(100) NOT NULL,
    checked_at      timestamptz  NOT NULL,
    applied_by      varchar(100),
    applied_at      timestamptz,
    CONSTRAINT facility_import_key PRIMARY KEY (province, import_no),
    CONSTRAINT facility_import_applied CHECK ((applied_by IS NULL) = (applied_at IS NULL)),
    CONSTRAINT facility_import_counts CHECK (added >= 0 AND changed >= 0 AND closed >= 0 AND unchanged >= 0 AND added + changed + unchanged = row_count)
);

-- One facility that the list adds, changes or closes.
CREATE TABLE facility_import_row (
    province       varchar(6)  NOT NULL,
    import_no      varchar(40) NOT NULL,
    facility_code  varchar(12) NOT NULL,
    outcome        varchar(40) NOT NULL CHECK (outcome IN ('Added', 'Changed', 'Closed')),
    changes        jsonb       NOT NULL, -- field by field: before and after
    content        jsonb, -- the facility as the list has it; null where it is closed
    CONSTRAINT facility_import_row_key PRIMARY KEY (province, import_no, facility_code),
    CONSTRAINT facility_import_row_import FOREIGN KEY (province, import_no) REFERENCES facility_import,
    CONSTRAINT facility_import_row_content CHECK ((outcome = 'Closed') = (content IS NULL))
);

-- Every change of a facility since it was added, by a list or one by one.
CREATE TABLE facility_change (
    facility_code  varchar(12)  NOT NULL REFERENCES facility,
    change_no      varchar(60)  NOT NULL, -- the agency's own number; of an import "import/" and its number
    kind           varchar(40)  NOT NULL CHECK (kind IN
        ('Added', 'Changed', 'Closed', 'Suspend', 'Resume', 'EndAgreement', 'OpenService', 'CloseService')),
    changes        jsonb        NOT NULL,
    reason         varchar(500),
    request_hash   bytea, -- null of an import
    recorded_by    varchar(100) NOT NULL,
    recorded_at    timestamptz  NOT NULL,
    CONSTRAINT facility_change_key PRIMARY KEY (facility_code, change_no)
);
CREATE INDEX facility_change_in_order ON facility_change (facility_code, recorded_at, change_no);
