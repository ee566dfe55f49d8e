-- Codes become varchar: parameters are sent as text, and PostgreSQL compares char(n) with text without using an index of the char(n).
ALTER TABLE facility_opening DROP CONSTRAINT facility_opening_facility_code_fkey;
ALTER TABLE encounter DROP CONSTRAINT encounter_facility_code_fkey;

ALTER TABLE catalog_entry ALTER COLUMN owner TYPE varchar(6);
ALTER TABLE policy_version ALTER COLUMN insured_region TYPE varchar(6);
ALTER TABLE facility
    ALTER COLUMN facility_code TYPE varchar(12),
    ALTER COLUMN region TYPE varchar(6);
ALTER TABLE facility_opening ALTER COLUMN facility_code TYPE varchar(12);
ALTER TABLE person
    ALTER COLUMN insured_region TYPE varchar(6),
    ALTER COLUMN identity_number TYPE varchar(18);
ALTER TABLE filing
    ALTER COLUMN insured_region TYPE varchar(6),
    ALTER COLUMN destination TYPE varchar(6);
ALTER TABLE encounter ALTER COLUMN facility_code TYPE varchar(12);
ALTER TABLE settlement
    ALTER COLUMN facility_code TYPE varchar(12),
    ALTER COLUMN insured_region TYPE varchar(6),
    ALTER COLUMN facility_region TYPE varchar(6);

ALTER TABLE facility_opening ADD FOREIGN KEY (facility_code) REFERENCES facility;
ALTER TABLE encounter ADD FOREIGN KEY (facility_code) REFERENCES facility;
