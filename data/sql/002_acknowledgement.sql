-- Version 2: findings that somebody has looked into rest, with the reason.
--
-- A finding is made anew at every question and has no row of its own: what rests is a code about a
-- subject, by the words in which `check` prints them (a project's code, else its name; a district;
-- a file), so that it still fits after the project's exports were loaded again.

CREATE TABLE acknowledgement (
    code TEXT NOT NULL CHECK (code <> ''),
    city TEXT NOT NULL,    -- '' where the subject is of none
    subject TEXT NOT NULL, -- '' stands for all that the code finds
    reason TEXT NOT NULL CHECK (reason <> ''),
    acknowledged_on INTEGER NOT NULL,
    PRIMARY KEY (code, city, subject)
) STRICT, WITHOUT ROWID;
