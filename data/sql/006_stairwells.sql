-- Version 6: smaller rows of households, for a load of millions writes little else; and rows that
-- may be taken back are kept as they came.
--
-- Building and unit are one number, and so are the source and its two dates. The references of
-- household_answer and household_past to compound, stairwell and vintage are not declared:
-- checking them row by row was a third of the time of a load, and all three come from the load
-- itself, which adds what it refers to in the same transaction.

-- A building and a unit by their names, in whichever compound: 3 and 1 of 3号楼1单元.
CREATE TABLE stairwell (
    stairwell_id INTEGER PRIMARY KEY,
    building INTEGER NOT NULL REFERENCES term (term_id),
    unit INTEGER NOT NULL REFERENCES term (term_id),
    UNIQUE (building, unit)
) STRICT;

-- What a source said as of a day, and from when on that is known.
CREATE TABLE vintage (
    vintage_id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    UNIQUE (source_id, as_of, known)
) STRICT;

INSERT INTO stairwell (building, unit)
    SELECT building, unit FROM household_answer UNION SELECT building, unit FROM household_past;
INSERT INTO vintage (source_id, as_of, known)
    SELECT source_id, as_of, known FROM household_answer
    UNION SELECT source_id, as_of, known FROM household_past;

ALTER TABLE household_answer RENAME TO old_answer;
ALTER TABLE household_past RENAME TO old_past;

-- The newest answer of each household. `answered` is the day of the answer; the door is a keyed
-- hash, never a number.
CREATE TABLE household_answer (
    compound_id INTEGER NOT NULL,
    stairwell_id INTEGER NOT NULL,
    door INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    vintage_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 4),
    door_area INTEGER CHECK (door_area >= 0),
    contribute INTEGER CHECK (contribute BETWEEN 0 AND 1),
    pledge INTEGER,
    demolish INTEGER CHECK (demolish BETWEEN 0 AND 1),
    owner INTEGER,          -- keyed hash of the owner's identity, where the export has it
    -- Versions in household_past: 0 none; 1 all before this one in every respect; 2 any.
    past INTEGER NOT NULL DEFAULT 0 CHECK (past BETWEEN 0 AND 2),
    PRIMARY KEY (compound_id, stairwell_id, door)
) STRICT, WITHOUT ROWID;

-- Answers that a later one superseded, or that came after a later one.
CREATE TABLE household_past (
    compound_id INTEGER NOT NULL,
    stairwell_id INTEGER NOT NULL,
    door INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    vintage_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 4),
    door_area INTEGER CHECK (door_area >= 0),
    contribute INTEGER CHECK (contribute BETWEEN 0 AND 1),
    pledge INTEGER,
    demolish INTEGER CHECK (demolish BETWEEN 0 AND 1),
    owner INTEGER,
    PRIMARY KEY (compound_id, stairwell_id, door, answered, vintage_id)
) STRICT, WITHOUT ROWID;

INSERT INTO household_answer
    SELECT compound_id, stairwell_id, door, answered, vintage_id, line, answer, door_area,
        contribute, pledge, demolish, owner, past
    FROM old_answer JOIN stairwell USING (building, unit) JOIN vintage USING (source_id, as_of, known);
INSERT INTO household_past
    SELECT compound_id, stairwell_id, door, answered, vintage_id, line, answer, door_area,
        contribute, pledge, demolish, owner
    FROM old_past JOIN stairwell USING (building, unit) JOIN vintage USING (source_id, as_of, known);

-- The row as it came, free of private data: what it says is not lost when it is taken back.
ALTER TABLE named_row ADD COLUMN raw TEXT NOT NULL DEFAULT '';

DROP TABLE old_answer;
DROP TABLE old_past;
