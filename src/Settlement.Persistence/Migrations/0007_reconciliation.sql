-- A facility's settlements of a day, in the order in which they were settled.
CREATE INDEX settlement_by_day ON settlement (facility_code, settled_at);

-- 对账: written once. The report is the comparison as it was made, without words.
CREATE TABLE reconciliation (
    facility_code     varchar(12)  NOT NULL REFERENCES facility,
    reconciliation_no varchar(40)  NOT NULL,
    day               date         NOT NULL,
    request_hash      bytea        NOT NULL,
    agrees            boolean      NOT NULL,
    report            jsonb        NOT NULL,
    made_by           varchar(100) NOT NULL,
    made_at           timestamptz  NOT NULL,
    CONSTRAINT reconciliation_key PRIMARY KEY (facility_code, reconciliation_no)
);
