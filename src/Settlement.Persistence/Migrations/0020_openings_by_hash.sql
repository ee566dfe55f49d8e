-- That no two openings of one service overlap is checked by the hash of facility, service and disease, as catalogue entries are: a province's first
-- list brings hundreds of thousands. That two of them hash alike is beyond chance.
ALTER TABLE facility_opening
    DROP CONSTRAINT facility_opening_no_overlap,
    ADD CONSTRAINT facility_opening_no_overlap EXCLUDE USING gist
        (hashtextextended(facility_code || '/' || service || '/' || coalesce(disease_code, ''), 0) WITH =, daterange(open_from, open_through, '[]') WITH &&);
