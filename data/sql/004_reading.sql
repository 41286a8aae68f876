-- Version 4: what a row comes to depends on the whole database, not on what was there before it.

-- How it was read: what else than its bytes decides what its rows say.
ALTER TABLE source ADD COLUMN reading TEXT NOT NULL DEFAULT '';
-- It changed what was known of a day.
ALTER TABLE source ADD COLUMN corrects INTEGER NOT NULL DEFAULT 0
    CHECK (corrects BETWEEN 0 AND 1);

-- Rows that say which project they mean by a name, by a compound alone, or by a code without its
-- city: what they say is asked again after every load, and when more than one project may be
-- meant, they are taken back and rejected.
CREATE TABLE named_row (
    by INTEGER NOT NULL CHECK (by BETWEEN 1 AND 3), -- a name, a compound, a code
    region_id INTEGER NOT NULL REFERENCES region (region_id),
    word INTEGER NOT NULL REFERENCES term (term_id),
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    project_id INTEGER NOT NULL REFERENCES project (project_id), -- whose row it became
    PRIMARY KEY (by, region_id, word, source_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_row_by_project ON named_row (project_id);
