-- Version 8: a row that may be taken back says how it was counted, and is found by its line, for
-- what it says must not stand for a row that stays. In merged databases it may be of two projects:
-- one meant one, one the other.

ALTER TABLE named_row RENAME TO old_named_row;

CREATE TABLE named_row (
    by INTEGER NOT NULL CHECK (by BETWEEN 1 AND 3), -- a name, a compound, a code
    region_id INTEGER NOT NULL REFERENCES region (region_id),
    word INTEGER NOT NULL REFERENCES term (term_id),
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    project_id INTEGER NOT NULL REFERENCES project (project_id), -- whose row it became
    loaded INTEGER NOT NULL CHECK (loaded BETWEEN 0 AND 1),      -- 0: counted as unchanged
    raw TEXT NOT NULL,                                           -- free of private data
    PRIMARY KEY (by, region_id, word, source_id, line, project_id)
) STRICT, WITHOUT ROWID;

INSERT INTO named_row
    SELECT by, region_id, word, source_id, line, project_id,
        (source_id, line) IN (
            SELECT source_id, line FROM project_fact UNION ALL
            SELECT source_id, line FROM compound_fact UNION ALL
            SELECT source_id, line FROM progress_fact UNION ALL
            SELECT source_id, line FROM plan_fact UNION ALL
            SELECT source_id, line FROM budget_fact UNION ALL
            SELECT source_id, line FROM parking_fact UNION ALL
            SELECT source_id, line FROM charger_fact UNION ALL
            SELECT source_id, line FROM works_fact UNION ALL
            SELECT source_id, line FROM consent_fact UNION ALL
            SELECT source_id, line FROM satisfaction_fact), raw
    FROM old_named_row;

DROP TABLE old_named_row;
CREATE INDEX named_row_by_project ON named_row (project_id);
CREATE INDEX named_row_by_line ON named_row (source_id, line);

-- Whether a row is rejected already is asked for each that is taken back.
DROP INDEX reject_by_source;
CREATE INDEX reject_by_line ON reject (source_id, line);

