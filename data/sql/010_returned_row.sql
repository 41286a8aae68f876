-- Version 10: a row of a sheet of rejects is judged as if it stood in the file that it came from.

CREATE TABLE returned_row (
    source_id INTEGER NOT NULL REFERENCES source (source_id), -- the sheet
    line INTEGER NOT NULL,
    of_source INTEGER NOT NULL REFERENCES source (source_id), -- the file
    of_line INTEGER NOT NULL,
    PRIMARY KEY (source_id, line)
) STRICT, WITHOUT ROWID;
