-- The database of facts, version 1. Every fact is integers: texts are terms, enumerations codes,
-- sets bit masks, money fen, areas cm2, lengths mm, dates day numbers, percents 1/1000 %.
-- The columns of the *_fact tables are the fields of dictionary.csv by name. A CHECK says BETWEEN
-- and not IN: SQLite builds a table for an IN of three values anew for every row.

CREATE TABLE term (
    term_id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO term (term_id, text) VALUES (0, '');

-- A loaded file.
CREATE TABLE source (
    source_id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 6),
    encoding TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    header_line INTEGER NOT NULL CHECK (header_line >= 0),
    as_of INTEGER,
    known INTEGER,          -- as asked for; NULL: by the rule
    loaded_on INTEGER NOT NULL,
    newest_as_of INTEGER,   -- of its rows
    row_count INTEGER NOT NULL DEFAULT 0 CHECK (row_count >= 0),
    loaded INTEGER NOT NULL DEFAULT 0 CHECK (loaded >= 0),
    unchanged INTEGER NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
    skipped_subtotal INTEGER NOT NULL DEFAULT 0 CHECK (skipped_subtotal >= 0),
    skipped_header INTEGER NOT NULL DEFAULT 0 CHECK (skipped_header >= 0),
    skipped_note INTEGER NOT NULL DEFAULT 0 CHECK (skipped_note >= 0),
    rejected INTEGER NOT NULL DEFAULT 0 CHECK (rejected >= 0)
) STRICT;
CREATE INDEX source_by_content ON source (sha256, kind, as_of);

