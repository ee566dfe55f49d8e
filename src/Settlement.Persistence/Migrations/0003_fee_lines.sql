-- Payment restrictions as conditions, refunds and the hospital's word on fee lines.

-- What the payment restrictions of the drug catalogue say, by their published text.
create table drug_restriction (
    text             text     primary key,
    only_age         text     check (only_age in ('Newborn', 'Infant', 'Child')),
    only_sex         text     check (only_sex in ('Male', 'Female')),
    from_level       text     check (from_level in ('Primary', 'Secondary', 'Tertiary')),
    only_care        text     check (only_care in ('Inpatient', 'Emergency', 'InpatientOrEmergency')),
    second_line      boolean  not null,
    other_insurance  boolean  not null, -- 限工伤保险, 限生育保险: never paid by basic insurance
    says_all         boolean  not null -- the conditions say everything that the text says
);

-- Whom a medical service can concern, by the national rule base.
create table service_restriction (
    code      char(15)  primary key,
    only_age  text      check (only_age in ('Newborn', 'Infant', 'Child')),
    only_sex  text      check (only_sex in ('Male', 'Female')),
    check (num_nonnulls(only_age, only_sex) > 0)
);

-- 限定支付范围 of an entry: payment_restriction is the text, these are its conditions. Entries of before are prose, as they were.
alter table catalog_entry
    add restriction_only_age         varchar(40) check (restriction_only_age in ('Newborn', 'Infant', 'Child')),
    add restriction_only_sex         varchar(40) check (restriction_only_sex in ('Male', 'Female')),
    add restriction_from_level       varchar(40) check (restriction_from_level in ('Primary', 'Secondary', 'Tertiary')),
    add restriction_only_care        varchar(40) check (restriction_only_care in ('Inpatient', 'Emergency', 'InpatientOrEmergency')),
    add restriction_second_line      boolean     not null default false,
    add restriction_other_insurance  boolean     not null default false,
    add restriction_says_all         boolean     not null default false,
    add constraint catalog_entry_conditions_have_a_text check (
        payment_restriction is not null
        or (num_nonnulls(restriction_only_age, restriction_only_sex, restriction_from_level, restriction_only_care) = 0
            and not restriction_second_line and not restriction_other_insurance and not restriction_says_all));

-- A charge is above zero, a refund 退费明细 below it, and neither is zero; the line that a refund names is there.
alter table fee_line
    add kind             varchar(40) check (kind in ('WesternMedicine', 'ChineseMedicine', 'MedicalService')),
    add refunds_line_no  varchar(40) check (refunds_line_no <> line_no),
    add approval         varchar(40) not null default 'None' check (approval in ('None', 'Approved', 'Declined')),
    drop constraint fee_line_quantity_check,
    drop constraint fee_line_amount_fen_check,
    add constraint fee_line_sign check (
        case when refunds_line_no is null then quantity > 0 and amount_fen >= 0 else quantity < 0 and amount_fen <= 0 end),
    add constraint fee_line_refunds foreign key (person_id, encounter_id, refunds_line_no) references fee_line;

-- The outcome is null on lines that were settled before restrictions were checked.
alter table settlement_line
    add kind                 varchar(40) check (kind in ('WesternMedicine', 'ChineseMedicine', 'MedicalService')),
    add refunds_line_no      varchar(40),
    add approval             varchar(40) not null default 'None' check (approval in ('None', 'Approved', 'Declined')),
    add restriction_outcome  varchar(40) check (restriction_outcome in ('None', 'Met', 'ConfirmedByHospital', 'Unchecked', 'NotMet')),
    add constraint settlement_line_not_met_is_self_paid check (restriction_outcome <> 'NotMet' or full_self_pay_fen = amount_fen);
