-- National reference data: filled by the reference data loader, read by everything else.
-- A changed dataset is replaced whole (delete and copy in one transaction), so readers always see one version.
-- Other tables hold these codes without a foreign key: a code may leave a list and still stand on an old bill.

create table reference_dataset (
    name       text        primary key,
    version    text        not null, -- loader revision and SHA-256 of every file the dataset was read from
    row_count  integer     not null check (row_count > 0),
    loaded_at  timestamptz not null default now()
);

-- GB/T 2260 as of 2023-06-30, and old codes that still occur on papers.
create table region (
    code         char(6)  primary key,
    name         text     not null,
    level        smallint not null check (level between 1 and 3), -- 1 province, 2 city, 3 county
    parent_code  char(6)  check ((parent_code is null) = (level = 1)),
    kind         text     not null check (kind in ('admin', 'placeholder', 'stat_only')),
    status       text     not null, -- 'current' or 'abolished_<first year>_<last year>'
    -- May be an insured or a treatment place. Taiwan, Hong Kong and Macao have no part in the settlement between provinces.
    usable       boolean  not null generated always as
                 (kind = 'admin' and status = 'current' and left(code::text, 2) not in ('71', '81', '82')) stored
);
create index region_parent_code on region (parent_code);

-- Where a fund is pooled 统筹区: derived from the regions, for there is no official table.
create table pooling_region (
    code           char(6)  primary key,
    name           text     not null,
    province_code  char(6)  not null,
    kind           text     not null check (kind in
                   ('prefecture', 'municipality', 'province_administered_county', 'provincial_direct', 'corps')),
    official       boolean  not null -- false: the code is a convention (XX9900 province itself, 660000 corps), not GB/T 2260
);
create index pooling_region_province_code on pooling_region (province_code);

-- National drug catalogue 国家医保药品目录, edition 2024. It has names, not product codes.
create table national_drug (
    seq                  integer   primary key, -- position in the published list
    section              text      not null,
    class                text      check (class in ('甲', '乙')), -- null for herbal pieces, which have no class
    name                 text      not null,
    dosage_form          text,
    payment_restriction  text,
    payment_standard     text, -- as published: prices differ by strength, such as '63.00元(10mg/支)'
    price_confidential   boolean   not null, -- true: a negotiated price exists and is not published
    agreement_start      date,
    agreement_end        date, -- may lie after valid_through: the agreement outlives the edition
    category_code        text, -- not every one is in drug_category
    category_path        text,
    repeat_entry_flag    boolean, -- ★ the drug stands in several places of the list; null for herbal pieces
    valid_from           date      not null,
    valid_through        date      not null, -- included
    kind                 text      not null check (kind in ('western', 'chinese_patent', 'herbal_piece')),
    payable              boolean   not null generated always as (section <> '中药饮片-不得支付') stored,
    check ((class is null) = (kind = 'herbal_piece')),
    check ((agreement_start is null) = (agreement_end is null) and agreement_start <= agreement_end),
    check (not (price_confidential and payment_standard is not null)),
    check (valid_from <= valid_through)
);
create index national_drug_name on national_drug (name);

-- NHSA drug codes: a part of the national table.
create table drug_code (
    code               text     primary key,
    generic_name       text     not null,
    kind               text     not null check (kind in ('western', 'chinese_patent')),
    national_drug_seq  integer, -- catalogue row of exactly this name; null unless catalogue_match = 'exact'
    catalogue_match    text     not null check (catalogue_match in ('exact', 'ambiguous', 'none')),
    check ((national_drug_seq is null) = (catalogue_match <> 'exact'))
);
create index drug_code_national_drug_seq on drug_code (national_drug_seq);

-- Forms that the catalogue means by one dosage form of its own.
create table dosage_form (
    name            text  primary key,
    included_forms  text  not null -- list in words, separated by 、
);

create table drug_category (
    code           text      primary key,
    name           text      not null,
    fee_item       text      not null,
    catalog_level  smallint  not null, -- 0 leaf, higher towards the root
    name_damaged   boolean   not null generated always as (position('?' in name) > 0) stored -- a character was lost at the source
);

create table service_category (
    code           text      primary key,
    name           text      not null, -- several names separated by ； where the source uses one code for several things
    fee_item       text, -- null for upper levels, and where such names differ in it
    catalog_level  smallint  not null -- 0 leaf, higher towards the root
);

-- NHSA codes of medical services: a part of the national table, without prices.
create table medical_service (
    code             char(15)  primary key,
    name             text      not null,
    category_code    text, -- null where no service category fits the price code in the code
    local_extension  boolean   not null generated always as (left(code::text, 2) not in ('00', '01')) stored
);

-- ICD-10 医保版 2.0.
create table diagnosis (
    code          text     primary key,
    name          text     not null,
    name_damaged  boolean  not null generated always as (position('?' in name) > 0) stored -- a character was lost at the source
);

-- ICD-9-CM-3 医保版 2.0.
create table procedure_code (
    code          text     primary key,
    name          text     not null,
    name_damaged  boolean  not null generated always as (position('?' in name) > 0) stored -- a character was lost at the source
);

-- Outpatient chronic and special diseases 门诊慢特病; names of one region.
create table chronic_disease (
    code                  char(6)  primary key, -- match on all six characters: M07800 is no dialysis, M07803 is
    name                  text     not null,
    cross_province_group  text, -- one of the ten groups settled between provinces; null: manual reimbursement
    supported_from        date, -- 2021-01-01 stands for the year 2021, in which the first five began
    mapping_verified      boolean, -- false: nobody has checked the group against a national document; null without a group
    check ((cross_province_group is null) = (supported_from is null)),
    check ((cross_province_group is null) = (mapping_verified is null))
);

-- Real public institutions as listed in early 2020. Not NHSA codes, and no word on designation 定点.
create table public_hospital (
    list_no        text  primary key, -- row of the list, no code of any authority
    name           text  not null,
    province       text  not null,
    city           text  not null,
    city_code      char(6),
    county         text,
    county_code    char(6),
    type_inferred  text  not null, -- guessed from the name
    level          text, -- such as 三级甲等; null: not listed
    province_code  char(6)  not null
);

-- The smallest usable region that is known of each hospital; null where none is.
-- A municipality's placeholder city (市辖区) stands for the municipality; an abolished county falls back to its city.
create view public_hospital_region as
select hospital.list_no, coalesce(county.code, city.code, municipality.code) as region_code
from public_hospital hospital
left join region county on county.code = hospital.county_code and county.usable
left join region city on city.code = hospital.city_code and city.usable
left join region placeholder on placeholder.code = hospital.city_code and placeholder.kind = 'placeholder' and placeholder.name in ('市辖区', '县')
left join region municipality on municipality.code = placeholder.parent_code and municipality.usable;

-- Value lists of coded fields in the NHSA interface; not complete.
create table code_value (
    field            text     not null,
    value            text     not null,
    name             text     not null,
    field_name       text     not null,
    local_extension  boolean  not null, -- true: not in the national interface's table, or there under another name
    primary key (field, value)
);

-- Days that differ from the plain week. A year without rows is not known yet: no due date may be computed in it.
create table calendar_day (
    day       date  primary key,
    kind      text  not null check (kind in ('holiday', 'workday')), -- workday: a weekend day worked instead
    occasion  text  not null
);