-- The fields that a source has columns for: a blank cell of one of them says "nothing", while
-- a field that it does not cover leaves what was known before.
CREATE TABLE source_field (
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    field TEXT NOT NULL,
    PRIMARY KEY (source_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE reject (
    reject_id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    column_number INTEGER NOT NULL CHECK (column_number >= 0),
    field TEXT NOT NULL,
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    message TEXT NOT NULL,
    raw TEXT NOT NULL
) STRICT;
CREATE INDEX reject_by_source ON reject (source_id);

CREATE TABLE city (
    city_id INTEGER PRIMARY KEY,
    name INTEGER NOT NULL UNIQUE REFERENCES term (term_id)
) STRICT;

-- A district of a city; the district '' stands for "not said".
CREATE TABLE region (
    region_id INTEGER PRIMARY KEY,
    city_id INTEGER NOT NULL REFERENCES city (city_id),
    name INTEGER NOT NULL REFERENCES term (term_id),
    UNIQUE (city_id, name)
) STRICT;

-- A project is its code within the city; without a code, its name within the district. One that
-- no list of projects has named yet (listed = 0) waits, and no figure counts it.
CREATE TABLE project (
    project_id INTEGER PRIMARY KEY,
    city_id INTEGER NOT NULL REFERENCES city (city_id),
    region_id INTEGER NOT NULL REFERENCES region (region_id),
    code INTEGER REFERENCES term (term_id),
    name_key INTEGER NOT NULL REFERENCES term (term_id),
    by_compound INTEGER NOT NULL CHECK (by_compound BETWEEN 0 AND 1), -- name_key is a compound's
    listed INTEGER NOT NULL DEFAULT 0 CHECK (listed BETWEEN 0 AND 1),
    -- The project that it turned out to be; its facts have moved there.
    merged_into INTEGER REFERENCES project (project_id)
) STRICT;
CREATE UNIQUE INDEX project_by_code ON project (city_id, code) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX project_by_name ON project (city_id, region_id, name_key, by_compound)
    WHERE code IS NULL AND merged_into IS NULL;

-- Every normalised name that a project went by, and in which district.
CREATE TABLE alias (
    name_key INTEGER NOT NULL REFERENCES term (term_id),
    region_id INTEGER NOT NULL REFERENCES region (region_id),
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    PRIMARY KEY (name_key, region_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_project ON alias (project_id);

-- The compound '' (name_key 0) is the project as a whole.
CREATE TABLE compound (
    compound_id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    name_key INTEGER NOT NULL REFERENCES term (term_id),
    name INTEGER NOT NULL REFERENCES term (term_id), -- as it was spelt first
    UNIQUE (project_id, name_key)
) STRICT;
CREATE INDEX compound_by_name ON compound (name_key);

-- Rows of a source that were loaded for a project which had not come yet.
CREATE TABLE source_pending (
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    row_count INTEGER NOT NULL CHECK (row_count > 0),
    PRIMARY KEY (source_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_pending_by_project ON source_pending (project_id);

CREATE TABLE project_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    listed INTEGER NOT NULL CHECK (listed BETWEEN 0 AND 1),
    project_name INTEGER REFERENCES term (term_id),
    district INTEGER REFERENCES term (term_id),
    street INTEGER REFERENCES term (term_id),
    committee INTEGER REFERENCES term (term_id),
    plan_year INTEGER CHECK (plan_year BETWEEN 1 AND 9999),
    status INTEGER CHECK (status BETWEEN 1 AND 7),
    in_plan INTEGER CHECK (in_plan BETWEEN 0 AND 1),
    outside_plan INTEGER CHECK (outside_plan BETWEEN 0 AND 1),
    central_area INTEGER CHECK (central_area BETWEEN 0 AND 1),
    works_class INTEGER CHECK (works_class BETWEEN 0 AND 7),
    works_text INTEGER REFERENCES term (term_id),
    ownership INTEGER REFERENCES term (term_id),
    client INTEGER REFERENCES term (term_id),
    contractor INTEGER REFERENCES term (term_id),
    responsible_unit INTEGER REFERENCES term (term_id),
    survey_date INTEGER CHECK (survey_date BETWEEN -719162 AND 2932896),
    consent_date INTEGER CHECK (consent_date BETWEEN -719162 AND 2932896),
    disclosure_date INTEGER CHECK (disclosure_date BETWEEN -719162 AND 2932896),
    approval_date INTEGER CHECK (approval_date BETWEEN -719162 AND 2932896),
    funding_date INTEGER CHECK (funding_date BETWEEN -719162 AND 2932896),
    tender_date INTEGER CHECK (tender_date BETWEEN -719162 AND 2932896),
    plan_start INTEGER CHECK (plan_start BETWEEN -719162 AND 2932896),
    plan_finish INTEGER CHECK (plan_finish BETWEEN -719162 AND 2932896),
    actual_start INTEGER CHECK (actual_start BETWEEN -719162 AND 2932896),
    actual_finish INTEGER CHECK (actual_finish BETWEEN -719162 AND 2932896),
    accept_date INTEGER CHECK (accept_date BETWEEN -719162 AND 2932896),
    accept_result INTEGER REFERENCES term (term_id),
    issues_found INTEGER CHECK (issues_found >= 0),
    issues_open INTEGER CHECK (issues_open >= 0),
    issues_overdue INTEGER CHECK (issues_overdue >= 0),
    PRIMARY KEY (project_id, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE compound_fact (
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    listed INTEGER NOT NULL CHECK (listed BETWEEN 0 AND 1),
    compound INTEGER REFERENCES term (term_id),
    communities INTEGER CHECK (communities >= 0),
    buildings INTEGER CHECK (buildings >= 0),
    households INTEGER CHECK (households >= 0),
    floor_area INTEGER CHECK (floor_area >= 0),
    built_year INTEGER CHECK (built_year BETWEEN 1 AND 9999),
    mgmt_mode INTEGER CHECK (mgmt_mode BETWEEN 1 AND 6),
    mgmt_company INTEGER REFERENCES term (term_id),
    mgmt_households INTEGER CHECK (mgmt_households >= 0),
    mgmt_area INTEGER CHECK (mgmt_area >= 0),
    fee_household_month INTEGER,
    fee_space_month INTEGER,
    fee_m2_month INTEGER,
    fee_collected INTEGER,
    PRIMARY KEY (compound_id, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE progress_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    actual_progress INTEGER,
    PRIMARY KEY (project_id, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    date INTEGER NOT NULL CHECK (date BETWEEN -719162 AND 2932896),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    planned_progress INTEGER,
    PRIMARY KEY (project_id, date, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE budget_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    budget_planned INTEGER,
    fund_central INTEGER,
    fund_province INTEGER,
    fund_city INTEGER,
    fund_county INTEGER,
    fund_bond INTEGER,
    fund_resident INTEGER,
    fund_utility INTEGER,
    fund_social INTEGER,
    fund_maintenance INTEGER,
    fund_housing_sale INTEGER,
    fund_other INTEGER,
    budget_issued INTEGER,
    budget_received INTEGER,
    budget_disbursed INTEGER,
    budget_paid INTEGER,
    budget_carried INTEGER,
    budget_contracted INTEGER,
    budget_settled INTEGER,
    budget_invested INTEGER,
    PRIMARY KEY (project_id, compound_id, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE parking_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    parking_kind INTEGER NOT NULL CHECK (parking_kind BETWEEN 0 AND 4),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    parking_before INTEGER CHECK (parking_before >= 0),
    parking_after INTEGER CHECK (parking_after >= 0),
    parking_added INTEGER CHECK (parking_added >= 0),
    parking_planned INTEGER CHECK (parking_planned >= 0),
    PRIMARY KEY (project_id, compound_id, parking_kind, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE charger_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    posts_added INTEGER CHECK (posts_added >= 0),
    car_posts_added INTEGER CHECK (car_posts_added >= 0),
    ebike_posts_added INTEGER CHECK (ebike_posts_added >= 0),
    ports_added INTEGER CHECK (ports_added >= 0),
    ports_total INTEGER CHECK (ports_total >= 0),
    groups_added INTEGER CHECK (groups_added >= 0),
    posts_planned INTEGER CHECK (posts_planned >= 0),
    ports_planned INTEGER CHECK (ports_planned >= 0),
    groups_planned INTEGER CHECK (groups_planned >= 0),
    charger_sheds INTEGER CHECK (charger_sheds >= 0),
    ebike_fleet INTEGER CHECK (ebike_fleet >= 0),
    power_w INTEGER CHECK (power_w >= 0),
    operator INTEGER REFERENCES term (term_id),
    commission_date INTEGER CHECK (commission_date BETWEEN -719162 AND 2932896),
    PRIMARY KEY (project_id, compound_id, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE works_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    bicycle_sheds INTEGER CHECK (bicycle_sheds >= 0),
    lifts_added INTEGER CHECK (lifts_added >= 0),
    lifts_under_way INTEGER CHECK (lifts_under_way >= 0),
    pipe_water INTEGER CHECK (pipe_water >= 0),
    pipe_drain INTEGER CHECK (pipe_drain >= 0),
    pipe_gas INTEGER CHECK (pipe_gas >= 0),
    pipe_heat INTEGER CHECK (pipe_heat >= 0),
    pipe_all INTEGER CHECK (pipe_all >= 0),
    energy_area INTEGER CHECK (energy_area >= 0),
    services_added INTEGER CHECK (services_added >= 0),
    sports_area INTEGER CHECK (sports_area >= 0),
    demolished_area INTEGER CHECK (demolished_area >= 0),
    PRIMARY KEY (project_id, compound_id, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    consent_total INTEGER CHECK (consent_total >= 0),
    consent_participating INTEGER CHECK (consent_participating >= 0),
    consent_agree INTEGER CHECK (consent_agree >= 0),
    consent_disagree INTEGER CHECK (consent_disagree >= 0),
    consent_abstain INTEGER CHECK (consent_abstain >= 0),
    owners_total INTEGER CHECK (owners_total >= 0),
    owners_agree INTEGER CHECK (owners_agree >= 0),
    area_total INTEGER CHECK (area_total >= 0),
    area_participating INTEGER CHECK (area_participating >= 0),
    area_agree INTEGER CHECK (area_agree >= 0),
    area_disagree INTEGER CHECK (area_disagree >= 0),
    survey_start INTEGER CHECK (survey_start BETWEEN -719162 AND 2932896),
    survey_end INTEGER CHECK (survey_end BETWEEN -719162 AND 2932896),
    contribute_count INTEGER CHECK (contribute_count >= 0),
    demolish_count INTEGER CHECK (demolish_count >= 0),
    PRIMARY KEY (project_id, compound_id, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE satisfaction_fact (
    project_id INTEGER NOT NULL REFERENCES project (project_id),
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    satisfied INTEGER CHECK (satisfied >= 0),
    basically_satisfied INTEGER CHECK (basically_satisfied >= 0),
    not_satisfied INTEGER CHECK (not_satisfied >= 0),
    satisfaction_asked INTEGER CHECK (satisfaction_asked >= 0),
    satisfaction_rate INTEGER,
    PRIMARY KEY (project_id, compound_id, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE total_fact (
    region INTEGER NOT NULL REFERENCES term (term_id),
    plan_year INTEGER NOT NULL CHECK (plan_year BETWEEN 1 AND 9999),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    total_planned INTEGER CHECK (total_planned >= 0),
    total_started INTEGER CHECK (total_started >= 0),
    total_completed INTEGER CHECK (total_completed >= 0),
    total_households INTEGER CHECK (total_households >= 0),
    total_households_planned INTEGER CHECK (total_households_planned >= 0),
    budget_planned INTEGER,
    budget_invested INTEGER,
    PRIMARY KEY (region, plan_year, as_of, known, source_id)
) STRICT, WITHOUT ROWID;

-- The newest answer of each household. `answered` is the day of the answer, `as_of` that of the
-- export which brought it; the door is a keyed hash, never a number. Building and unit are terms
-- and the source is a source: a row's share of checking those three references was a third of the
-- time of a load of millions, and all three come from the load itself.
CREATE TABLE household_answer (
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    building INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    door INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 4),
    door_area INTEGER CHECK (door_area >= 0),
    contribute INTEGER CHECK (contribute BETWEEN 0 AND 1),
    pledge INTEGER,
    demolish INTEGER CHECK (demolish BETWEEN 0 AND 1),
    owner INTEGER,          -- keyed hash of the owner's identity, where the export has it
    -- Versions in household_past: 0 none; 1 all before this one in every respect; 2 any.
    past INTEGER NOT NULL DEFAULT 0 CHECK (past BETWEEN 0 AND 2),
    PRIMARY KEY (compound_id, building, unit, door)
) STRICT, WITHOUT ROWID;

-- Answers that a later one superseded, or that came after a later one.
CREATE TABLE household_past (
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    building INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    door INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 4),
    door_area INTEGER CHECK (door_area >= 0),
    contribute INTEGER CHECK (contribute BETWEEN 0 AND 1),
    pledge INTEGER,
    demolish INTEGER CHECK (demolish BETWEEN 0 AND 1),
    owner INTEGER,
    PRIMARY KEY (compound_id, building, unit, door, answered, as_of, known)
) STRICT, WITHOUT ROWID;

-- What the answers add up to: each row is a difference, and the state at a vantage is the sum of
-- the rows with as_of and known up to it. Kept while loading, so that no reader scans households.
CREATE TABLE consent_tally (
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    building INTEGER NOT NULL REFERENCES term (term_id),
    unit INTEGER NOT NULL REFERENCES term (term_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    households INTEGER NOT NULL,
    agree INTEGER NOT NULL,
    disagree INTEGER NOT NULL,
    abstain INTEGER NOT NULL,
    area_total_cm2 INTEGER NOT NULL,
    area_agree_cm2 INTEGER NOT NULL,
    area_disagree_cm2 INTEGER NOT NULL,
    area_abstain_cm2 INTEGER NOT NULL,
    contribute INTEGER NOT NULL,
    demolish INTEGER NOT NULL,
    PRIMARY KEY (compound_id, building, unit, as_of, known)
) STRICT, WITHOUT ROWID;

-- The same differences by the month in which the answers were given.
CREATE TABLE consent_month (
    compound_id INTEGER NOT NULL REFERENCES compound (compound_id),
    month_end INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    households INTEGER NOT NULL,
    agree INTEGER NOT NULL,
    disagree INTEGER NOT NULL,
    abstain INTEGER NOT NULL,
    PRIMARY KEY (compound_id, month_end, as_of, known)
) STRICT, WITHOUT ROWID;
