-- 政策发布: drafts with everybody who wrote them, what a publication does to other versions, and trials on stored settlements.
ALTER TABLE policy_version
    ADD COLUMN revision integer NOT NULL DEFAULT 1 CHECK (revision > 0), -- rises with every step
    ADD COLUMN writers varchar(100)[] NOT NULL DEFAULT '{}',
    DROP CONSTRAINT policy_version_state_check,
    DROP CONSTRAINT policy_version_published,
    ADD CONSTRAINT policy_version_state CHECK (state IN ('Draft', 'Discarded', 'Published', 'Superseded', 'Withdrawn')),
    ADD CONSTRAINT policy_version_published CHECK (
        (state IN ('Draft', 'Discarded')) = (published_at IS NULL) AND (published_by IS NULL) = (published_at IS NULL)),
    ADD CONSTRAINT policy_version_no_writer CHECK (published_by <> ALL (writers)); -- who wrote any of it does not publish it
CREATE INDEX policy_version_of_region ON policy_version (insured_region, policy_version);

-- Every step in the life of a version, by the revision that it led to.
CREATE TABLE policy_version_event (
    policy_version  varchar(60)    NOT NULL REFERENCES policy_version,
    revision        integer        NOT NULL,
    step            varchar(40)    NOT NULL CHECK (step IN ('Draft', 'Discard', 'Publish', 'Withdraw')),
    request_hash    bytea          NOT NULL,
    note            varchar(500),
    acknowledged    varchar(60)[]  NOT NULL DEFAULT '{}',
    done_by         varchar(100)   NOT NULL,
    done_at         timestamptz    NOT NULL,
    CONSTRAINT policy_version_event_key PRIMARY KEY (policy_version, revision)
);

-- What a publication did to other versions, so that a withdrawal can undo it.
CREATE TABLE policy_version_change (
    policy_version        varchar(60)  NOT NULL REFERENCES policy_version,
    changed_version       varchar(60)  NOT NULL REFERENCES policy_version,
    valid_through_before  date,
    superseded            boolean      NOT NULL,
    CONSTRAINT policy_version_change_key PRIMARY KEY (policy_version, changed_version),
    CONSTRAINT policy_version_change_other CHECK (changed_version <> policy_version)
);

-- 试算: what the funds would have paid for stored settlements under a version.
CREATE TABLE policy_trial (
    insured_region    varchar(6)    NOT NULL,
    trial_no          varchar(40)   NOT NULL,
    policy_version    varchar(60)   NOT NULL REFERENCES policy_version,
    revision          integer       NOT NULL,
    document          jsonb         NOT NULL, -- as it was tried, since a draft may be written anew
    period_from       date          NOT NULL,
    period_through    date          NOT NULL CHECK (period_through >= period_from),
    request_hash      bytea         NOT NULL,
    state             varchar(40)   NOT NULL CHECK (state IN ('Waiting', 'Running', 'Finished', 'Failed')),
    persons           integer,
    persons_done      integer       NOT NULL DEFAULT 0,
    settlements_done  integer       NOT NULL DEFAULT 0,
    result            jsonb,
    fault             varchar(500),
    requested_by      varchar(100)  NOT NULL,
    requested_at      timestamptz   NOT NULL,
    started_at        timestamptz,
    finished_at       timestamptz,
    CONSTRAINT policy_trial_key PRIMARY KEY (insured_region, trial_no),
    CONSTRAINT policy_trial_result CHECK ((state = 'Finished') = (result IS NOT NULL) AND (state = 'Failed') = (fault IS NOT NULL))
);
CREATE INDEX policy_trial_unfinished ON policy_trial (requested_at) WHERE finished_at IS NULL;
