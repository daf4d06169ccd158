-- Compatible from: 1
--
-- A host of an earlier version that is running goes on beside this version: it neither reads nor writes what is new here, and it knows no budget.

-- What an account has spent of the compute units of a month, and what its hosts have reserved and not settled yet. Both count against the budget. The
-- last grant is kept because the statement that makes it also has to return it.
CREATE TABLE compute_units (
    account TEXT NOT NULL CHECK (account <> ''),
    month TEXT NOT NULL,
    spent INTEGER NOT NULL CHECK (spent >= 0),
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    granted INTEGER NOT NULL CHECK (granted >= 0),
    updated_at TEXT NOT NULL,
    PRIMARY KEY (account, month)
) STRICT;

-- The state of the budget after a cycle; null when there is none.
ALTER TABLE discovery_snapshots ADD COLUMN budget TEXT;
