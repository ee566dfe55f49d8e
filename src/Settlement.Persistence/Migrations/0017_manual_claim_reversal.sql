-- 审核撤销: an approved manual reimbursement is taken back (R1.14.7, R1.14.9), and what was paid on it is recovered.

ALTER TABLE manual_claim
    DROP CONSTRAINT manual_claim_state_check,
    ADD CONSTRAINT manual_claim_state_check CHECK (state IN
        ('Received', 'DocumentsComplete', 'Computed', 'Approved', 'Paid', 'ToRecover', 'Refused', 'Withdrawn')),
    ADD COLUMN due_on_by_weekdays date;

ALTER TABLE manual_claim_event
    DROP CONSTRAINT manual_claim_event_step_check,
    ADD CONSTRAINT manual_claim_event_step_check CHECK (step IN
        ('Open', 'Supply', 'Compute', 'Approve', 'Refuse', 'Withdraw', 'Pay', 'Reverse', 'Recover', 'WriteOff'));

-- An approval that was taken back. What had been paid on it stands here, so that the claim can be paid again.
CREATE TABLE manual_claim_reversal (
    person_id          uuid         NOT NULL,
    claim_id           uuid         NOT NULL,
    settlement_id      uuid         NOT NULL, -- what counted
    reversal_id        uuid         NOT NULL, -- what took it back
    amount_fen         bigint       NOT NULL CHECK (amount_fen >= 0),
    approved_by        varchar(100) NOT NULL,
    reason             varchar(200) NOT NULL,
    reversed_by        varchar(100) NOT NULL,
    reversed_at        timestamptz  NOT NULL,
    payee_change_no    varchar(40),
    bank_reference     varchar(60),
    paid_on            date,
    paid_by            varchar(100),
    recovery_reference varchar(60),
    recovered_on       date,
    recovered_by       varchar(100),
    recovered_at       timestamptz,
    write_off_reason   varchar(200),
    written_off_by     varchar(100),
    written_off_at     timestamptz,
    CONSTRAINT manual_claim_reversal_key PRIMARY KEY (person_id, claim_id, settlement_id),
    CONSTRAINT manual_claim_reversal_claim FOREIGN KEY (person_id, claim_id) REFERENCES manual_claim,
    CONSTRAINT manual_claim_reversal_settlement FOREIGN KEY (person_id, settlement_id) REFERENCES settlement,
    CONSTRAINT manual_claim_reversal_reversal FOREIGN KEY (person_id, reversal_id) REFERENCES settlement,
    CONSTRAINT manual_claim_reversal_payee FOREIGN KEY (person_id, payee_change_no) REFERENCES payee_account,
    CONSTRAINT manual_claim_reversal_second_person CHECK (reversed_by <> approved_by),
    CONSTRAINT manual_claim_reversal_paid CHECK (num_nonnulls(payee_change_no, bank_reference, paid_on, paid_by) IN (0, 4)),
    CONSTRAINT manual_claim_reversal_recovered CHECK (
        num_nonnulls(recovery_reference, recovered_on, recovered_by, recovered_at) IN (0, 4)
        AND (recovered_on IS NULL OR paid_on IS NOT NULL AND recovered_on >= paid_on)),
    CONSTRAINT manual_claim_reversal_written_off CHECK (
        num_nonnulls(write_off_reason, written_off_by, written_off_at) IN (0, 3)
        AND (written_off_at IS NULL OR paid_on IS NOT NULL AND recovered_on IS NULL)),
    CONSTRAINT manual_claim_reversal_written_off_by_another CHECK (written_off_by <> reversed_by)
);
-- A person owes one payment of a claim at most; also the list of what is owed. That nothing is approved or paid meanwhile is kept by the state
-- of the claim, which no constraint compares with these rows: the verification of the books does.
CREATE UNIQUE INDEX manual_claim_reversal_one_open ON manual_claim_reversal (person_id, claim_id)
    WHERE paid_on IS NOT NULL AND recovered_on IS NULL AND written_off_at IS NULL AND amount_fen > 0;

-- 办结期限 by weekdays, so that a claim whose due date lies in a year without known holidays is not forgotten: the due date where it is known;
-- else Monday to Friday count in such a year, whose holidays would put the day off and whose make-up workdays bring it forward.
UPDATE manual_claim c SET due_on_by_weekdays = coalesce(c.due_on, (
    SELECT d.day
    FROM (SELECT c.received_on + n AS day FROM generate_series(1, 400) n) d
    -- A year is known where its New Year's Day is named; what else is named of another one does not count.
    LEFT JOIN calendar_day k ON k.day = d.day AND EXISTS (
        SELECT FROM calendar_day y WHERE y.day = make_date(extract(year FROM d.day)::int, 1, 1))
    WHERE coalesce(k.kind = 'workday', extract(isodow FROM d.day) < 6)
    ORDER BY d.day
    OFFSET coalesce(
        (SELECT (r.document->>'workingDays')::int FROM manual_reimbursement_rules r
         WHERE r.insured_region = c.insured_region AND r.rules_version = c.rules_version), 30) - 1
    LIMIT 1));
ALTER TABLE manual_claim
    ALTER COLUMN due_on_by_weekdays SET NOT NULL,
    ADD CONSTRAINT manual_claim_due_known CHECK (due_on_by_weekdays = due_on);
DROP INDEX manual_claim_due;
CREATE INDEX manual_claim_due ON manual_claim (insured_region, due_on_by_weekdays)
    WHERE state IN ('Received', 'DocumentsComplete', 'Computed', 'Approved');
