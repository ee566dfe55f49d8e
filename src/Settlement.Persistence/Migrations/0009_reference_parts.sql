-- The parts of the reference snapshot that every instance keeps in memory, each with a version that rises with every change of its rows.
CREATE TABLE reference_part (
    part        varchar(40)  NOT NULL CONSTRAINT reference_part_key PRIMARY KEY, -- national, catalog/360000, policies/36, facilities/H36
    version     bigint       NOT NULL DEFAULT 1,
    changed_at  timestamptz  NOT NULL DEFAULT now()
);

-- Raises the versions in the transaction of the change and tells the instances, which hear of it when the change is committed.
-- The rows are locked in order, and to the end: changes of one part take turns, so that a version names one state of it.
CREATE FUNCTION reference_parts_changed(parts text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reference_part AS known (part) SELECT DISTINCT part FROM unnest(parts) part WHERE part IS NOT NULL ORDER BY part
    ON CONFLICT (part) DO UPDATE SET version = known.version + 1, changed_at = now();
    IF FOUND THEN
        PERFORM pg_notify('reference_changed', '');
    END IF;
END $$;

-- Of a statement's changed rows; the argument says in SQL which part a row belongs to.
CREATE FUNCTION reference_rows_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parts text[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT (%s)::text) FROM changed', TG_ARGV[0]) INTO parts;
    PERFORM reference_parts_changed(parts);
    RETURN NULL;
END $$;

CREATE FUNCTION watch_reference_table(watched regclass, part text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER reference_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reference_rows_changed(%L)', watched, part);
    EXECUTE format('CREATE TRIGGER reference_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reference_rows_changed(%L)', watched, part);
    EXECUTE format('CREATE TRIGGER reference_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reference_rows_changed(%L)', watched, part);
END $$;

-- 暂停: days on which a facility takes no new cross-province encounter, whatever it has opened.
CREATE TABLE facility_suspension (
    facility_code      varchar(12)  NOT NULL REFERENCES facility,
    suspended_from     date         NOT NULL,
    suspended_through  date         CHECK (suspended_through >= suspended_from),
    reason             varchar(500) NOT NULL,
    recorded_by        varchar(100) NOT NULL,
    recorded_at        timestamptz  NOT NULL,
    CONSTRAINT facility_suspension_key PRIMARY KEY (facility_code, suspended_from),
    CONSTRAINT facility_suspension_no_overlap EXCLUDE USING gist
        (facility_code WITH =, daterange(suspended_from, suspended_through, '[]') WITH &&)
);

SELECT watch_reference_table('catalog_entry', $$'catalog/' || owner$$);
SELECT watch_reference_table('policy_version', $$CASE WHEN state <> 'Draft' THEN 'policies/' || left(insured_region, 2) END$$);
SELECT watch_reference_table('facility', $$'facilities/' || left(facility_code, 3)$$);
SELECT watch_reference_table('facility_opening', $$'facilities/' || left(facility_code, 3)$$);
SELECT watch_reference_table('facility_suspension', $$'facilities/' || left(facility_code, 3)$$);
SELECT watch_reference_table('region', $$'national'$$);
SELECT watch_reference_table('chronic_disease', $$'national'$$);
SELECT watch_reference_table('calendar_day', $$'national'$$);
