-- The steps of an encounter are kept as those of every other record: each leads to the encounter's next version.
ALTER TABLE encounter ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE encounter_event ADD COLUMN version integer;
UPDATE encounter_event e SET version = n.version
FROM (
    SELECT person_id, encounter_id, event_id, 1 + row_number() OVER (PARTITION BY person_id, encounter_id ORDER BY event_no) AS version
    FROM encounter_event) n
WHERE (e.person_id, e.encounter_id, e.event_id) = (n.person_id, n.encounter_id, n.event_id);
UPDATE encounter e SET version = last.version
FROM (SELECT person_id, encounter_id, max(version) AS version FROM encounter_event GROUP BY person_id, encounter_id) last
WHERE (e.person_id, e.encounter_id) = (last.person_id, last.encounter_id);
ALTER TABLE encounter_event RENAME COLUMN kind TO step;
ALTER TABLE encounter_event ALTER COLUMN version SET NOT NULL, DROP CONSTRAINT encounter_event_key;
ALTER TABLE encounter_event ADD CONSTRAINT encounter_event_key PRIMARY KEY (person_id, encounter_id, version);
ALTER TABLE encounter_event DROP COLUMN event_id, DROP COLUMN event_no;
