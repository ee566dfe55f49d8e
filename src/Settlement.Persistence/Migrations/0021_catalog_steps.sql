-- The steps of a catalogue version are kept as those of every other record: each leads to the next version and is known by its content.
ALTER TABLE catalog_version_event DROP COLUMN revision;
ALTER TABLE catalog_version_event RENAME COLUMN version TO catalog_version;
ALTER TABLE catalog_version_event RENAME COLUMN event_no TO version;
ALTER TABLE catalog_version_event RENAME COLUMN by TO done_by;
ALTER TABLE catalog_version_event RENAME COLUMN at TO done_at;
-- Of earlier steps the content was not kept: no repeat of them is known any more.
ALTER TABLE catalog_version_event ADD request_hash bytea NOT NULL DEFAULT '';
ALTER TABLE catalog_version_event ALTER request_hash DROP DEFAULT;
UPDATE catalog_version v
SET revision = (SELECT max(e.version) FROM catalog_version_event e WHERE (e.owner, e.catalog_version) = (v.owner, v.version));
